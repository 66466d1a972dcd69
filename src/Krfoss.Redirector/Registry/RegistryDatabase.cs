using System.Data.Common;
using Krfoss.Redirector.Registry.Postgres;
using Krfoss.Redirector.Registry.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// Opens the database on first use: file checked, schema brought up to date, once; again after a failure, since the
/// file may have been deleted or the server replaced by an empty one.
/// </summary>
internal sealed class RegistryDatabase : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly SqliteFile? _file;
    private readonly DbContextOptions<RegistryContext> _contextOptions;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private volatile bool _open;
    private volatile bool _isChecked;

    public RegistryDatabase(RegistryOptions options)
    {
        _options = options;
        var builder = new DbContextOptionsBuilder<RegistryContext>();
        if (options.Problem is null && options.Provider == RegistryProvider.Sqlite)
        {
            _file = new(options.ConnectionString);
            builder.UseSqlite(_file.ConnectionString).AddInterceptors(new SqlitePragmas());
        }
        else
        {
            builder.UseNpgsql(options.ConnectionString);
        }

        _contextOptions = builder.Options;
    }

    /// <summary>For the log: a file, a server without its password, or why there is neither.</summary>
    public string Place => _options.Problem is { } problem ? $"none; {problem}" : _file?.Path ?? "PostgreSQL";

    /// <summary>False where the settings name no database that can be used.</summary>
    public bool HasPlace => _options.Problem is null;

    /// <summary>Why there is nothing that could be read; null = there is, or only opening it can tell.</summary>
    public string? NothingToRead() => _file?.Fault();

    public RegistryContext CreateContext() => new(_contextOptions);

    /// <summary>Returns where a damaged file was set aside to, if there was one.</summary>
    public async Task<string?> OpenAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // SQLite goes on writing into a file that was deleted, and all of it would be lost.
        if (_open && _file?.IsGone == true) Close();
        if (_open) return null;
        if (_options.Problem is { } problem) throw new RegistrySettingException(problem);
        await _opening.WaitAsync(cancellationToken);
        try
        {
            if (_open) return null;
            var damaged = _isChecked ? null : _file?.Prepare(now);
            await using var context = CreateContext();
            await (_file is null
                ? MigrationLock.MigrateAsync(context, cancellationToken)
                : MigrateSqliteAsync(context, now, cancellationToken));
            (_open, _isChecked) = (true, true);
            return damaged;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>
    /// The next use opens anew. Looking through a file of gigabytes takes a while; one that was only locked by somebody
    /// else is opened without it.
    /// </summary>
    public void Close(Exception? because = null)
    {
        _open = false;
        _isChecked &= SqliteFile.IsLocked(because);
        _file?.Release();
    }

    public void Dispose()
    {
        _file?.Release();
        _opening.Dispose();
    }

    /// <summary>True for what the world does to a database; false for our own bugs, which must show as such.</summary>
    public static bool IsFailure(Exception? exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is DbException or IOException or UnauthorizedAccessException or TimeoutException) return true;
            if (e is RegistrySettingException) return true;
        }

        return false;
    }

    private static async Task MigrateSqliteAsync(
        RegistryContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken);
        // A process that was killed while migrating leaves its lock row behind, and EF would wait for it for ever.
        if (await TableExistsAsync(context, "__EFMigrationsLock", cancellationToken))
        {
            var stale = now.UtcDateTime.AddMinutes(-1);
            await context.Database.ExecuteSqlAsync(
                $"DELETE FROM \"__EFMigrationsLock\" WHERE datetime(\"Timestamp\") < datetime({stale})",
                cancellationToken);
        }

        await context.Database.MigrateAsync(cancellationToken);
    }

    private static async Task<bool> TableExistsAsync(
        RegistryContext context, string table, CancellationToken cancellationToken) =>
        await context.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = {table}")
            .SingleAsync(cancellationToken) > 0;
}

/// <summary>The registry's settings cannot be used; the message says which key and what to write.</summary>
internal sealed class RegistrySettingException(string message) : Exception(message);
