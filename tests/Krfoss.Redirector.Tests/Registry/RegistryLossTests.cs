using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Data.Sqlite;

namespace Krfoss.Redirector.Tests.Registry;

/// <summary>
/// What the registry does when its database is away, broken or taken away: it says so, and comes back by itself.
/// </summary>
public sealed class RegistryLossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogLines<MirrorRegistry> _log = new();
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => _folder.File("data/registry.db");

    [Fact]
    public async Task The_folder_is_made_and_the_file_is_in_wal_mode()
    {
        using var registry = Open();
        await registry.MigrateAsync(Stop);
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
        Assert.Equal([$"Registry opened: {File}"], _log.Of(LogEvents.RegistryReady), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_built_anew()
    {
        using (var first = Open())
        {
            for (var i = 0; i < 50; i++)
                await first.ImportCatalogAsync(
                    Catalogs.Of(Catalogs.Rich($"m{i}")), $"{i}", 0, _clock.GetUtcNow(), Stop);
        }

        SqliteConnection.ClearAllPools();
        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096;
            file.Write(Enumerable.Repeat((byte)0xA5, 20_000).ToArray());
        }

        using var registry = Open();
        Assert.Equal(0, (await registry.ReadRevisionAsync(Stop)).Get());
        Assert.True(System.IO.File.Exists($"{File}.damaged-20261122T030000Z"));
        Assert.Single(_log.Of(LogEvents.RegistryDamaged));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_set_aside_too()
    {
        _folder.Write("data/registry.db", string.Concat(Enumerable.Repeat("This is a text and no database. ", 40)));
        using var registry = Open();
        Assert.True((await registry.MigrateAsync(Stop)).IsAvailable);
        Assert.True(System.IO.File.Exists($"{File}.damaged-20261122T030000Z"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_once_and_the_registry_comes_back()
    {
        var obstacle = _folder.Write("data", "a file where the folder should be");
        using var registry = Open();
        for (var i = 0; i < 3; i++) Assert.NotNull((await registry.ReadRevisionAsync(Stop)).Error);
        Assert.False(registry.Status.Available);
        Assert.NotNull(registry.Status.LastError);
        Assert.Single(_log.Of(LogEvents.RegistryUnavailable));

        System.IO.File.Delete(obstacle);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(0, (await registry.ReadRevisionAsync(Stop)).Get());
        Assert.True(registry.Status.Available);
        Assert.Equal(_clock.GetUtcNow(), registry.Status.Since);
        Assert.Contains("00:02:00", Assert.Single(_log.Of(LogEvents.RegistryBack)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_deleted_under_way_is_made_anew()
    {
        using var registry = Open();
        await registry.ImportCatalogAsync(Catalogs.Of(Catalogs.Mirror("one")), "a", 0, _clock.GetUtcNow(), Stop);
        foreach (var suffix in new[] { "", "-wal", "-shm" }) System.IO.File.Delete(File + suffix);

        var answer = await registry.ImportCatalogAsync(
            Catalogs.Of(Catalogs.Mirror("one")), "a", 0, _clock.GetUtcNow(), Stop);
        Assert.Equal(1, answer.Get());
        Assert.Equal(2, (await registry.ReadEventsAsync(10, Stop)).Get().Count);
        Assert.True(System.IO.File.Exists(File));
    }

    [Fact]
    public async Task A_lock_that_a_killed_migration_left_behind_does_not_hold_for_ever()
    {
        using (var first = Open()) await first.MigrateAsync(Stop);
        const string Tables = "FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        Execute($"{Scalar($"SELECT group_concat('DROP TABLE \"' || name || '\"', ';') {Tables}")}");
        Execute("""CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT)""");
        Execute("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-11-22 02:00:00+00:00')");
        using var registry = Open();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        Assert.True((await registry.MigrateAsync(patience.Token)).IsAvailable);
    }

    [Theory]
    [InlineData("postgres", null, "ConnectionStrings:Registry is not set")]
    [InlineData("mysql", "x", "write sqlite or postgres")]
    [InlineData("sqlite", "Data Source=", "ConnectionStrings:Registry names no Data Source")]
    public async Task A_wrong_setting_is_told_with_its_key(string provider, string? connection, string expected)
    {
        using var registry = Open(RegistryOptionsTests.From(provider, connection));
        var answer = await registry.ReadRevisionAsync(Stop);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
        Assert.StartsWith("none; ", registry.Place, StringComparison.Ordinal);
        Assert.Contains(expected, registry.Place, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => answer.Get());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_answer_and_not_an_exception()
    {
        using var registry = Open(
            new(RegistryProvider.Postgres, $"Host={_folder.Path};Database=x;Username=x;Timeout=2"));
        Assert.NotNull((await registry.ReadRevisionAsync(Stop)).Error);
        Assert.Single(_log.Of(LogEvents.RegistryUnavailable));
    }

    [Fact]
    public async Task A_connection_string_that_cannot_be_read_is_an_answer_too()
    {
        using var registry = Open(RegistryOptionsTests.From("sqlite", "Color=blue"));
        Assert.Contains(
            "ConnectionStrings:Registry", (await registry.ReadRevisionAsync(Stop)).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private MirrorRegistry Open(RegistryOptions? options = null) =>
        new(options ?? new(RegistryProvider.Sqlite, $"Data Source={File}"), _clock, _log);

    private object? Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private void Execute(string sql) => Scalar(sql);
}
