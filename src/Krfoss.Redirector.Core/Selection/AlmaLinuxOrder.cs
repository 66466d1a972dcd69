using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// The order of mirrors.almalinux.org: a monopoly's mirror alone; those whose subnets or autonomous system hold the
/// client; those of its country within 500 km in any order, then the farther ones by distance; foreign ones likewise.
/// Ten at the most. A client without a place has no kilometres: any order inside and outside of its country.
/// </summary>
public static class AlmaLinuxOrder
{
    public const int Most = 10;

    /// <summary>Nearer than this all are near enough.</summary>
    public const double NearKm = 500;

    private const int HoldsClient = 0;
    private const int OwnNetwork = 1;
    private const int NearAtHome = 2;
    private const int FarAtHome = 3;
    private const int NearAbroad = 4;
    private const int FarAbroad = 5;

    public static IReadOnlyList<MirrorCandidate> Rank(
        RoutingSnapshot snapshot, in SelectionRequest request, Func<MirrorCandidate, bool> isWanted)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var mirrors = ListOrder.Eligible(snapshot, request, byBandwidth: false);
        mirrors.RemoveAll(mirror => !isWanted(mirror.Candidate));
        var country = snapshot.CountryOf(request.Location);
        var asn = request.Location.Asn;
        return [.. mirrors
            .Select(mirror => (mirror, Group: GroupOf(mirror, country, asn)))
            .OrderBy(member => member.Group)
            .ThenBy(member => RankOf(member.mirror, member.Group))
            .ThenBy(member => member.mirror.Lot)
            .Select(member => member.mirror.Candidate)
            .Take(Most)];
    }

    private static int GroupOf(in ListedMirror mirror, string country, uint asn)
    {
        if (mirror.HoldsClient) return HoldsClient;
        if (mirror.Candidate.Mirror.IsInNetwork(asn)) return OwnNetwork;

        // NaN is not farther than anything: without a place everybody is near.
        var isFar = mirror.Standing.DistanceKm > NearKm;
        return string.Equals(mirror.Country, country, StringComparison.Ordinal)
            ? isFar ? FarAtHome : NearAtHome
            : isFar ? FarAbroad : NearAbroad;
    }

    private static double RankOf(in ListedMirror mirror, int group) => group switch
    {
        HoldsClient => mirror.Standing.EffectiveKm,
        FarAtHome or FarAbroad => mirror.Standing.DistanceKm,
        _ => 0,
    };
}
