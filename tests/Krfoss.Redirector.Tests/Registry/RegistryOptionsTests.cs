using Krfoss.Redirector.Registry;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.Registry;

public sealed class RegistryOptionsTests
{
    internal static RegistryOptions From(string? provider, string? connection) =>
        RegistryOptions.From(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new(RegistryOptions.ProviderKey, provider),
            new(RegistryOptions.ConnectionKey, connection),
        ]).Build());

    [Theory]
    [InlineData(null, null, "Data Source=data/registry.db")]
    [InlineData("SQLite", " ", "Data Source=data/registry.db")]
    [InlineData("sqlite", "Data Source=/x.db", "Data Source=/x.db")]
    public void Sqlite_in_the_data_folder_is_the_default(string? provider, string? connection, string expected) =>
        Assert.Equal(new RegistryOptions(RegistryProvider.Sqlite, expected), From(provider, connection));

    [Fact]
    public void Postgres_needs_a_connection_string()
    {
        Assert.Equal(new RegistryOptions(RegistryProvider.Postgres, "Host=db"), From("postgres", "Host=db"));
        Assert.NotNull(From("postgres", null).Problem);
    }

    [Theory]
    [InlineData("Data Source=", "names no Data Source")]
    [InlineData("Data Source=' '", "names no Data Source")]
    [InlineData("Cache=Shared", "names no Data Source")]
    [InlineData("Data Source=:memory:", "is in memory")]
    [InlineData("Data Source=registry;Mode=Memory;Cache=Shared", "is in memory")]
    [InlineData("Data Source=file:registry.db", "holds a file: URI")]
    [InlineData("Data Source=FILE:/x.db?mode=rwc", "holds a file: URI")]
    public void Sqlite_needs_a_file(string connection, string expected)
    {
        var problem = From("sqlite", connection).Problem;
        Assert.StartsWith($"ConnectionStrings:Registry {expected}", problem, StringComparison.Ordinal);
        Assert.EndsWith("write a file, for example Data Source=data/registry.db", problem, StringComparison.Ordinal);
    }
}
