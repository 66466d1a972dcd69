using System.Diagnostics.Metrics;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>Writes down what the crawler sees, in the words of the registry; nobody waits for it.</summary>
internal sealed class CheckJournal(ObservationWriter writer, CurrentCatalog catalog, IMeterFactory meters)
{
    private readonly Counter<long> _checks = meters.Create("Krfoss.Redirector.Crawling")
        .CreateCounter<long>("krfoss_checks", description: "Checks of mirrors by their verdict.");

    public void Checked(
        Visit visit, MirrorCheckResult result, CheckFinding finding, MirrorCopy next, DateTimeOffset now)
    {
        var standing = next.Roots.GetValueOrDefault(visit.Root.Path);
        _checks.Add(1, new KeyValuePair<string, object?>("verdict", finding.Verdict.ToWord()));
        var exchanges = result.Exchanges.ToArray();
        writer.Record(new()
        {
            Checks =
            [
                new(
                    now,
                    visit.Key.Mirror,
                    visit.Key.Repository,
                    visit.Key.Endpoint.ToString(),
                    visit.Root.Path,
                    finding.Verdict.ToWord(),
                    BearingOf(finding.Verdict, visit.Key.Endpoint),
                    finding.Decisive.Status,
                    (int)exchanges.Sum(exchange => exchange.Elapsed.TotalMilliseconds),
                    exchanges.Length,
                    standing is { Shown: > 0 } && visit.Root.LagOf(standing.Shown, now) is { } lag
                        ? (long)lag.TotalSeconds
                        : null,
                    standing is { Shown: > 0 } ? standing.Shown : null,
                    EvidenceOf(finding)),
            ],
        });
    }

    public void StateChanged(
        CopyKey key, MirrorCopy before, MirrorCopy next, CheckFinding finding, DateTimeOffset now)
    {
        var change = new StateChangeRecord(
            now,
            key.Mirror,
            key.Repository,
            key.Endpoint.ToString(),
            before.Health.State.ToWord(),
            next.Health.State.ToWord(),
            finding.Verdict.ToWord(),
            EvidenceOf(finding));
        writer.Record(new() { StateChanges = [change] });
    }

    public void Stands(MirrorDefinition mirror, CopyKey key, MirrorCopy copy, DateTimeOffset now) => writer.Record(new()
    {
        MirrorStates = [ObservationForms.Of(key, copy, KnownPlaces.UrlsOf(mirror), now)],
    });

    /// <summary>A root has a generation that it did not have before, or more of it has been read.</summary>
    public void Published(string repository, RootMemory memory)
    {
        var declared = catalog.Value.Repositories.FirstOrDefault(known => known.Id == repository);
        if (declared is null) return;
        writer.Record(new()
        {
            // The newest, and the one that it has replaced.
            Generations = ObservationForms.Of(repository, memory, declared.Origin.AbsoluteUri, count: 2),
            Parts = [.. ObservationForms.PartsOf(repository, memory)],
        });
    }

    public void Complained(IReadOnlyList<ComplaintCount> complaints, DateTimeOffset now)
    {
        if (complaints.Count == 0) return;
        var minute = now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerMinute));
        writer.Record(new()
        {
            Complaints = [.. complaints.Select(complaint => new ComplaintRecord(
                minute, complaint.Mirror, complaint.Repository, complaint.Count, complaint.Networks))],
        });
    }

    private static CheckBearing BearingOf(Verdict verdict, MirrorEndpoint endpoint) =>
        VerdictRules.EffectOn(verdict, endpoint) switch
        {
            VerdictEffect.Good => CheckBearing.Good,
            VerdictEffect.Bad => CheckBearing.Bad,
            _ => CheckBearing.None,
        };

    private static string? EvidenceOf(CheckFinding finding) =>
        finding.Verdict == Verdict.Ok ? null : finding.Decisive.Evidence;
}
