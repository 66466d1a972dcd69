using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Networks;

/// <summary>
/// Takes mirrors out of traffic that have given their <c>daily_cap</c>, at once, and lets them back when midnight has
/// passed in their country, within a minute.
/// </summary>
internal sealed partial class TrafficFollower(
    DailyTraffic traffic,
    TrafficMemory memory,
    CurrentCatalog catalog,
    CurrentFindings findings,
    PublishSignal signal,
    TimeProvider time,
    ILogger<TrafficFollower> logger) : BackgroundService
{
    /// <summary>So much of what was given is forgotten at the most when the process is killed.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private IReadOnlyList<TrafficOfDay> _kept = [];

    /// <summary>For the start, before the first snapshot.</summary>
    public void Recall()
    {
        var mirrors = catalog.Value.Mirrors;
        if (mirrors.Any(mirror => mirror.DailyCapBytes is not null))
            traffic.Recall(memory.Read(), mirrors, time.GetUtcNow());
        Look();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        var ticked = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var reached = traffic.Reached.ReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(ticked, reached);
            if (stoppingToken.IsCancellationRequested) return;
            if (reached.IsCompletedSuccessfully) reached = traffic.Reached.ReadAsync(stoppingToken).AsTask();
            Look();
            if (!ticked.IsCompletedSuccessfully) continue;
            ticked = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            Keep();
        }
    }

    private void Look()
    {
        var mirrors = catalog.Value.Mirrors;
        traffic.Turn(mirrors, time.GetUtcNow());
        var spent = traffic.SpentAmong(mirrors);
        var before = findings.Value.Spent;
        if (!findings.Change(found => found with { Spent = spent })) return;
        signal.Ring();
        foreach (var id in spent.Except(before, StringComparer.Ordinal)) Log.Reached(logger, id);
        foreach (var id in before.Except(spent, StringComparer.Ordinal)) Log.Over(logger, id);
    }

    private void Keep()
    {
        var days = traffic.Days;
        if (days.ToHashSet().SetEquals(_kept)) return;
        if (memory.Write(days)) _kept = days;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.DailyCapReached, LogLevel.Information,
            "{Mirror} has given its daily_cap and rests until midnight in its country")]
        public static partial void Reached(ILogger logger, string mirror);

        [LoggerMessage(LogEvents.DailyCapOver, LogLevel.Information,
            "{Mirror} serves again: its day or its cap is new")]
        public static partial void Over(ILogger logger, string mirror);
    }
}
