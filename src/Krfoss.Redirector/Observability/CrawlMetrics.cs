using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// What the crawler knows, read when it is scraped. Written out here and not collected by OpenTelemetry, which goes on
/// telling the last value of a mirror that has left the catalog or has become private.
/// </summary>
internal sealed class CrawlMetrics(
    CrawlReports reports,
    MirrorCrawler crawler,
    OriginMemory origins,
    OriginReach reach,
    FreezeGuard freeze,
    SnapshotStore snapshots,
    ObservationWriter writer,
    TimeProvider time)
{
    public void Write(PrometheusText text)
    {
        text.Append("krfoss_observations_queued", "Observations that wait for the registry.", isCounter: false,
            [new([], writer.Status.Queued)]);
        text.Append("krfoss_observations_dropped_total", "Observations given up since the start.", isCounter: true,
            [new([], writer.Status.Dropped)]);
        if (!reports.IsOn) return;
        var copies = reports.Copies().ToArray();
        WriteCopies(text, copies);
        WriteMirrors(text, copies);
        Gauge(text, "krfoss_crawl_frozen", "1 while it is likely us, and the states of mirrors stand.",
            [new([], freeze.Network.IsFrozen ? 1 : 0)]);
        Gauge(text, "krfoss_origin_listed_files", "Files that the origins' indexes list.",
            [new([], origins.ListedFiles)]);
        Gauge(text, "krfoss_origin_reachable", "1 while the origin of the repository answers.",
            snapshots.Current.Repositories.Select(route => new MetricSample(
                [("repository", route.Id)],
                reach.StateOf(route.Definition) == OriginState.Reachable ? 1 : 0)));
    }

    private static void WriteCopies(PrometheusText text, CopyReport[] copies)
    {
        var judged = copies.Where(copy => copy.Health.CheckedAt is not null).ToArray();
        Gauge(text, "krfoss_mirror_up", "1 while the mirror may serve the repository over this endpoint.",
            judged.Select(copy => new MetricSample(LabelsOf(copy), copy.Health.TakesTraffic ? 1 : 0)));
        Gauge(text, "krfoss_mirror_lag_seconds", "How long ago the origin replaced what the mirror shows.",
            copies.Where(copy => copy.Lag is not null)
                .Select(copy => new MetricSample(LabelsOf(copy), copy.Lag!.Value.TotalSeconds)));
        Gauge(text, "krfoss_mirror_newest", "1 while every index is verified as the origin has it now.",
            judged.Select(copy => new MetricSample(
                LabelsOf(copy), copy.NewestRoots == copy.Roots.Count && copy.Roots.Count > 0 ? 1 : 0)));
    }

    private void WriteMirrors(PrometheusText text, CopyReport[] copies)
    {
        var declared = snapshots.Current.Mirrors.Where(mirror => !mirror.Definition.Private)
            .Select(mirror => mirror.Id).ToHashSet(StringComparer.Ordinal);
        var asked = crawler.AskedToday.Where(mirror => declared.Contains(mirror.Mirror))
            .OrderBy(mirror => mirror.Mirror, StringComparer.Ordinal).ToArray();
        Gauge(text, "krfoss_mirror_asked_today_requests", "Requests to the mirror since midnight UTC.",
            asked.Select(mirror => new MetricSample([("mirror", mirror.Mirror)], mirror.Asked.Requests)));
        Gauge(text, "krfoss_mirror_asked_today_bytes", "Bytes taken from the mirror since midnight UTC.",
            asked.Select(mirror => new MetricSample([("mirror", mirror.Mirror)], mirror.Asked.Bytes)));
        var now = time.GetUtcNow();
        Gauge(text, "krfoss_mirror_check_age_seconds", "Seconds since the mirror was last looked at.",
            copies.Where(copy => copy.Health.CheckedAt is not null)
                .GroupBy(copy => copy.Key.Mirror, copy => copy.Health.CheckedAt!.Value, StringComparer.Ordinal)
                .Select(mirror => new MetricSample(
                    [("mirror", mirror.Key)], Math.Max(0, (now - mirror.Max()).TotalSeconds))));
    }

    private static (string Name, string Value)[] LabelsOf(CopyReport copy) =>
    [
        ("mirror", copy.Key.Mirror),
        ("repository", copy.Key.Repository),
        ("endpoint", copy.Key.Endpoint.ToString()),
    ];

    private static void Gauge(
        PrometheusText text, string name, string description, IEnumerable<MetricSample> samples) =>
        text.Append(name, description, isCounter: false, samples);
}

/// <summary>One value of a metric, with its labels.</summary>
internal readonly record struct MetricSample(IReadOnlyList<(string Name, string Value)> Labels, double Value);
