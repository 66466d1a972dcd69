using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Networks;

/// <summary>
/// Keeps up what the catalog only points to: names of NAT gateways, lists of subnets, check-ins of private mirrors.
/// Looks every minute and at every check-in, and rings when something came out differently.
/// </summary>
internal sealed partial class NetworkFollower(
    CurrentCatalog catalog,
    CurrentFindings findings,
    CheckIns checkIns,
    NetblockNames names,
    SubnetLists subnets,
    MirrorRegistry registry,
    PublishSignal signal,
    CrawlOptions crawl,
    TimeProvider time,
    ILogger<NetworkFollower> logger) : BackgroundService
{
    public static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private bool _isRecalled;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var ticked = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var rung = checkIns.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e);
            }

            await Task.WhenAny(ticked, rung);
            if (ticked.IsCompletedSuccessfully) ticked = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            if (rung.IsCompletedSuccessfully) rung = checkIns.WaitAsync(stoppingToken);
        }
    }

    /// <summary>One look at everything.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await RecallAsync(cancellationToken);

        // Nobody waits for a name server to learn that a mirror has checked in.
        Publish();
        await RememberAsync(cancellationToken);
        var mirrors = catalog.Value.Mirrors;
        await names.LookAsync([.. mirrors.SelectMany(mirror => mirror.NetblockNames)], cancellationToken);
        await subnets.LookAsync([.. mirrors.Select(mirror => mirror.Subnets).OfType<Uri>().Distinct()],
            cancellationToken);
        Publish();
    }

    private void Publish()
    {
        var now = time.GetUtcNow();
        var mirrors = catalog.Value.Mirrors;
        var netblocks = mirrors.Select(mirror => (mirror.Id, Blocks: FoundFor(mirror)))
            .Where(entry => entry.Blocks.Count > 0)
            .ToDictionary(entry => entry.Id, entry => entry.Blocks, StringComparer.Ordinal);

        // Without a crawler every declared mirror counts as healthy, the private ones too.
        var silent = mirrors
            .Where(mirror => crawl.Enabled && CheckInRules.IsSilent(mirror, checkIns.LastOf(mirror.Id), now))
            .Select(mirror => mirror.Id).ToHashSet(StringComparer.Ordinal);
        if (findings.Change(found => found with { Netblocks = netblocks, Silent = silent })) signal.Ring();
    }

    private IReadOnlyList<IpPrefix> FoundFor(MirrorDefinition mirror) =>
    [
        .. mirror.NetblockNames.SelectMany(names.Find),
        .. mirror.Subnets is { } url ? subnets.Find(url) : [],
    ];

    private async Task RecallAsync(CancellationToken cancellationToken)
    {
        if (_isRecalled) return;
        var remembered = await registry.ReadCheckInsAsync(cancellationToken);
        if (remembered.IsAvailable) checkIns.Recall(remembered.Value!);
        _isRecalled = remembered.IsAvailable;
    }

    private async Task RememberAsync(CancellationToken cancellationToken)
    {
        var taken = checkIns.TakeNew();
        if (taken.Count == 0) return;
        var answer = await registry.RememberCheckInsAsync(taken, cancellationToken);
        if (!answer.IsAvailable) checkIns.PutBack(taken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.NetworkLookFailed, LogLevel.Error,
            "Networks could not be looked at. This is a bug, please report it; what was found before goes on counting")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
