using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Decompression;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Follows the index roots of the origins: takes in those that the catalog names, that the registry remembers, that the
/// origins' folders show and that clients ask for, and looks at each again and again, at once when a client asks.
/// </summary>
internal sealed partial class OriginFollower(
    IndexDigests digests,
    RootLooks looks,
    OriginListing listing,
    RootSearch search,
    OriginMemory memory,
    SnapshotStore snapshots,
    MirrorRegistry registry,
    CrawlOptions options,
    LearningBudget budget,
    WarmUp warmUp,
    TimeProvider time,
    ILogger<OriginFollower> logger) : BackgroundService
{
    private const int Parallel = 4;

    /// <summary>Clients wait for these looks with a part of their traffic; most end with "not modified".</summary>
    private const int ParallelForClients = 16;

    /// <summary>How often the follower looks who is due.</summary>
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(500);

    /// <summary>How often what the catalog names is taken in, and what was learnt is put by.</summary>
    private static readonly TimeSpan LongestSweep = TimeSpan.FromSeconds(10);

    /// <summary>How often the folders of an origin are looked through.</summary>
    private static readonly TimeSpan ListingInterval = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _listed = new(StringComparer.Ordinal);

    /// <summary>
    /// Everything once: what is declared and remembered, what folders show, and all known roots again.
    /// </summary>
    public async Task RoundAsync(CancellationToken cancellationToken)
    {
        await RecallAsync(cancellationToken);
        await EachAsync(NamedByCatalog(), path => looks.TakeInAsync(path, true, cancellationToken), cancellationToken);
        await DiscoverAsync(cancellationToken);
        await RememberAsync(cancellationToken);
    }

    /// <remarks>
    /// Clients may ask as soon as the start is over, and that is before <see cref="ExecuteAsync"/> has begun, which
    /// runs on a thread of its own.
    /// </remarks>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        digests.IsLearning = options.Enabled;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        foreach (var problem in IndexDecompression.Problems) Log.CannotUnpack(logger, problem);

        // Side by side: a registry that is slow to answer must not keep from learning what clients ask for now.
        await Task.WhenAll(
            RecallAsync(stoppingToken),
            LearnAsync(stoppingToken),
            SearchAsync(stoppingToken),
            SweepAsync(stoppingToken),
            LookAtDueAsync(stoppingToken));
    }

    private Task LearnAsync(CancellationToken stoppingToken) =>
        EachAsync(digests.Asked.ReadAllAsync(stoppingToken), async path =>
        {
            if (digests.State(path) is not null) await looks.LookAgainAsync(path, stoppingToken, isForClient: true);
            else if (budget.Take()) await looks.TakeInAsync(path, true, stoppingToken);
            digests.IsLearning = budget.IsLeft;
        }, stoppingToken, ParallelForClients);

    private Task SearchAsync(CancellationToken stoppingToken) =>
        EachAsync(
            digests.Unlisted.ReadAllAsync(stoppingToken),
            asked => search.FindAsync(asked, stoppingToken),
            stoppingToken);

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Shorter(options.IndexInterval, LongestSweep), time);
        do
        {
            digests.IsLearning = budget.IsLeft;
            await EachAsync(NamedByCatalog(), path => looks.TakeInAsync(path, true, stoppingToken), stoppingToken);
            await DiscoverAsync(stoppingToken);
            warmUp.IsOriginRead = true;
            await RememberAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAtDueAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Shorter(options.IndexInterval, LongestTick), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            var due = digests.Roots.Where(root => root.Value.NextLook <= now).Select(root => root.Key);
            await EachAsync(due, path => looks.LookAgainAsync(path, stoppingToken), stoppingToken);
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task RecallAsync(CancellationToken stoppingToken)
    {
        // What requests rest on from the first moment must be followed from then on, registry or not.
        var published = snapshots.Current.Repositories.SelectMany(route => memory.RootsOf(route.Id)
            .Where(root => !root.Publication.IsWithdrawn)
            .Select(root => $"{route.Definition.Path}/{root.Publication.Path}"));
        await EachAsync(published.ToArray(), path => looks.TakeInAsync(path, true, stoppingToken), stoppingToken);
        var remembered = await registry.ReadIndexRootsAsync(stoppingToken);
        if (!remembered.IsAvailable) return;
        var paths = remembered.Value!
            .Select(root => (root.Path, Route: snapshots.Current.FindRepository(root.Repository)))
            .Where(root => root.Route is not null)
            .Select(root => $"{root.Route!.Definition.Path}/{root.Path}");
        await EachAsync(paths, path => looks.TakeInAsync(path, true, stoppingToken), stoppingToken);
    }

    private async Task DiscoverAsync(CancellationToken stoppingToken)
    {
        var now = time.GetUtcNow();
        var due = snapshots.Current.Repositories.Where(route => !_listed.TryGetValue(route.Id, out var listed)
            || now - listed >= ListingInterval).ToArray();
        await EachAsync(due, async route =>
        {
            _listed[route.Id] = now;
            var roots = await listing.FindAsync(route, stoppingToken);
            foreach (var root in roots)
                await looks.TakeInAsync($"{route.Definition.Path}/{root}", false, stoppingToken);
        }, stoppingToken);
    }

    private IEnumerable<string> NamedByCatalog() =>
        from route in snapshots.Current.Repositories
        from probe in route.Definition.Probe
        select $"{route.Definition.Path}/{probe}";

    private async Task RememberAsync(CancellationToken stoppingToken)
    {
        var learnt = looks.TakeLearnt();
        if (learnt.Count == 0) return;
        var answer = await registry.RememberIndexRootsAsync(learnt, stoppingToken);
        if (!answer.IsAvailable) looks.GiveBack(learnt);
    }

    private Task EachAsync<T>(
        IEnumerable<T> items, Func<T, Task> work, CancellationToken stoppingToken) =>
        EachAsync(items.ToAsyncEnumerable(), work, stoppingToken);

    // One root that cannot be read, whatever the reason, must not end the following of the others.
    private Task EachAsync<T>(
        IAsyncEnumerable<T> items,
        Func<T, Task> work,
        CancellationToken stoppingToken,
        int parallel = Parallel) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = stoppingToken },
            async (item, token) =>
            {
                try
                {
                    await work(item);
                }
                catch (Exception e) when (!token.IsCancellationRequested)
                {
                    Log.Failed(logger, e);
                }
            });

    private static partial class Log
    {
        [LoggerMessage(LogEvents.DecompressionMissing, LogLevel.Warning, "{Problem}")]
        public static partial void CannotUnpack(ILogger logger, string problem);

        [LoggerMessage(LogEvents.IndexFollowingFailed, LogLevel.Error,
            "An index could not be followed. This is a bug, please report it; the others go on")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
