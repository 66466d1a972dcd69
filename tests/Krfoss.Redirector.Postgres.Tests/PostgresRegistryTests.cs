using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Postgres.Tests;

/// <summary>The registry's whole contract on PostgreSQL, and what only the two databases together can show.</summary>
public sealed class PostgresRegistryTests : RegistryContract
{
    private const string Columns =
        "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity "
        + "AS \"Value\" "
        + "FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_EF%' "
        + "UNION ALL SELECT indexdef FROM pg_indexes "
        + "WHERE schemaname = 'public' AND tablename NOT LIKE '\\_\\_EF%' ORDER BY 1";

    private readonly TemporaryFolder _folder = new();

    private protected override RegistryOptions NewDatabase() => PostgresDatabases.NewDatabase();

    [Fact]
    public async Task The_migrations_make_the_tables_that_the_model_describes()
    {
        var migrated = await SchemaAsync(context => context.Database.MigrateAsync(Stop));
        var described = await SchemaAsync(context => context.Database.EnsureCreatedAsync(Stop));
        Assert.Contains("events.id bigint NO YES", described, StringComparer.Ordinal);
        Assert.Equal(described, migrated, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_registry_moves_from_Sqlite_to_Postgres_and_back()
    {
        var (sqlite, postgres, back) = (Open(SqliteFile("a.db")), Open(), Open(SqliteFile("b.db")));
        await Import(sqlite, "a", 0, Catalogs.Rich("one"), Catalogs.Mirror("two"));
        await Import(sqlite, "b", 1, Catalogs.Rich("one"));
        var lines = await Move(sqlite, postgres);
        Assert.Contains(lines, line => line.Contains("거울 two", StringComparison.Ordinal));
        Assert.Equal(lines, await Move(postgres, back), StringComparer.Ordinal);
        Assert.Equal(4, await Import(postgres, "c", 2, Catalogs.Mirror("two")));

        static async Task<string[]> Move(MirrorRegistry from, MirrorRegistry to)
        {
            using var output = new StringWriter();
            Assert.True((await from.ExportAsync(output, Stop)).IsAvailable);
            using var input = new StringReader(output.ToString());
            Assert.Null((await to.ImportAsync(input, Stop)).Get().Problem);
            return [.. output.ToString().Split('\n')
                .Where(l => !l.Contains("\"kind\":\"counter\"", StringComparison.Ordinal))];
        }
    }

    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_database_all_come_up()
    {
        var database = NewDatabase();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Open(database).MigrateAsync(Stop)));
        Assert.All(answers, answer => Assert.Null(answer.Error));
    }

    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }

    private RegistryOptions SqliteFile(string name) =>
        new(RegistryProvider.Sqlite, $"Data Source={_folder.File(name)}");

    private async Task<List<string>> SchemaAsync(Func<RegistryContext, Task> create)
    {
        using var database = new RegistryDatabase(NewDatabase());
        await using var context = database.CreateContext();
        await create(context);
        return await context.Database.SqlQueryRaw<string>(Columns).ToListAsync(Stop);
    }
}
