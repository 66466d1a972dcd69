using Microsoft.Data.Sqlite;

namespace Krfoss.Redirector.Registry.Sqlite;

/// <summary>
/// The registry as a file: makes its folder, looks whether SQLite finds it sound, and sets a damaged one aside,
/// because a registry can be rebuilt from the catalog and the next crawl while a service that does not start cannot.
/// </summary>
internal sealed class SqliteFile
{
    private const int BusyTimeoutSeconds = 5;
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    public SqliteFile(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Default Timeout")) builder.DefaultTimeout = BusyTimeoutSeconds;
        ConnectionString = builder.ConnectionString;
        Path = System.IO.Path.GetFullPath(builder.DataSource);
    }

    public string ConnectionString { get; }

    public string Path { get; }

    public bool IsGone => !File.Exists(Path);

    /// <summary>What stands in the way of reading the file as it is; null = nothing.</summary>
    public string? Fault() => IsGone ? $"there is no file {Path}"
        : IsSound() ? null
        : $"{Path} is damaged; it is left as it is";

    /// <summary>Returns where a damaged file was set aside to; null = there was nothing to set aside.</summary>
    public string? Prepare(DateTimeOffset now)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        if (!File.Exists(Path) || IsSound()) return null;
        return SetAside(now);
    }

    /// <summary>True for a failure that says nothing about the file but that somebody else is using it.</summary>
    public static bool IsLocked(Exception? exception) =>
        exception?.GetBaseException() is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked };

    /// <summary>Lets go of pooled connections: they would keep a file open that was replaced or set aside.</summary>
    public void Release()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private bool IsSound()
    {
        try
        {
            using var connection = new SqliteConnection(ConnectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            return string.Equals(command.ExecuteScalar() as string, "ok", StringComparison.Ordinal);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            return false;
        }
    }

    private string SetAside(DateTimeOffset now)
    {
        Release();
        var target = $"{Path}.damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        File.Move(Path, target, overwrite: true);
        // What was not yet in the main file stands in the -wal file; left behind, it would be
        // replayed into the new one.
        foreach (var suffix in (ReadOnlySpan<string>)["-wal", "-shm"])
        {
            if (File.Exists(Path + suffix)) File.Move(Path + suffix, target + suffix, overwrite: true);
        }

        return target;
    }
}
