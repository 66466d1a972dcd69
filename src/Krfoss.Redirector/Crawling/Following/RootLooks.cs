using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Crawling.Signatures;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// One look at an index root and what follows from it: digests for metalinks, the publication for requests, the memory
/// for the next start. Looks at the same root never overlap.
/// </summary>
internal sealed partial class RootLooks(
    IndexDigests digests,
    OriginIndexReader reader,
    PublicationReader publications,
    Keyrings keyrings,
    OriginMemory memory,
    CheckJournal journal,
    SnapshotPublisher publisher,
    CrawlNews news,
    TimeProvider time,
    ILogger<RootLooks> logger)
{
    /// <summary>Between two looks at one root, however many ask.</summary>
    private const long LeastSpanMilliseconds = 5;

    /// <summary>
    /// Who asked may have been answered by the origin only after we were: so long afterwards the root is looked at once
    /// more.
    /// </summary>
    private static readonly TimeSpan SecondLook = TimeSpan.FromMilliseconds(300);

    /// <summary>Clients are not kept from mirrors for longer by an origin that does not answer us.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentQueue<IndexRoot> _learnt = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Takes a root in that is not known yet; one that is no root, or known, changes nothing.</summary>
    /// <param name="path">Path of this service.</param>
    /// <param name="isAsked">False for a root that was only found; it is left out where there is much already.</param>
    public async Task TakeInAsync(string path, bool isAsked, CancellationToken cancellationToken)
    {
        if (IsSecondChecksumList(path)) return;
        if (!isAsked && memory.ListedFiles > OriginMemory.MaxListedFiles) return;
        if (reader.Place(path) is not { } root) return;
        var known = memory.Find(root.Repository, root.Path)?.Publication;
        var state = new IndexRootState(null, NextLook: DateTimeOffset.MaxValue)
        {
            Watch = known?.Watch ?? new(),
            IsRecalled = known is { IsWithdrawn: false },
        };
        if (!digests.TryAdd(path, state)) return;
        var found = await FirstLookAsync(path, root, state, cancellationToken);
        if (found.History is not { } history) return;
        var seen = history.Current.FirstSeen;
        _learnt.Enqueue(new(root.Repository, root.Path, seen, seen));
        Log.Learnt(logger, path, history.Current.Hashes.Sha256);
    }

    /// <summary>
    /// Looks at a known root again; what never had content makes room, and whoever needs it asks again.
    /// </summary>
    /// <param name="isForClient">
    /// A client is reading the root right now; a moment later it is looked at once more.
    /// </param>
    public async Task LookAgainAsync(string path, CancellationToken cancellationToken, bool isForClient = false)
    {
        if (digests.State(path) is not { } state) return;
        if (!state.IsFollowed || reader.Place(path) is not { } root) digests.Forget(path);
        else await LookAsync(path, root, state, cancellationToken, isForClient);
    }

    /// <summary>The roots that were learnt since the last call.</summary>
    public IReadOnlyList<IndexRoot> TakeLearnt()
    {
        var batch = new List<IndexRoot>();
        while (_learnt.TryDequeue(out var root)) batch.Add(root);
        return batch;
    }

    public void GiveBack(IEnumerable<IndexRoot> learnt)
    {
        foreach (var root in learnt) _learnt.Enqueue(root);
    }

    /// <summary>
    /// SHA256SUMS and SHA512SUMS say the same of the same files in other words; two words look like a contradiction.
    /// </summary>
    private bool IsSecondChecksumList(string path) =>
        reader.Place(path) is { } root && IndexRoots.IsChecksumList(root.Route.Format, root.Path)
        && memory.RootsOf(root.Repository).Select(known => known.Publication.Path).Any(known => known != root.Path
            && IndexRoots.IsChecksumList(root.Route.Format, known)
            && known[..(known.LastIndexOf('/') + 1)] == root.Path[..(root.Path.LastIndexOf('/') + 1)]);

    private async Task<IndexRootState> FirstLookAsync(
        string path, PlacedRoot root, IndexRootState state, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(path, root, state, cancellationToken);
        }
        catch
        {
            // It would never be due, and nobody could take it in again.
            digests.Forget(path);
            throw;
        }
    }

    private async Task<IndexRootState> LookAsync(
        string path,
        PlacedRoot root,
        IndexRootState known,
        CancellationToken cancellationToken,
        bool isForClient = false)
    {
        var turn = _turns.GetOrAdd(path, _ => new(1, 1));
        await turn.WaitAsync(cancellationToken);
        var watch = known.Watch;
        using var span = Traces.Begin("look at index");
        span?.SetTag("krfoss.repository", root.Repository).SetTag("krfoss.index", root.Path);
        try
        {
            await WaitAsync(watch, cancellationToken);
            watch.LookBegins(time.MonotonicMilliseconds());
            await using var patience = time.CreateTimer(
                static state => ((IndexRootWatch)state!).LookIsSlow(), watch, SlowAfter, Timeout.InfiniteTimeSpan);
            var next = await LookAsync(root, digests.State(path) ?? known, cancellationToken);
            if (isForClient && next.IsFollowed && time.GetUtcNow() + SecondLook is var second && second < next.NextLook)
                next = next with { NextLook = second };
            digests.Put(path, next);
            return next;
        }
        finally
        {
            if (watch.LookEnded()) digests.AskAgain(path, watch);
            turn.Release();
        }
    }

    private async Task<IndexRootState> LookAsync(
        PlacedRoot root, IndexRootState before, CancellationToken cancellationToken)
    {
        var isConditional = memory.Find(root.Repository, root.Path) is not { Publication.IsComplete: false };
        var look = await reader.LookAsync(root, before, isConditional, cancellationToken);
        if (look.Problem.Length > 0) Log.NotRead(logger, root.Url, look.Problem);
        if (!look.Content.IsEmpty && keyrings.ProblemOf(root.Route, root.Path, look.Content) is { } forged)
        {
            // What was believed before stays; the origin is asked again, and people must look.
            Log.NotSigned(logger, root.Url, forged);
            return before with { NextLook = time.GetUtcNow() + OriginIndexReader.RetryAfter };
        }

        await PublishAsync(root, look, cancellationToken);
        return look.State;
    }

    /// <summary>Whoever asks while one waits is content with the look that follows.</summary>
    private async Task WaitAsync(IndexRootWatch watch, CancellationToken cancellationToken)
    {
        var wait = watch.LookedAt + LeastSpanMilliseconds - time.MonotonicMilliseconds();
        if (wait > 0) await Task.Delay(TimeSpan.FromMilliseconds(wait), time, cancellationToken);
    }

    private async Task PublishAsync(PlacedRoot root, RootLook look, CancellationToken cancellationToken)
    {
        var known = memory.Find(root.Repository, root.Path);
        if (!look.State.IsFollowed && known is { Publication.IsWithdrawn: false })
        {
            memory.Put(root.Repository, known with { Publication = known.Publication.Withdrawn() });
            Tell(root.Repository);
        }

        if (look.Content.IsEmpty) return;
        var hashes = look.State.History!.Current.Hashes;
        if (known?.Publication is { IsComplete: true, IsWithdrawn: false } current
            && current.Current.Sha256 == hashes.Sha256)
        {
            return;
        }

        // From here on it is certain that clients may know more than we do.
        if (known is not null) look.State.Watch.Doubt();
        var (next, _) = await publications.ReadAsync(
            root, look.Content, hashes, known, look.State.Watch, cancellationToken);
        memory.Put(root.Repository, next);
        journal.Published(root.Repository, next);
        Tell(root.Repository);
    }

    /// <summary>Requests must see what was read before the doubt of the root ends; then mirrors are asked.</summary>
    private void Tell(string repository)
    {
        publisher.PublishNow();
        news.Published(repository);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.IndexLearnt, LogLevel.Debug, "Following the index {Path}, now {Sha256}")]
        public static partial void Learnt(ILogger logger, string path, string sha256);

        [LoggerMessage(LogEvents.IndexNotSigned, LogLevel.Error,
            "The index {Url} is not signed as the catalog's keyring demands: {Problem}. What it says is not believed")]
        public static partial void NotSigned(ILogger logger, Uri url, string problem);

        [LoggerMessage(LogEvents.IndexNotRead, LogLevel.Debug, "The index {Url} could not be read: {Problem}")]
        public static partial void NotRead(ILogger logger, Uri url, string problem);
    }
}
