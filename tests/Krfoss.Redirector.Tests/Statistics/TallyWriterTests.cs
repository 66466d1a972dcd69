using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Statistics;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Statistics;

/// <summary>When counts are written, and what becomes of them while the registry is away.</summary>
public sealed class TallyWriterTests : IDisposable
{
    private static readonly DateOnly Sunday = new(2026, 11, 22);
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<TallyWriter> _log = new();
    private readonly RedirectTally _tally = new();
    private readonly MirrorRegistry _registry;
    private readonly TallyWriter _writer;

    public TallyWriterTests()
    {
        _registry = new(
            new(RegistryProvider.Sqlite, $"Data Source={_folder.File("data/registry.db")};Default Timeout=1"),
            _clock,
            new LogLines<MirrorRegistry>());
        _writer = new(_tally, _registry, new(TimeSpan.FromMinutes(1)), _clock, _log);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_are_written_every_minute()
    {
        await _writer.StartAsync(Stop);
        await _clock.TimerSetAsync(Stop);
        Count(3);
        Assert.Empty(await DaysAsync());
        _clock.Advance(TimeSpan.FromMinutes(1));
        // Whoever flushes waits for the writing that is under way.
        Assert.True(await _writer.FlushAsync(Stop));
        Assert.Equal([(Sunday, 3L)], await DaysAsync());
        await _writer.StopAsync(Stop);
    }

    [Fact]
    public async Task What_was_counted_last_is_written_when_the_program_ends()
    {
        await _writer.StartAsync(Stop);
        Count(2);
        await _writer.StopAsync(Stop);
        Assert.Equal([(Sunday, 2L)], await DaysAsync());
        Assert.Empty(_log.Levels);
    }

    [Fact]
    public async Task While_the_registry_is_away_counts_wait_by_day_and_then_all_are_written()
    {
        var obstacle = _folder.Write("data", "in the way");
        Count(1);
        Assert.False(await _writer.FlushAsync(Stop));
        Count(2);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await _writer.FlushAsync(Stop));
        Count(4);
        Assert.False(await _writer.FlushAsync(Stop));
        File.Delete(obstacle);
        Assert.True(await _writer.FlushAsync(Stop));
        Assert.Equal([(Sunday, 3L), (Sunday.AddDays(1), 4)], await DaysAsync());
    }

    [Fact]
    public async Task An_end_without_a_registry_is_told()
    {
        _folder.Write("data", "in the way");
        Count(1);
        await _writer.StopAsync(Stop);
        Assert.Single(_log.Of(LogEvents.TalliesLeftBehind));
    }

    [Fact]
    public void More_cells_than_memory_is_meant_for_become_one_a_day()
    {
        var pending = new PendingTallies();
        for (var day = 0; pending.Take() is { } && day < 3; day++)
        {
            for (var i = 0; i < 4_000; i++) Count(1, $"m{i}");
            pending.Add(Sunday.AddDays(day), _tally.Take());
            Assert.False(pending.IsEmpty);
        }

        Assert.True(pending.IsEmpty);
        for (var day = 0; day < 20; day++)
        {
            for (var i = 0; i < 3_000; i++) Count(1, $"m{i}");
            pending.Add(Sunday.AddDays(day), _tally.Take());
        }

        var batch = pending.Take();
        Assert.Equal(60_000, batch.Redirects);
        Assert.InRange(batch.Contents.Count, PendingTallies.MaxCells, PendingTallies.MaxCells + 20);
        Assert.Contains(batch.Contents, row => row.Mirror == TallyWords.Other && row.Redirects > 1_000);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _registry.Dispose();
        _folder.Dispose();
    }

    private void Count(int times, string mirror = "one")
    {
        var snapshot = SnapshotBuilder.Build(Catalogs.Of(Catalogs.Mirror(mirror)), 1, Sunday);
        var request = new SelectionRequest
        {
            Route = snapshot.Repositories[0],
            Kind = PathKind.Package,
            Path = "pool/a.deb",
            Address = IpNumber.FromIPv4(0x01020304),
            Location = Core.Geo.ClientLocation.Unknown,
        };
        var decision = MirrorSelector.Decide(snapshot, request);
        for (var i = 0; i < times; i++) _tally.Count(snapshot, request, decision, ClientFamily.Apt);
    }

    private async Task<(DateOnly, long)[]> DaysAsync()
    {
        var question = new TrafficQuestion(Sunday.AddDays(-30), Sunday.AddDays(30), TrafficDimension.Day);
        var answer = await _registry.ReadTalliesAsync(question, Stop);
        return [.. answer.Get().OrderBy(cell => cell.Day).Select(cell => (cell.Day, cell.Tally.Redirects))];
    }
}
