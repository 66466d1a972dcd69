using Krfoss.Redirector.Registry;
using Krfoss.Redirector.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Tests.Registry;

public sealed class MigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(nameof(RegistryProvider.Sqlite), "Data Source=never-opened.db")]
    [InlineData(nameof(RegistryProvider.Postgres), "Host=never-reached;Database=x")]
    public void The_snapshot_of_the_migrations_is_the_model(string provider, string connection)
    {
        using var database = new RegistryDatabase(new(Enum.Parse<RegistryProvider>(provider), connection));
        using var context = database.CreateContext();
        Assert.False(context.Database.HasPendingModelChanges(),
            "a row class changed: add a migration and bring the snapshot up to it");
    }

    [Fact]
    public async Task The_migrations_make_the_tables_that_the_model_describes()
    {
        var migrated = await SchemaAsync(
            "migrated.db", context => context.Database.MigrateAsync(TestContext.Current.CancellationToken));
        var described = await SchemaAsync(
            "described.db", context => context.Database.EnsureCreatedAsync(TestContext.Current.CancellationToken));
        Assert.Contains(described, sql => sql.StartsWith("CREATE TABLE \"mirrors\"", StringComparison.Ordinal));
        Assert.Equal(described, migrated);
    }

    [Fact]
    public void No_migration_names_a_column_type()
    {
        using var database = new RegistryDatabase(new(RegistryProvider.Sqlite, "Data Source=never-opened.db"));
        using var context = database.CreateContext();
        var migrations = context.Database.GetMigrations().ToList();
        Assert.NotEmpty(migrations);
        var operations = typeof(RegistryContext).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Microsoft.EntityFrameworkCore.Migrations.Migration)))
            .SelectMany(type =>
                ((Microsoft.EntityFrameworkCore.Migrations.Migration)Activator.CreateInstance(type)!).UpOperations)
            .ToList();
        var columns = operations.OfType<Microsoft.EntityFrameworkCore.Migrations.Operations.CreateTableOperation>()
            .SelectMany(table => table.Columns)
            .Concat(operations.OfType<Microsoft.EntityFrameworkCore.Migrations.Operations.AddColumnOperation>())
            .ToList();
        Assert.NotEmpty(columns);
        Assert.All(columns, column => Assert.Null(column.ColumnType));
    }

    [Theory]
    [InlineData("FirstSeen", "first_seen")]
    [InlineData("Sha256", "sha256")]
    [InlineData("PK_CatalogRevisions", "pk_catalog_revisions")]
    [InlineData("IX_Events_Mirror_At", "ix_events_mirror_at")]
    [InlineData("id", "id")]
    public void Names_in_the_database_are_snake_case(string name, string expected) =>
        Assert.Equal(expected, SnakeCaseNames.Of(name));

    public void Dispose() => _folder.Dispose();

    private async Task<List<string>> SchemaAsync(string file, Func<RegistryContext, Task> create)
    {
        using var database = new RegistryDatabase(new(RegistryProvider.Sqlite, $"Data Source={_folder.File(file)}"));
        await using var context = database.CreateContext();
        await create(context);
        return await context.Database
            .SqlQueryRaw<string>(
                "SELECT sql AS \"Value\" FROM sqlite_master "
                + "WHERE name NOT LIKE '\\_\\_EF%' ESCAPE '\\' AND sql IS NOT NULL ORDER BY name")
            .ToListAsync(TestContext.Current.CancellationToken);
    }
}
