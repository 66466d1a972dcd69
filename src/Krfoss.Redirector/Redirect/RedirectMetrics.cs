using System.Diagnostics.Metrics;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Counts redirects and refusals. Labels are declared ids and closed lists only, whatever clients ask for.
/// </summary>
internal sealed class RedirectMetrics
{
    public const string MeterName = "Krfoss.Redirector.Redirect";
    private static readonly string[] RefusalKinds = ["target", "method", "body", "https", "bug"];

    private readonly RedirectCounters _redirects = new();
    private readonly Counter<long> _complaints;
    private readonly Counter<long> _refusals;

    public RedirectMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "krfoss_redirects",
            _redirects.Read,
            description: "Redirects by repository, mirror (or origin) and reason.");
        _complaints = meter.CreateCounter<long>(
            "krfoss_complaints",
            description: "Clients that asked for the same file again after being sent to this mirror.");
        _refusals = meter.CreateCounter<long>(
            "krfoss_refusals",
            description: "Requests refused by kind: unsafe target, method, body, no https, our bugs.");

        // A rate over a series that begins at its first event misses that event.
        foreach (var kind in RefusalKinds) _refusals.Add(0, new KeyValuePair<string, object?>("kind", kind));
    }

    public void Redirected(RoutingSnapshot snapshot, RepositoryRoute route, in RedirectDecision decision) =>
        _redirects.Count(snapshot, route, decision);

    public void Complained(RepositoryRoute route, MirrorCandidate candidate) => _complaints.Add(
        1,
        new KeyValuePair<string, object?>("repository", route.Id),
        new KeyValuePair<string, object?>("mirror", RedirectCounters.LabelOf(candidate)));

    public void Refused(string kind) => _refusals.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
