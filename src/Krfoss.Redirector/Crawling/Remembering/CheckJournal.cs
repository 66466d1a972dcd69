using System.Diagnostics.Metrics;
using System.Text.Json;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>Writes down what the crawler sees, in the words of the registry; nobody waits for it.</summary>
internal sealed class CheckJournal(ObservationWriter writer, IMeterFactory meters)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

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

    public void Stands(CopyKey key, MirrorCopy copy, DateTimeOffset now) => writer.Record(new()
    {
        MirrorStates =
        [
            new(key.Mirror, key.Repository, key.Endpoint.ToString(), now, JsonSerializer.Serialize(copy, Json)),
        ],
    });

    /// <summary>A root has a generation that it did not have before, or more of it has been read.</summary>
    public void Published(string repository, RootMemory memory, IReadOnlyCollection<ulong> changed)
    {
        var publication = memory.Publication;
        writer.Record(new()
        {
            Generations = [.. publication.Generations.Take(2).Select((generation, index) =>
                Of(repository, publication, generation, index == 0 ? changed : null))],
            Parts = [.. publication.Listings.Select(part => new IndexPartRecord(
                repository,
                publication.Path,
                part.Key,
                memory.PartDigests.GetValueOrDefault(part.Key, ""),
                part.Value.ToBytes()))],
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

    private static GenerationRecord Of(
        string repository, RootPublication root, PublishedGeneration generation, IReadOnlyCollection<ulong>? changed) =>
        new(
            repository,
            root.Path,
            generation.Number,
            generation.Sha256,
            generation.FirstSeen,
            generation.ReplacedAt,
            JsonSerializer.Serialize(generation, Json),
            changed is null ? null : PathHash.Pack(changed));

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
