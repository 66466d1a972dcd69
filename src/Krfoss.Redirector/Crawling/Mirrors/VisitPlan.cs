using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Says what to look at next on one mirror. Each endpoint is asked for something every minute, each index root in turn;
/// roots of which the origin has shown something newer are asked for soon, at first every few seconds, then less.
/// <para>No root starves another: whatever has waited a minute too long comes before what is new or behind, the longest
/// first, and roots that stay behind are asked for the less often the more of them there are.</para>
/// </summary>
internal sealed class VisitPlan(
    OriginMemory origins, MirrorMemory mirrors, EndpointReach reach, CrawlOptions options)
{
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

    /// <summary>
    /// Every root of every copy of the mirror, with when it is due; of a copy in trouble one root alone, of a host in
    /// trouble one copy.
    /// </summary>
    public IEnumerable<Visit> AllOf(
        RoutingSnapshot snapshot, MirrorState mirror, DateTimeOffset? wantedSince, DateTimeOffset now)
    {
        var copies = CopiesOf(snapshot, mirror)
            .Select(copy => new PlannedCopy(
                copy.Key,
                copy.Candidate,
                copy.Route,
                mirrors.Find(copy.Key),
                [.. Expected(copy.Candidate, origins.RootsOf(copy.Route.Id).Select(root => root.Publication))]))
            .ToArray();
        var roots = copies.Sum(copy => copy.Roots.Length);
        var behind = copies.Sum(copy => copy.Roots.Count(root =>
            copy.State.Roots.GetValueOrDefault(root.Path) is { } standing && standing.Verified != root.Current.Number));
        foreach (var endpoint in copies.GroupBy(copy => copy.Key.Endpoint))
        {
            // What is wrong with the host is looked at through one of its copies.
            var hostFailed = endpoint.FirstOrDefault(copy => copy.Roots.Length > 0 && copy.State.Health.IsHostIll());
            var times = new VisitTimes(
                options.Health,
                roots,
                behind,
                endpoint.Max(copy => copy.State.Health.CheckedAt),
                endpoint.Min(copy => copy.OldestCheck));
            foreach (var copy in endpoint)
            {
                if (hostFailed is not null && !ReferenceEquals(hostFailed, copy)) continue;
                foreach (var root in copy.State.Health.IsInTrouble() ? copy.WorstRoot : copy.Roots)
                {
                    var (urgency, due) = times.DueOf(copy.State, root, now);
                    var isWanted = wantedSince is { } since && !(copy.State.Health.CheckedAt >= since);
                    yield return new(
                        copy.Key, copy.Candidate, copy.Route, root,
                        isWanted ? VisitUrgency.Wanted : urgency, isWanted ? now : due);
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

    /// <summary>
    /// The roots that the origin has and the mirror declares. Whoever declares no root at all, as with
    /// <c>include: [pool/**]</c>, means the files of all that it does not exclude: an index is what they are known by.
    /// </summary>
    public static IEnumerable<RootPublication> Expected(
        MirrorCandidate candidate, IEnumerable<RootPublication> roots)
    {
        var there = roots.Where(root => !root.IsWithdrawn && !candidate.Excludes(root.Path)).ToArray();
        return there.Any(root => candidate.Includes(root.Path))
            ? there.Where(root => candidate.Includes(root.Path))
            : there;
    }

    private bool IsBefore(Visit one, Visit other, DateTimeOffset now)
    {
        var (oneIsDue, otherIsDue) = (one.Due <= now, other.Due <= now);
        if (oneIsDue != otherIsDue) return oneIsDue;
        var (first, second) = (UrgencyOf(one, now), UrgencyOf(other, now));
        return oneIsDue && first != second ? first < second : one.Due < other.Due;
    }

    private VisitUrgency UrgencyOf(Visit visit, DateTimeOffset now) =>
        visit.Urgency > VisitUrgency.Overdue && now - visit.Due > options.Health.Interval
            ? VisitUrgency.Overdue
            : visit.Urgency;

    private sealed record PlannedCopy(
        CopyKey Key, MirrorCandidate Candidate, RepositoryRoute Route, MirrorCopy State, RootPublication[] Roots)
    {
        public DateTimeOffset OldestCheck => Roots
            .Select(root => State.Roots.TryGetValue(root.Path, out var standing)
                ? standing.CheckedAt
                : DateTimeOffset.MinValue)
            .DefaultIfEmpty(DateTimeOffset.MaxValue)
            .Min();

        /// <summary>
        /// The root through which a copy in trouble is looked at: the one that was found wrong last. Where that root is
        /// missing, those that nobody has looked at come first: the mirror may carry others.
        /// </summary>
        public IEnumerable<RootPublication> WorstRoot => Roots
            .OrderBy(root => State.Roots.GetValueOrDefault(root.Path) switch
            {
                null => State.Health.LastVerdict == Verdict.Missing ? 0 : 2,
                { IsWell: false } => 1,
                _ => 3,
            })
            .ThenByDescending(root => State.Roots.GetValueOrDefault(root.Path)?.CheckedAt)
            .Take(1);
    }
}
