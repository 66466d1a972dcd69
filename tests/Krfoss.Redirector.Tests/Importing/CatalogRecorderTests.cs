using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Importing;

public sealed class CatalogRecorderTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<MirrorRegistry> _registryLog = new();
    private readonly LogLines<CatalogRecorder> _log = new();
    private readonly MirrorRegistry _registry;
    private readonly CatalogRecorder _recorder;

    public CatalogRecorderTests()
    {
        _registry = new(
            new(RegistryProvider.Sqlite, $"Data Source={_folder.File("data/registry.db")}"), _clock, _registryLog);
        _recorder = new(_registry, _clock, _log);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_served_catalog_is_written()
    {
        await _recorder.StartAsync(Stop);
        _recorder.Record(Served("a", "one"));
        await _log.FirstAsync(LogEvents.CatalogRecorded);
        Assert.Equal(1, _recorder.Revision);
        Assert.Equal(2, (await _registry.ReadEventsAsync(10, Stop)).Get().Count);
    }

    [Fact]
    public async Task A_registry_that_is_away_is_tried_again()
    {
        var obstacle = _folder.Write("data", "in the way");
        _recorder.Record(Served("a", "one"));
        await _recorder.StartAsync(Stop);
        await _registryLog.FirstAsync(LogEvents.RegistryUnavailable);
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        File.Delete(obstacle);
        _clock.Advance(CatalogRecorder.RetryAfter);
        await _log.FirstAsync(LogEvents.CatalogRecorded);
        Assert.Equal(1, _recorder.Revision);
    }

    [Fact]
    public async Task An_unchanged_catalog_is_offered_again_and_the_last_one_wins()
    {
        Assert.True(await _recorder.WriteLatestAsync(Stop));
        Assert.Equal(0, _recorder.Revision);
        _recorder.Record(Served("a", "one"));
        _recorder.Record(Served("b", "one", "two"));
        Assert.True(await _recorder.WriteLatestAsync(Stop));
        Assert.True(await _recorder.WriteLatestAsync(Stop));
        Assert.Equal(1, _recorder.Revision);
        Assert.Single(_log.Of(LogEvents.CatalogRecorded));
    }

    public async ValueTask DisposeAsync()
    {
        await _recorder.StopAsync(CancellationToken.None);
        _recorder.Dispose();
        _registry.Dispose();
        _folder.Dispose();
    }

    private static ServedCatalog Served(string sha256, params string[] mirrors) =>
        new(Catalogs.Of([.. mirrors.Select(id => Catalogs.Mirror(id))]), sha256, 0);
}
