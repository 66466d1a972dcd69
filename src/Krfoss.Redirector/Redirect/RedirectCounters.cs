using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Counts redirects by repository, mirror and reason, without a lock and without looking for labels: the counters of
/// the mirrors of a snapshot stand in the order of the snapshot. Counts outlive snapshots, since labels are ids.
/// </summary>
internal sealed class RedirectCounters
{
    public const string Origin = "origin";
    private const string Private = "private";

    private static readonly DecisionReason[] Reasons = Enum.GetValues<DecisionReason>();

    private readonly ConcurrentDictionary<(string Repository, string Mirror), long[]> _all = new();
    private volatile Standing _standing = new(null);

    public void Count(RoutingSnapshot snapshot, RepositoryRoute route, in RedirectDecision decision)
    {
        var standing = _standing;
        if (!ReferenceEquals(standing.Snapshot, snapshot)) standing = _standing = new(snapshot);
        var ofRoute = standing.ByRoute[route.Number] ??= new long[route.Candidates.Length + 1][];
        ref var counts = ref ofRoute[decision.Candidate?.Number ?? route.Candidates.Length];
        counts ??= _all.GetOrAdd((route.Id, LabelOf(decision.Candidate)), static _ => new long[Reasons.Length]);
        Interlocked.Increment(ref counts[(int)decision.Reason]);
    }

    /// <summary>Every count above 0, with its labels.</summary>
    public IEnumerable<Measurement<long>> Read()
    {
        foreach (var ((repository, mirror), counts) in _all)
        {
            foreach (var reason in Reasons)
            {
                var count = Volatile.Read(ref counts[(int)reason]);
                if (count == 0) continue;
                yield return new(
                    count,
                    new KeyValuePair<string, object?>("repository", repository),
                    new KeyValuePair<string, object?>("mirror", mirror),
                    new KeyValuePair<string, object?>("reason", reason.ToWord()));
            }
        }
    }

    /// <summary>Private mirrors are named to nobody but their own clients.</summary>
    public static string LabelOf(MirrorCandidate? candidate) => candidate switch
    {
        null => Origin,
        { Mirror.Definition.Private: true } => Private,
        _ => candidate.Mirror.Id,
    };

    /// <summary>The counters of one snapshot, where they were needed so far: by repository, then by mirror.</summary>
    private sealed class Standing(RoutingSnapshot? snapshot)
    {
        public RoutingSnapshot? Snapshot { get; } = snapshot;

        public long[]?[]?[] ByRoute { get; } = new long[]?[]?[snapshot?.Repositories.Count ?? 0];
    }
}
