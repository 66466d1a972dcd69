using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Markers;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Looks after the mirrors: one loop for each, so that a slow mirror keeps nobody waiting, and each asks at its
/// mirror's pace. Private mirrors are never looked at.
/// </summary>
internal sealed partial class MirrorCrawler(
    SnapshotStore snapshots,
    VisitPlan plan,
    MirrorVisitor visitor,
    MirrorMemory memory,
    SyncMarkerReader markers,
    CrawlNews news,
    WarmUp warmUp,
    PublishSignal publish,
    CrawlOptions options,
    TimeProvider time,
    ILogger<MirrorCrawler> logger) : BackgroundService
{
    /// <summary>Nothing is waited for longer: the catalog may have changed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LeastBetweenWishes = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Loop> _loops = new(StringComparer.Ordinal);

    /// <summary>What was asked of each mirror today.</summary>
    public IEnumerable<(string Mirror, AskedToday Asked)> AskedToday =>
        _loops.Select(loop => (loop.Key, loop.Value.Politeness.Today));

    /// <summary>Everything of the mirrors that is to be looked at, once; what failed, once more.</summary>
    /// <param name="isWanted">Which mirrors and repositories.</param>
    /// <param name="tell">Is told after each visit how many are done, and of how many.</param>
    public Task RoundAsync(Func<Visit, bool> isWanted, Action<int, int> tell, CancellationToken cancellationToken) =>
        new CrawlRound(snapshots.Current, plan, visitor, time, isWanted, tell).RunAsync(
            mirror => LoopOf(mirror).Politeness, cancellationToken);

    /// <summary>
    /// Has everything of a mirror looked at as soon as its pace allows. Not again and again: clients who like to
    /// complain must not make us use up what a mirror bears in a day.
    /// </summary>
    public void Want(string mirror)
    {
        if (!_loops.TryGetValue(mirror, out var loop)) return;
        var now = time.GetUtcNow();
        if (now - loop.LastWanted < LeastBetweenWishes && now >= loop.LastWanted) return;
        loop.LastWanted = now;
        loop.WantedSince = now;
        loop.Bell.Ring();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        news.WhenPublished(WakeCarriers);
        var running = new List<Task>();
        using var timer = new PeriodicTimer(LongestWait, time);
        do
        {
            var mirrors = snapshots.Current.Mirrors.Where(mirror => !mirror.Definition.Private).ToArray();
            foreach (var mirror in mirrors)
            {
                var loop = LoopOf(mirror.Id);
                if (loop.TryStart()) running.Add(RunAsync(mirror.Id, loop, stoppingToken));
            }

            var declared = mirrors.SelectMany(mirror => mirror.Definition.Repositories
                .Select(carried => (mirror.Id, carried.Repository))).ToHashSet();
            memory.Keep(key => declared.Contains((key.Mirror, key.Repository)));
            markers.Keep(declared.Contains);
            if (!warmUp.IsOver(time.GetUtcNow()) && _loops.Values.All(loop => loop.HadItsRound))
            {
                warmUp.End();
                publish.Ring();
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
        await Task.WhenAll(running);
    }

    private async Task RunAsync(string id, Loop loop, CancellationToken stoppingToken)
    {
        // Off the thread that starts the workers: there may be thousands of loops.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(id, loop, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, id, e);
                await Task.Delay(LongestWait, time, stoppingToken);
            }
        }
    }

    private async Task StepAsync(string id, Loop loop, CancellationToken stoppingToken)
    {
        var snapshot = snapshots.Current;
        var now = time.GetUtcNow();
        var mirror = snapshot.FindMirror(id) is { Definition.Private: false } found ? found : null;
        var visit = mirror is null ? null : plan.Next(snapshot, mirror, loop.WantedSince, now);
        loop.HadItsRound |= warmUp.IsOriginRead && (mirror is null || !IsAnythingNew(snapshot, mirror, now));
        if (visit?.Due <= now)
        {
            if (visit.Urgency > VisitUrgency.Wanted) loop.WantedSince = null;
            await visitor.VisitAsync(visit, loop.Politeness, stoppingToken);
            return;
        }

        var wait = visit?.Due - now < LongestWait ? visit!.Due - now : LongestWait;
        await loop.Bell.WaitAsync(wait, time, stoppingToken);
    }

    private bool IsAnythingNew(RoutingSnapshot snapshot, MirrorState mirror, DateTimeOffset now) =>
        plan.AllOf(snapshot, mirror, wantedSince: null, now)
            .Any(visit => visit.Urgency is VisitUrgency.New or VisitUrgency.Recheck);

    private Loop LoopOf(string mirror) => _loops.GetOrAdd(mirror, _ => new(new(time, options.Pace)));

    private void WakeCarriers(string repository)
    {
        if (snapshots.Current.FindRepository(repository) is not { } route) return;
        foreach (var candidate in route.Candidates)
        {
            if (_loops.TryGetValue(candidate.Mirror.Id, out var loop)) loop.Bell.Ring();
        }
    }

    private sealed class Loop(Politeness politeness)
    {
        private int _isStarted;

        public Politeness Politeness { get; } = politeness;

        public Bell Bell { get; } = new();

        public DateTimeOffset? WantedSince { get; set; }

        public DateTimeOffset? LastWanted { get; set; }

        /// <summary>Everything that was never looked at has been looked at.</summary>
        public bool HadItsRound { get; set; }

        public bool TryStart() => Interlocked.Exchange(ref _isStarted, 1) == 0;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.MirrorVisitFailed, LogLevel.Error,
            "The mirror {Mirror} could not be looked at. This is a bug, please report it; the others go on")]
        public static partial void Failed(ILogger logger, string mirror, Exception exception);
    }
}
