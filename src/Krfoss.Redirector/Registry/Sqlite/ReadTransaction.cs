using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Krfoss.Redirector.Registry.Sqlite;

/// <summary>
/// A transaction in which everything that is read is of one moment. SQLite's would otherwise begin by locking out all
/// who write, and a whole registry takes minutes to read.
/// </summary>
internal static class ReadTransaction
{
    public static async Task<IDbContextTransaction?> BeginAsync(
        RegistryContext context, CancellationToken cancellationToken)
    {
        if (context.Database.GetDbConnection() is not SqliteConnection connection)
            return await context.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        await context.Database.OpenConnectionAsync(cancellationToken);
        return await context.Database.UseTransactionAsync(
            connection.BeginTransaction(deferred: true), cancellationToken);
    }
}
