using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// What mirrors with a <c>daily_cap</c> have given today, read when it is scraped. Private mirrors are named to nobody.
/// </summary>
internal sealed class TrafficMetrics(DailyTraffic traffic, SnapshotStore snapshots)
{
    public void Write(PrometheusText text)
    {
        var days = traffic.Days.ToDictionary(day => day.Mirror, day => day.Bytes, StringComparer.Ordinal);
        var capped = snapshots.Current.Mirrors
            .Where(mirror => mirror.Definition is { DailyCapBytes: not null, Private: false }).ToArray();
        Gauge("krfoss_mirror_given_today_bytes",
            "About how many bytes clients were sent to the mirror for since midnight in its country.",
            mirror => days.GetValueOrDefault(mirror.Id));
        Gauge("krfoss_mirror_daily_cap_bytes", "daily_cap of the mirror.",
            mirror => mirror.Definition.DailyCapBytes!.Value);
        Gauge("krfoss_mirror_resting", "1 while the mirror rests because its daily_cap is reached.",
            mirror => mirror.IsSpent ? 1 : 0);

        void Gauge(string name, string description, Func<MirrorState, double> read) => text.Append(
            name, description, isCounter: false,
            capped.Select(mirror => new MetricSample([("mirror", mirror.Id)], read(mirror))));
    }
}
