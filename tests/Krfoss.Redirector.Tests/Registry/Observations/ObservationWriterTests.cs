using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Data.Sqlite;

namespace Krfoss.Redirector.Tests.Registry.Observations;

/// <summary>Writing behind the back of the crawler: when, and what becomes of it while the registry is away.</summary>
public sealed class ObservationWriterTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<MirrorRegistry> _registryLog = new();
    private readonly LogLines<ObservationWriter> _log = new();
    private readonly MirrorRegistry _registry;
    private readonly ObservationWriter _writer;

    public ObservationWriterTests()
    {
        _registry = new(
            new(RegistryProvider.Sqlite, $"Data Source={File};Default Timeout=1"), _clock, _registryLog);
        _writer = new(_registry, _clock, _log);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => _folder.File("data/registry.db");

    private DateTimeOffset Now => _clock.GetUtcNow();

    [Fact]
    public async Task What_is_recorded_is_written_within_a_second()
    {
        await _writer.StartAsync(Stop);
        await _clock.TimerSetAsync(Stop);
        _writer.Record(new() { Checks = [Observed.Check(Now)], StateChanges = [Observed.Change(Now)] });
        Assert.Equal(new(2, 0, 0, null), _writer.Status);
        _clock.Advance(ObservationWriter.WriteEvery);
        await _clock.TimerSetAsync(Stop);
        Assert.Equal(new(0, 2, 0, Now), _writer.Status);
        Assert.Single((await _registry.ReadChecksAsync("one", 10, Stop)).Get());
    }

    [Fact]
    public async Task Many_checks_at_once_do_not_wait_for_the_second()
    {
        await _writer.StartAsync(Stop);
        await _clock.TimerSetAsync(Stop);
        _writer.Record(Checks(ObservationWriter.BatchChecks + 1));
        // The clock stands still; the next timer is set when everything is written.
        await _clock.TimerSetAsync(Stop);
        Assert.Equal(new(0, ObservationWriter.BatchChecks + 1, 0, Now), _writer.Status);
    }

    [Fact]
    public async Task While_the_registry_is_away_observations_wait_and_then_all_are_written()
    {
        var obstacle = _folder.Write("data", "in the way");
        await _writer.StartAsync(Stop);
        await _clock.TimerSetAsync(Stop);
        _writer.Record(new() { Checks = [Observed.Check(Now)], MirrorStates = [Observed.State(Now, "old")] });
        _clock.Advance(ObservationWriter.WriteEvery);
        await _registryLog.FirstAsync(LogEvents.RegistryUnavailable);
        await _clock.TimerSetAsync(Stop);
        _writer.Record(new() { Checks = [Observed.Check(Now)], MirrorStates = [Observed.State(Now, "new")] });
        Assert.Equal(new(4, 0, 0, null), _writer.Status);

        System.IO.File.Delete(obstacle);
        _clock.Advance(ObservationWriter.RetryAfter);
        await _clock.TimerSetAsync(Stop);
        Assert.Equal(new(0, 4, 0, Now), _writer.Status);
        Assert.Equal("new", Assert.Single((await _registry.ReadMirrorStatesAsync(Stop)).Get()).State);
        Assert.Equal(2, (await _registry.ReadChecksAsync("one", 10, Stop)).Get().Count);
    }

    [Fact]
    public async Task A_registry_that_is_away_for_long_costs_the_oldest_checks_and_says_so_once()
    {
        _folder.Write("data", "in the way");
        _writer.Record(Checks(1));
        Assert.False(await _writer.FlushAsync(Stop));
        _writer.Record(Checks(PendingObservations.MaxChecks + 1));
        _writer.Record(Checks(1));
        Assert.Equal(new(PendingObservations.MaxChecks + 1, 0, 2, null), _writer.Status);
        Assert.Single(_log.Of(LogEvents.ObservationsDropped));
    }

    [Fact]
    public async Task Locked_for_a_while_nothing_is_lost_or_counted_twice()
    {
        _writer.Record(Checks(1));
        Assert.True(await _writer.FlushAsync(Stop));
        using (var holder = new SqliteConnection($"Data Source={File};Pooling=false"))
        {
            holder.Open();
            using var command = holder.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();
            _writer.Record(Checks(1));
            Assert.False(await _writer.FlushAsync(Stop));
            _writer.Record(Checks(1));
        }

        Assert.True(await _writer.FlushAsync(Stop));
        Assert.True(await _writer.FlushAsync(Stop));
        Assert.Equal(3, (await _registry.ReadUptimeAsync("one", 1, Stop)).Get()[0].Good);
        Assert.Equal(3, (await _registry.ReadChecksAsync("one", 10, Stop)).Get().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_was_lost_gets_all_that_is_known_again(bool isDamaged)
    {
        _writer.Resupply = () => new() { MirrorStates = [Observed.State(Now, "from memory", "two")] };
        _writer.Record(new() { MirrorStates = [Observed.State(Now, "{}")] });
        Assert.True(await _writer.FlushAsync(Stop));
        Assert.Empty(_log.Of(LogEvents.RegistryReplaced));
        if (isDamaged) SqliteConnection.ClearAllPools();
        else foreach (var suffix in (string[])["-wal", "-shm", ""]) System.IO.File.Delete(File + suffix);
        if (isDamaged) await System.IO.File.WriteAllTextAsync(File, new string('x', 10_000), Stop);

        _writer.Record(new() { MirrorStates = [Observed.State(Now, "news")] });
        // Garbage shows as an error first; then it is set aside.
        while (!await _writer.FlushAsync(Stop)) Assert.True(isDamaged);
        Assert.Equal(
            ["news", "from memory"], (await _registry.ReadMirrorStatesAsync(Stop)).Get().Select(s => s.State));
        Assert.Single(_log.Of(LogEvents.RegistryReplaced));
        Assert.Equal(isDamaged ? 1 : 0, _registryLog.Of(LogEvents.RegistryDamaged).Count);
    }

    [Fact]
    public async Task Stopping_writes_what_is_left()
    {
        await _writer.StartAsync(Stop);
        _writer.Record(Checks(ObservationWriter.BatchChecks * 2));
        _writer.Record(Checks(3));
        await _writer.StopAsync(Stop);
        Assert.Equal(
            (ObservationWriter.BatchChecks * 2) + 3, (await _registry.ReadUptimeAsync("one", 1, Stop)).Get()[0].Good);
        Assert.Empty(_log.Of(LogEvents.ObservationsLeftBehind));
    }

    [Fact]
    public async Task Stopping_without_a_registry_says_what_is_lost()
    {
        _folder.Write("data", "in the way");
        _writer.Record(Checks(3));
        await _writer.StopAsync(Stop);
        Assert.StartsWith(
            "3 observations", Assert.Single(_log.Of(LogEvents.ObservationsLeftBehind)), StringComparison.Ordinal);
        _writer.Record(Checks(1));
        await _writer.StopAsync(new(canceled: true));
        Assert.StartsWith("4 observations", _log.Of(LogEvents.ObservationsLeftBehind)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_nobody_can_write_is_given_up_and_the_next_one_is_written()
    {
        await _writer.StartAsync(Stop);
        _writer.Record(new() { Checks = [null!] });
        _writer.Record(Checks(ObservationWriter.BatchChecks));
        await _log.FirstAsync(LogEvents.ObservationsFailed);
        await _writer.FlushAsync(Stop);
        var status = _writer.Status;
        Assert.Equal(ObservationWriter.BatchChecks + 1, status.Written + status.Dropped);
        Assert.True(status.Dropped >= 1);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        _registry.Dispose();
        _folder.Dispose();
    }

    private ObservationBatch Checks(int count) =>
        new() { Checks = [.. Enumerable.Repeat(Observed.Check(Now), count)] };
}
