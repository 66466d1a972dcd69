using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Registry.Observations;

public sealed class ObservationUpkeepTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_an_hour_what_is_too_old_is_deleted()
    {
        using var folder = new TemporaryFolder();
        var clock = new ManualTimeProvider();
        using var registry = new MirrorRegistry(
            new(RegistryProvider.Sqlite, $"Data Source={folder.File("r.db")}"), clock, new LogLines<MirrorRegistry>());
        await registry.WriteObservationsAsync(
            new() { Checks = [Observed.Check(clock.GetUtcNow().AddDays(-31)), Observed.Check(clock.GetUtcNow())] },
            Stop);
        var log = new LogLines<ObservationUpkeep>();
        using var upkeep = new ObservationUpkeep(registry, clock, log);
        await upkeep.StartAsync(Stop);
        await clock.TimerSetAsync(Stop);
        Assert.Equal(2, (await registry.ReadChecksAsync("one", 10, Stop)).Get().Count);
        clock.Advance(ObservationUpkeep.Every);
        await log.FirstAsync(LogEvents.ObservationsDeleted);
        Assert.Single((await registry.ReadChecksAsync("one", 10, Stop)).Get());
        await upkeep.StopAsync(Stop);
    }
}
