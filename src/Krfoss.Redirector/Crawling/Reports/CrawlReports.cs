using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Markers;
using Krfoss.Redirector.Crawling.Mirrors;

namespace Krfoss.Redirector.Crawling.Reports;

/// <summary>
/// What the crawler knows, in the form that people and their programs read. Private mirrors do not exist here.
/// </summary>
internal sealed class CrawlReports(
    SnapshotStore snapshots,
    VisitPlan plan,
    OriginMemory origins,
    MirrorMemory mirrors,
    SyncMarkerReader markers,
    CrawlOptions options,
    TimeProvider time)
{
    /// <summary>False: nothing is looked at, and the declarations stand.</summary>
    public bool IsOn => options.Enabled;

    /// <summary>Every copy that can be looked at from here, in the catalog's order.</summary>
    public IEnumerable<CopyReport> Copies() => snapshots.Current.Mirrors.SelectMany(CopiesOf);

    public IEnumerable<CopyReport> CopiesOf(MirrorState mirror)
    {
        if (!IsOn || mirror.Definition.Private) return [];
        var now = time.GetUtcNow();
        return plan.CopiesOf(snapshots.Current, mirror)
            .Select(copy => ReportOf(copy.Key, copy.Candidate, copy.Route, now));
    }

    private CopyReport ReportOf(CopyKey key, MirrorCandidate candidate, RepositoryRoute route, DateTimeOffset now)
    {
        var copy = mirrors.Find(key);
        var published = origins.RootsOf(route.Id).Select(memory => memory.Publication);
        return new(key, copy.Health, [.. VisitPlan.Expected(candidate, published)
            .Select(root => ReportOf(root, copy.Roots.GetValueOrDefault(root.Path), now))])
        {
            Markers = markers.Of(key),
        };
    }

    private static RootReport ReportOf(RootPublication root, RootStanding? standing, DateTimeOffset now) =>
        new(root, standing, standing is { Shown: > 0 } ? root.LagOf(standing.Shown, now) : null);
}
