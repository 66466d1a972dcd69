using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection.Prepared;

/// <summary>
/// Works out for a class of clients what <see cref="Ranking"/> would work out for each of its requests, by the same
/// rules.
/// </summary>
internal static class OrderPreparation
{
    /// <summary>A longer order is not kept: so many mirrors are equally near to nobody.</summary>
    public const int MaxMirrors = 2_048;

    /// <summary>
    /// So many mirrors stand in an order before the group of the last of them: the one that is chosen, the runners-up,
    /// and a few that may lack what is asked for.
    /// </summary>
    private const int Wanted = 1 + RedirectDecision.RunnersUpCapacity + 8;

    // A share below e^-600 of the nearest mirror's is no number any more.
    private const double MostWidths = 600;

    /// <summary>The order for this request; null where more than its class is in play.</summary>
    public static PreparedOrder? Find(RoutingSnapshot snapshot, in SelectionRequest request)
    {
        if (request.Attempt > 1 || !request.Avoided.IsEmpty || request.Wishes.Kinds != WishKinds.None) return null;
        if (snapshot.Netblocks.Count > 0 && snapshot.Netblocks.Contains(request.Address)) return null;
        var clients = new ClientClass(
            request.Location.Place,
            snapshot.NetworkThatTells(request.Location.Asn),
            request.NeedsHttps,
            Eligibility.NeedsIPv6(request));
        if (snapshot.Prepared.Find(request.Route, clients) is { } known) return known;
        var order = Prepare(snapshot, request, clients);
        snapshot.Prepared.Add(order);
        return order;
    }

    private static PreparedOrder Prepare(
        RoutingSnapshot snapshot, in SelectionRequest request, in ClientClass clients)
    {
        var hasPlace = clients.Place.IsPlace;
        var widthKm = Ranking.WidthKmOf(snapshot, Tier.SameCountry, hasPlace);
        var mirrors = new List<PreparedMirror>();
        foreach (var candidate in request.Route.Candidates)
        {
            if (Stand(snapshot, request, candidate) is { } mirror) mirrors.Add(mirror);
        }

        // As long as one of the certain ones may serve the path, Ranking asks none of the others; without any, all of
        // the mirrors are looked at once more.
        if (clients.NeedsIPv6 && mirrors.Exists(mirror => Eligibility.HasIPv6(mirror.Candidate) == true))
            mirrors.RemoveAll(mirror => Eligibility.HasIPv6(mirror.Candidate) != true);

        PreparedMirror[] sorted =
        [
            .. mirrors.OrderBy(m => m.Tier).ThenBy(m => m.EffectiveKm).ThenBy(m => m.Candidate.Number),
        ];
        var kept = CountKept(sorted, widthKm);
        Handicap(sorted.AsSpan(0, kept), widthKm, out var usable);
        return new(request.Route, clients, sorted[..usable], usable == sorted.Length, widthKm);
    }

    private static PreparedMirror? Stand(
        RoutingSnapshot snapshot, in SelectionRequest request, MirrorCandidate candidate)
    {
        // The class is that of clients in nobody's netblock.
        const int noHostBits = -1;
        var mirror = candidate.Mirror;
        var country = snapshot.CountryOf(request.Location);
        var isOwnNetwork = mirror.IsInNetwork(request.Location.Asn);
        var rejected = Eligibility.JudgeForClient(candidate, request, country, isOwnNetwork, noHostBits);
        if (rejected != RejectReason.None) return null;
        var endpoint = candidate.Readiness.IsByDeclaration ? null : Eligibility.EndpointFor(candidate, request);
        if (!candidate.Readiness.IsByDeclaration && endpoint is not { IsUp: true }) return null;
        var standing = Ranking.StandingOf(
            snapshot, request.Location, mirror, country, noHostBits, RejectReason.None);
        return new(
            candidate,
            endpoint is { IsByDeclaration: true } ? null : endpoint,
            standing.Tier,
            standing.IsOwnNetwork,
            candidate.IsComplete,
            standing.EffectiveKm,
            Handicap: 0,
            mirror.Hash);
    }

    /// <summary>
    /// Up to the end of the group that begins with the last wanted mirror, and of the group behind the first one, with
    /// one more that shows where they end.
    /// </summary>
    private static int CountKept(PreparedMirror[] sorted, double widthKm)
    {
        if (sorted.Length == 0) return 0;
        var behindFirst = EndOfGroup(sorted, 0, widthKm);
        var spill = behindFirst < sorted.Length && sorted[behindFirst].Tier == sorted[0].Tier
            ? EndOfGroup(sorted, behindFirst, widthKm)
            : 0;
        var end = Math.Max(spill, EndOfGroup(sorted, Math.Min(Wanted, sorted.Length) - 1, widthKm));
        return Math.Min(sorted.Length, end + 1);
    }

    private static int EndOfGroup(PreparedMirror[] sorted, int first, double widthKm)
    {
        var end = first + 1;
        while (end < sorted.Length && sorted[end].Tier == sorted[first].Tier
            && sorted[end].EffectiveKm <= sorted[first].EffectiveKm + widthKm)
        {
            end++;
        }

        return end;
    }

    /// <summary>Gives every mirror its handicap, as far as that is a number.</summary>
    private static void Handicap(Span<PreparedMirror> mirrors, double widthKm, out int usable)
    {
        usable = 0;
        var nearestKm = 0.0;
        for (var i = 0; i < mirrors.Length && i < MaxMirrors; i++)
        {
            var mirror = mirrors[i];
            if (i == 0 || mirror.Tier != mirrors[i - 1].Tier) nearestKm = mirror.EffectiveKm;
            var widths = widthKm > 0 ? (mirror.EffectiveKm - nearestKm) / widthKm : 0;
            if (widths > MostWidths) return;
            var weight = mirror.Candidate.Mirror.Definition.Weight * mirror.Candidate.Readiness.ShareFactor;
            mirrors[i] = mirror with { Handicap = Math.Exp(widths) / weight };
            usable = i + 1;
        }
    }
}
