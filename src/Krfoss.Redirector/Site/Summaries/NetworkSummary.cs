using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>A repository with the mirrors that carry it and what its origin showed last.</summary>
/// <param name="Published">When the origin last showed another index; null = nothing was read yet.</param>
internal sealed record RepositorySummary(
    RepositoryRoute Route,
    OriginState Origin,
    DateTimeOffset? Published,
    IReadOnlyList<MirrorSummary> Mirrors)
{
    public string Id => Route.Id;

    public int Serving => Mirrors.Count(mirror => mirror.TakesTraffic && mirror.Copies
        .Any(copy => copy.Key.Repository == Id && copy.Health.TakesTraffic));
}

/// <summary>All public mirrors and repositories at one moment. Immutable: pages of that moment agree.</summary>
internal sealed record NetworkSummary(
    RoutingSnapshot Snapshot,
    bool IsCrawled,
    DateTimeOffset At,
    IReadOnlyList<MirrorSummary> Mirrors,
    IReadOnlyList<RepositorySummary> Repositories)
{
    public MirrorSummary? Find(string id) => Mirrors.FirstOrDefault(mirror => mirror.Id == id);

    public RepositorySummary? FindRepository(string id) => Repositories.FirstOrDefault(route => route.Id == id);
}

/// <summary>
/// Sums up what the snapshot and the crawler know, at the most every two seconds, however many pages ask.
/// </summary>
internal sealed class CurrentNetwork(
    SnapshotStore snapshots, CrawlReports reports, OriginMemory origins, OriginReach reach, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(2);

    private volatile NetworkSummary? _latest;

    public NetworkSummary Look()
    {
        var (now, snapshot) = (time.GetUtcNow(), snapshots.Current);
        if (_latest is { } latest && latest.Snapshot == snapshot && (now - latest.At).Duration() < KeptFor)
            return latest;
        return _latest = Make(snapshot, now);
    }

    private NetworkSummary Make(RoutingSnapshot snapshot, DateTimeOffset now)
    {
        MirrorSummary[] mirrors =
        [
            .. snapshot.Mirrors
                .Where(mirror => !mirror.Definition.Private)
                .Select(mirror => MirrorSummary.Of(mirror, snapshot, reports)),
        ];
        var byMirror = mirrors.ToDictionary(summary => summary.Mirror);
        return new(
            snapshot,
            reports.IsOn,
            now,
            mirrors,
            [.. snapshot.Repositories.Select(route => new RepositorySummary(
                route,
                reach.StateOf(route.Definition),
                origins.RootsOf(route.Id).Max(root => (DateTimeOffset?)root.Publication.Current.FirstSeen),
                [.. route.Candidates
                    .Select(candidate => byMirror.GetValueOrDefault(candidate.Mirror))
                    .OfType<MirrorSummary>()]))]);
    }
}
