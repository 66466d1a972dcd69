using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Krfoss.Redirector.Registry.Postgres;

/// <summary>
/// Lets one node after the other look for migrations and apply them. EF's own lock ends with the transaction of each
/// single migration, so two nodes that start on an empty database would both go on with the second one.
/// </summary>
internal static class MigrationLock
{
    /// <summary>Any number that is ours; PostgreSQL keeps advisory locks apart by database.</summary>
    private const long Key = 0x6b72666f7373;

    public static async Task MigrateAsync(RegistryContext context, CancellationToken cancellationToken)
    {
        var creator = context.GetService<IRelationalDatabaseCreator>();
        if (!await creator.ExistsAsync(cancellationToken)) await creator.CreateAsync(cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({Key})", cancellationToken);
        try
        {
            await context.Database.MigrateAsync(cancellationToken);
        }
        finally
        {
            // Not left to closing: the pool resets a connection when it is used again, which may be never.
            await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Key})", CancellationToken.None);
            await context.Database.CloseConnectionAsync();
        }
    }
}
