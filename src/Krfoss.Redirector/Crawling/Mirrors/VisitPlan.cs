using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Why something is to be looked at; what is more urgent comes first.</summary>
internal enum VisitUrgency
{
    /// <summary>Somebody asked for it: complaints, an operator.</summary>
    Wanted,

    /// <summary>A check failed a moment ago, or the mirror is coming back.</summary>
    Recheck,

    /// <summary>Never looked at.</summary>
    New,

    /// <summary>The origin has shown something newer.</summary>
    Behind,

    /// <summary>It is time again.</summary>
    Routine,
}

/// <summary>One look at a mirror: an index root of a copy, and when it is due.</summary>
internal sealed record Visit(
    CopyKey Key,
    MirrorCandidate Candidate,
    RepositoryRoute Route,
    RootPublication Root,
    VisitUrgency Urgency,
    DateTimeOffset Due);

/// <summary>
/// Says what to look at next on one mirror. Each endpoint is asked for something every minute, each index root in turn;
/// roots of which the origin has shown something newer are asked for soon, at first every few seconds, then less.
/// </summary>
internal sealed class VisitPlan(
    OriginMemory origins, MirrorMemory mirrors, EndpointReach reach, CrawlOptions options)
{
    /// <summary>A mirror with many roots is asked for all of them within so much time for each.</summary>
    private static readonly TimeSpan PerRoot = TimeSpan.FromSeconds(20);

    private static readonly int[] BehindSeconds = [5, 5, 10, 15, 30];

    /// <summary>
    /// The most urgent visit that is due, or the one that is due next; null = nothing is to be looked at.
    /// </summary>
    /// <param name="wantedSince">
    /// Everything that was last looked at before this is wanted now; null = nothing is.
    /// </param>
    public Visit? Next(
        RoutingSnapshot snapshot, MirrorState mirror, DateTimeOffset? wantedSince, DateTimeOffset now)
    {
        Visit? best = null;
        foreach (var visit in AllOf(snapshot, mirror, wantedSince, now))
        {
            if (best is null || IsBefore(visit, best, now)) best = visit;
        }

        return best;
    }

    /// <summary>Every root of every copy of the mirror, with when it is due.</summary>
    public IEnumerable<Visit> AllOf(
        RoutingSnapshot snapshot, MirrorState mirror, DateTimeOffset? wantedSince, DateTimeOffset now)
    {
        var copies = CopiesOf(snapshot, mirror).ToArray();
        var roots = copies.Sum(copy => origins.RootsOf(copy.Route.Id).Count);
        foreach (var endpoint in copies.GroupBy(copy => copy.Key.Endpoint))
        {
            // What is wrong with the host is looked at through one of its copies.
            var hostFailed = endpoint.FirstOrDefault(copy => IsHostIll(mirrors.Find(copy.Key).Health));
            var heartbeat = endpoint.Max(copy => mirrors.Find(copy.Key).Health.CheckedAt);
            var oldest = endpoint.Min(copy => OldestCheck(copy.Key, copy.Route.Id));
            foreach (var (key, candidate, route) in endpoint)
            {
                if (hostFailed.Candidate is not null && hostFailed.Key != key) continue;
                var copy = mirrors.Find(key);
                foreach (var root in origins.RootsOf(route.Id).Select(root => root.Publication))
                {
                    if (!IsExpected(candidate, root)) continue;
                    var (urgency, due) = DueOf(copy, root, roots, heartbeat, oldest, now);
                    var isWanted = wantedSince is { } since && !(copy.Health.CheckedAt >= since);
                    yield return new(
                        key, candidate, route, root, isWanted ? VisitUrgency.Wanted : urgency, isWanted ? now : due);

                    // A copy in trouble is looked at through one of its roots.
                    if (IsInTrouble(copy.Health)) break;
                }
            }
        }
    }

    /// <summary>What of the mirror can be looked at from here: each repository over each endpoint.</summary>
    public IEnumerable<(CopyKey Key, MirrorCandidate Candidate, RepositoryRoute Route)> CopiesOf(
        RoutingSnapshot snapshot, MirrorState mirror)
    {
        foreach (var carried in mirror.Definition.Repositories)
        {
            if (snapshot.FindRepository(carried.Repository) is not { } route) continue;
            if (route.Candidates.FirstOrDefault(candidate => candidate.Mirror == mirror) is not { } candidate) continue;
            for (var index = 0; index < MirrorEndpoint.Count; index++)
            {
                var endpoint = MirrorEndpoint.At(index);
                if (reach.IsChecked(candidate, endpoint))
                    yield return (new(mirror.Id, route.Id, endpoint), candidate, route);
            }
        }
    }

    /// <summary>True for a root that the origin has and the mirror declares.</summary>
    public static bool IsExpected(MirrorCandidate candidate, RootPublication root) =>
        !root.IsWithdrawn && candidate.Includes(root.Path) && !candidate.Excludes(root.Path);

    private static bool IsBefore(Visit one, Visit other, DateTimeOffset now)
    {
        var (oneIsDue, otherIsDue) = (one.Due <= now, other.Due <= now);
        if (oneIsDue != otherIsDue) return oneIsDue;
        if (oneIsDue && one.Urgency != other.Urgency) return one.Urgency < other.Urgency;
        return one.Due < other.Due;
    }

    private (VisitUrgency Urgency, DateTimeOffset Due) DueOf(
        MirrorCopy copy,
        RootPublication root,
        int roots,
        DateTimeOffset? heartbeat,
        DateTimeOffset oldest,
        DateTimeOffset now)
    {
        if (IsInTrouble(copy.Health))
            return (VisitUrgency.Recheck, CheckIntervals.NextCheck(copy.Health, now, options.Health));
        if (!copy.Roots.TryGetValue(root.Path, out var standing)) return (VisitUrgency.New, now);
        if (standing.CheckedAt > now) return (VisitUrgency.Routine, now);
        if (standing.Verified != root.Current.Number)
        {
            var wait = standing.ChecksBehind < BehindSeconds.Length
                ? TimeSpan.FromSeconds(BehindSeconds[standing.ChecksBehind])
                : options.Health.Interval;
            return (VisitUrgency.Behind, standing.CheckedAt + Shorter(wait, options.Health.Interval));
        }

        // The endpoint's turn comes to the root that was looked at the longest ago.
        var due = standing.CheckedAt + Longer(PerRoot * roots, options.Health.Interval);
        if (standing.CheckedAt <= oldest && heartbeat + options.Health.Interval is { } beat && beat < due) due = beat;
        return (VisitUrgency.Routine, due);
    }

    private DateTimeOffset OldestCheck(CopyKey key, string repository)
    {
        var copy = mirrors.Find(key);
        return origins.RootsOf(repository)
            .Select(root => copy.Roots.TryGetValue(root.Publication.Path, out var standing)
                ? standing.CheckedAt
                : DateTimeOffset.MinValue)
            .DefaultIfEmpty(DateTimeOffset.MaxValue)
            .Min();
    }

    private static bool IsInTrouble(MirrorHealth health) =>
        health.Pause is not null
        || health.State is HealthState.Doubtful or HealthState.Down or HealthState.HoldDown
        || (health.State == HealthState.Unknown && health.Failures > 0);

    private static bool IsHostIll(MirrorHealth health) =>
        IsInTrouble(health) && health.LastVerdict is { } verdict && VerdictRules.HoldsForHost(verdict);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
