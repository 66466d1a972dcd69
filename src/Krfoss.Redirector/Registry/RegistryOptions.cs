using Microsoft.Data.Sqlite;
using Npgsql;

namespace Krfoss.Redirector.Registry;

internal enum RegistryProvider
{
    Sqlite,
    Postgres,
}

/// <summary>
/// Where the registry's database is. <see cref="Problem"/> says what an operator has to mend; null = usable.
/// </summary>
internal sealed record RegistryOptions(RegistryProvider Provider, string ConnectionString, string? Problem = null)
{
    public const string ProviderKey = "Redirector:Registry:Provider";
    public const string ConnectionKey = "ConnectionStrings:Registry";
    public const string DefaultConnectionString = "Data Source=data/registry.db";

    /// <summary>The file that the registry is; null = it is none.</summary>
    public string? File => Problem is null && Provider == RegistryProvider.Sqlite
        ? new SqliteConnectionStringBuilder(ConnectionString).DataSource
        : null;

    /// <summary>
    /// A wrong setting is a problem to tell, not a reason to stop: the registry is then away, the service runs.
    /// </summary>
    public static RegistryOptions From(IConfiguration configuration)
    {
        var provider = configuration[ProviderKey]?.Trim();
        var connection = configuration[ConnectionKey];
        if (string.IsNullOrWhiteSpace(connection)) connection = null;
        return provider?.ToUpperInvariant() switch
        {
            null or "" or "SQLITE" => Checked(RegistryProvider.Sqlite, connection ?? DefaultConnectionString),
            "POSTGRES" when connection is not null => Checked(RegistryProvider.Postgres, connection),
            "POSTGRES" => Unusable($"{ProviderKey} is postgres but {ConnectionKey} is not set; "
                + "set it, for example to Host=/run/postgresql;Database=redirector"),
            _ => Unusable($"{ProviderKey} is '{provider}'; write sqlite or postgres"),
        };
    }

    private static RegistryOptions Checked(RegistryProvider provider, string connection)
    {
        try
        {
            if (provider == RegistryProvider.Postgres)
                _ = new NpgsqlConnectionStringBuilder(connection);
            else if (FileProblem(new SqliteConnectionStringBuilder(connection)) is { } problem)
                return Unusable($"{ConnectionKey} {problem}; write a file, for example {DefaultConnectionString}");
            return new(provider, connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return Unusable($"{ConnectionKey} cannot be read: {e.Message}");
        }
    }

    /// <summary>
    /// What keeps SQLite's registry from being a file that every connection finds again; null = nothing.
    /// </summary>
    private static string? FileProblem(SqliteConnectionStringBuilder connection) => connection.DataSource.Trim() switch
    {
        "" => "names no Data Source",
        ":memory:" => "is in memory, where every connection is a database of its own",
        _ when connection.Mode == SqliteOpenMode.Memory => "is in memory, and would be lost at every restart",
        var source when source.StartsWith("file:", StringComparison.OrdinalIgnoreCase) => "holds a file: URI",
        var source when source.Contains('\0', StringComparison.Ordinal) => "holds a NUL character",
        _ => null,
    };

    private static RegistryOptions Unusable(string problem) => new(RegistryProvider.Sqlite, "", problem);
}
