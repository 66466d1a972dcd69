using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Registry.Observations;
using Krfoss.Redirector.Tests.Registry.Tallies;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Postgres.Tests;

public sealed class PostgresObservationTests : ObservationContract
{
    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();
}

public sealed class PostgresRollUpTests : RollUpContract
{
    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();
}

public sealed class PostgresTallyTests : TallyContract
{
    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();
}

public sealed class PostgresObservationLinesTests : ObservationLinesContract
{
    private readonly TemporaryFolder _folder = new();

    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();

    [Fact]
    public async Task Observations_move_from_Sqlite_to_Postgres_and_back()
    {
        var (sqlite, postgres, back) = (Open(SqliteFile("a.db")), Open(), Open(SqliteFile("b.db")));
        await WriteAllAsync(sqlite);
        var lines = await Lines(sqlite);
        await Move(sqlite, postgres);
        await Move(postgres, back);
        Assert.Equal(WithoutCounter(lines), WithoutCounter(await Lines(postgres)), StringComparer.Ordinal);
        Assert.Equal(WithoutCounter(lines), WithoutCounter(await Lines(back)), StringComparer.Ordinal);

        static async Task Move(MirrorRegistry from, MirrorRegistry to)
        {
            using var input = new StringReader(string.Join('\n', await Lines(from)));
            Assert.Null((await to.ImportAsync(input, Stop)).Get().Problem);
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    private RegistryOptions SqliteFile(string name) =>
        new(RegistryProvider.Sqlite, $"Data Source={_folder.File(name)}");
}
