using Krfoss.Redirector.Registry;
using Npgsql;

namespace Krfoss.Redirector.Postgres.Tests;

/// <summary>
/// Empty databases on the server that with-postgres.sh started. Without a server the tests fail and say how to get one.
/// </summary>
internal static class PostgresDatabases
{
    private const string Variable = "REDIRECTOR_TEST_POSTGRES";

    private static string Server => Environment.GetEnvironmentVariable(Variable) ?? throw new InvalidOperationException(
        $"{Variable} is not set; run tests/postgres/with-postgres.sh dotnet test tests/<this project>");

    public static RegistryOptions NewDatabase()
    {
        var name = $"test_{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection($"{Server};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        command.ExecuteNonQuery();
        return new(RegistryProvider.Postgres, $"{Server};Database={name};Maximum Pool Size=5");
    }
}
