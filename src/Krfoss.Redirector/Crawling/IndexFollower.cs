using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Crawling;

/// <summary>
/// Follows the index roots of the origins: takes in those that the catalog names, that the registry remembers and that
/// clients ask for, and reads each again and again. What it knows is what metalinks may say.
/// </summary>
internal sealed partial class IndexFollower(
    IndexDigests digests,
    OriginIndexReader reader,
    SnapshotStore snapshots,
    MirrorRegistry registry,
    CrawlOptions options,
    TimeProvider time,
    ILogger<IndexFollower> logger) : BackgroundService
{
    /// <summary>
    /// So many paths that nobody has asked for before are tried in an hour; most of them may be inventions.
    /// </summary>
    public const int NewRootsPerHour = 200;

    private const int Parallel = 4;

    /// <summary>How often the follower looks who is due.</summary>
    private static readonly TimeSpan LongestTick = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<IndexRoot> _toRemember = new();
    private readonly Lock _budgetLock = new();
    private DateTimeOffset _hourStart;
    private int _triedThisHour;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        digests.IsLearning = true;

        // Side by side: a registry that is slow to answer must not keep from learning what clients ask for now.
        await Task.WhenAll(RecallAsync(stoppingToken), LearnAsync(stoppingToken), SweepAsync(stoppingToken));
    }

    private Task LearnAsync(CancellationToken stoppingToken) =>
        EachAsync(digests.Asked.ReadAllAsync(stoppingToken), async path =>
        {
            if (TakeFromBudget()) await TakeInAsync(path, stoppingToken);
        }, stoppingToken);

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        var tick = options.IndexInterval < LongestTick ? options.IndexInterval : LongestTick;
        using var timer = new PeriodicTimer(tick, time);
        do
        {
            digests.IsLearning = HasBudget();
            await EachAsync(NamedByCatalog(), path => TakeInAsync(path, stoppingToken), stoppingToken);
            var now = time.GetUtcNow();
            var due = digests.Roots.Where(root => root.Value.NextLook <= now).ToArray();
            await EachAsync(due, root => LookAgainAsync(root.Key, root.Value, stoppingToken), stoppingToken);
            await RememberAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RecallAsync(CancellationToken stoppingToken)
    {
        var remembered = await registry.ReadIndexRootsAsync(stoppingToken);
        if (!remembered.IsAvailable) return;
        var paths = remembered.Value!
            .Select(root => (root.Path, Route: snapshots.Current.FindRepository(root.Repository)))
            .Where(root => root.Route is not null)
            .Select(root => $"{root.Route!.Definition.Path}/{root.Path}");
        await EachAsync(paths, path => TakeInAsync(path, stoppingToken), stoppingToken);
    }

    private IEnumerable<string> NamedByCatalog() =>
        from route in snapshots.Current.Repositories
        from probe in route.Definition.Probe
        select $"{route.Definition.Path}/{probe}";

    private async Task TakeInAsync(string path, CancellationToken cancellationToken)
    {
        // Not due while it is being looked at, so that the sweep leaves it alone.
        var state = new IndexRootState(null, DateTimeOffset.MaxValue);
        if (reader.Place(path) is not { } root || !digests.TryAdd(path, state)) return;
        var found = await LookAsync(path, root, state with { NextLook = default }, cancellationToken);
        if (found.History is not { } history) return;
        var seen = history.Current.FirstSeen;
        _toRemember.Enqueue(new(root.Repository, root.PathInRepository, seen, seen));
        Log.Learnt(logger, path, history.Current.Hashes.Sha256);
    }

    private async Task LookAgainAsync(string path, IndexRootState state, CancellationToken cancellationToken)
    {
        // What never had content makes room; whoever needs it asks again.
        if (state.History is null || reader.Place(path) is not { } root) digests.Forget(path);
        else await LookAsync(path, root, state, cancellationToken);
    }

    private async Task<IndexRootState> LookAsync(
        string path, PlacedRoot root, IndexRootState before, CancellationToken cancellationToken)
    {
        var (state, problem) = await reader.LookAsync(root, before, cancellationToken);
        digests.Put(path, state);
        if (problem.Length > 0) Log.NotRead(logger, root.Url, problem);
        return state;
    }

    private async Task RememberAsync(CancellationToken stoppingToken)
    {
        var batch = new List<IndexRoot>();
        while (_toRemember.TryDequeue(out var root)) batch.Add(root);
        if (batch.Count == 0) return;
        var answer = await registry.RememberIndexRootsAsync(batch, stoppingToken);
        if (answer.IsAvailable) return;
        foreach (var root in batch) _toRemember.Enqueue(root);
    }

    private bool TakeFromBudget()
    {
        lock (_budgetLock)
        {
            if (!HasBudget()) return false;
            _triedThisHour++;
            digests.IsLearning = HasBudget();
            return true;
        }
    }

    private bool HasBudget()
    {
        lock (_budgetLock)
        {
            var now = time.GetUtcNow();
            if (now - _hourStart >= TimeSpan.FromHours(1)) (_hourStart, _triedThisHour) = (now, 0);
            return _triedThisHour < NewRootsPerHour;
        }
    }

    private Task EachAsync<T>(IEnumerable<T> items, Func<T, Task> work, CancellationToken stoppingToken) =>
        EachAsync(items.ToAsyncEnumerable(), work, stoppingToken);

    // One root that cannot be read, whatever the reason, must not end the following of the others.
    private Task EachAsync<T>(IAsyncEnumerable<T> items, Func<T, Task> work, CancellationToken stoppingToken) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = stoppingToken },
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
        [LoggerMessage(LogEvents.IndexLearnt, LogLevel.Debug, "Following the index {Path}, now {Sha256}")]
        public static partial void Learnt(ILogger logger, string path, string sha256);

        [LoggerMessage(LogEvents.IndexNotRead, LogLevel.Debug, "The index {Url} could not be read: {Problem}")]
        public static partial void NotRead(ILogger logger, Uri url, string problem);

        [LoggerMessage(LogEvents.IndexFollowingFailed, LogLevel.Error,
            "An index could not be followed. This is a bug, please report it; the others go on")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
