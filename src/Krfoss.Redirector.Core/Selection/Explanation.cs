using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>One decision with every term that led to it.</summary>
/// <param name="Country">The country that counted; the site's default where the client's is unknown.</param>
/// <param name="Mirrors">
/// Every mirror of the catalog: the eligible by share, those left out, those that do not carry the repository.
/// </param>
public sealed record Explanation(
    RepositoryRoute Route,
    PathKind Kind,
    ClientLocation Location,
    string Country,
    string? Network,
    RedirectDecision Decision,
    IReadOnlyList<ExplainedMirror> Mirrors);

/// <summary>One mirror in an explanation.</summary>
/// <param name="Share">Expected share, 0–1, of the requests of such a client for this repository.</param>
/// <param name="BonusKm">What the client's own network took off the distance.</param>
public sealed record ExplainedMirror(MirrorState Mirror, Standing Standing, double Share, double BonusKm)
{
    /// <summary>What the crawler's view says against it; null where something else does, or nothing.</summary>
    public IndexEvidence? Evidence { get; init; }
}

/// <summary>
/// Runs a decision and writes down what it looked at. The same code as the hot path, with a recorder in place of
/// nothing.
/// </summary>
public static class Explainer
{
    public static Explanation Explain(RoutingSnapshot snapshot, in SelectionRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var recorder = new Recorder([], [], []);
        var decision = MirrorSelector.Decide(snapshot, request, ref recorder);
        var location = request.Location;
        var knowledge = recorder.Knowledge.FirstOrDefault();
        var mirrors = new List<ExplainedMirror>();
        foreach (var seen in recorder.Mirrors)
        {
            var bonusKm = BonusKm(snapshot, location, seen.Standing);
            mirrors.Add(new(seen.Candidate.Mirror, seen.Standing, recorder.ShareOf(seen), bonusKm)
            {
                Evidence = IndexEvidence.Of(seen.Standing.Rejected, seen.Candidate, request, knowledge),
            });
        }

        var looked = mirrors
            .OrderByDescending(mirror => mirror.Share)
            .ThenBy(mirror => mirror.Standing.Tier)
            .ThenBy(mirror => mirror.Standing.EffectiveKm)
            .ThenBy(mirror => mirror.Mirror.Id, StringComparer.Ordinal);
        return new(
            request.Route,
            request.Kind,
            request.Location,
            snapshot.CountryOf(request.Location),
            snapshot.FindNetwork(request.Location.Asn)?.Name,
            decision,
            [.. looked, .. request.Kind.IsForMirrors() ? NotCarrying(snapshot, request) : []]);
    }

    private static double BonusKm(RoutingSnapshot snapshot, ClientLocation location, in Standing standing) =>
        standing is { IsOwnNetwork: true, ComparesKm: true } && location.Place.IsPlace
            ? snapshot.Selection.NetworkBonusKm
            : 0;

    // The nearest mirror may be among these, and that is what its owner wants to know.
    private static IEnumerable<ExplainedMirror> NotCarrying(RoutingSnapshot snapshot, in SelectionRequest request)
    {
        var place = request.Location.Place;
        var carrying = request.Route.Candidates.Select(candidate => candidate.Mirror).ToHashSet();
        return snapshot.Mirrors
            .Where(mirror => !carrying.Contains(mirror))
            .Select(mirror => new ExplainedMirror(
                mirror,
                Standing.Out(RejectReason.NotCarried) with
                {
                    DistanceKm = place.IsPlace ? place.Vector.DistanceKmTo(mirror.Vector) : double.NaN,
                },
                Share: 0,
                BonusKm: 0))
            .OrderBy(mirror => mirror.Mirror.Id, StringComparer.Ordinal);
    }

    private readonly record struct Seen(MirrorCandidate Candidate, Standing Standing);

    private readonly record struct Recorder(
        List<Seen> Mirrors, List<(MirrorGroup Group, double Share)> Groups, List<PathKnowledge> Knowledge)
        : IDecisionTrace
    {
        public static bool IsOn => true;

        public void Knew(in PathKnowledge knowledge) => Knowledge.Add(knowledge);

        public void Looked(MirrorCandidate candidate, in Standing standing) => Mirrors.Add(new(candidate, standing));

        public void Grouped(MirrorGroup group, double share) => Groups.Add((group, share));

        public double ShareOf(Seen seen)
        {
            foreach (var (group, share) in Groups)
            {
                if (!group.Contains(seen.Standing)) continue;
                var sum = Mirrors.Where(m => group.Contains(m.Standing))
                    .Sum(m => group.ShareOf(m.Candidate, m.Standing));
                return share * group.ShareOf(seen.Candidate, seen.Standing) / sum;
            }

            return 0;
        }
    }
}
