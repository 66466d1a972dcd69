using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>A mirror for one list: where it stands by the rules of a redirect, and its lot.</summary>
/// <param name="Lot">Smaller comes first; the mirror's own, steady for one client block and path.</param>
internal readonly record struct ListedMirror(MirrorCandidate Candidate, Standing Standing, double Lot)
{
    public string Country => Candidate.Mirror.Definition.Location.Country;

    /// <summary>True where one of the mirror's netblocks holds the client.</summary>
    public bool HoldsClient => Standing.Tier is Tier.Monopoly or Tier.Netblock;
}

/// <summary>
/// The mirrors that a list may name, and what orders of lists share. Who is eligible is decided by a redirect's own
/// decision, listened to: a rule that keeps a mirror from redirects keeps it from lists.
/// </summary>
internal static class ListOrder
{
    /// <summary>A mirror that declares no bandwidth counts with so many Mbit/s.</summary>
    public const int UsualMbps = 100;

    private const int MostMbps = 10_000;

    /// <summary>
    /// The eligible mirrors, in no order. Inside a monopoly there is nobody else; a client that wishes for the origin
    /// gets none.
    /// </summary>
    /// <param name="byBandwidth">True: lots favour bandwidth; false: they are even.</param>
    public static List<ListedMirror> Eligible(
        RoutingSnapshot snapshot, in SelectionRequest request, bool byBandwidth)
    {
        var listener = new Listener([]);
        MirrorSelector.Decide(snapshot, AsPackage(request), ref listener);
        var hash = StableSpread.HashOf(request.Address, request.Path);
        List<ListedMirror> mirrors = new(listener.Mirrors.Count);
        foreach (var (candidate, standing) in listener.Mirrors)
        {
            if (standing.Rejected != RejectReason.None || standing.Tier == Tier.Out) continue;
            var share = byBandwidth ? ShareOf(candidate.Mirror) : candidate.Mirror.Definition.Weight;
            mirrors.Add(new(candidate, standing, StableSpread.Score(hash, candidate.Mirror, share)));
        }

        return mirrors;
    }

    /// <summary>
    /// Bandwidth between 1 and 10,000 Mbit/s, as MirrorManager bounds it, times the operator's weight.
    /// </summary>
    public static double ShareOf(MirrorState mirror)
    {
        var declared = mirror.Definition.BandwidthMbps;
        return Math.Clamp(declared == 0 ? UsualMbps : declared, 1, MostMbps) * (mirror.Definition.Weight / 100.0);
    }

    /// <summary>Two letters; null for what is no country.</summary>
    public static string? ContinentOf(string country) => CountryFacts.ContinentOf(country);

    // A folder is nothing that is redirected, but its mirrors are those of the packages in it.
    private static SelectionRequest AsPackage(in SelectionRequest request) => new()
    {
        Route = request.Route,
        Kind = PathKind.Package,
        Path = request.Path,
        Address = request.Address,
        Location = request.Location,
        IsHttps = request.IsHttps,
        Wishes = request.Wishes,
        Target = request.Target,
        Avoided = request.Avoided,
        Attempt = 1,
    };

    private readonly record struct Listener(List<(MirrorCandidate Candidate, Standing Standing)> Mirrors)
        : IDecisionTrace
    {
        public static bool IsOn => true;

        public void Knew(in PathKnowledge knowledge)
        {
            // A list names who may serve, not why others may not.
        }

        public void Looked(MirrorCandidate candidate, in Standing standing) => Mirrors.Add((candidate, standing));

        public void Grouped(MirrorGroup group, double share)
        {
            // Lists have groups of their own.
        }
    }
}
