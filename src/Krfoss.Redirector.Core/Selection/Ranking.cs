using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// The mirrors of one repository in the order of choice for one request. Lives on the stack of a decision;
/// taking the best again and again gives the whole ranking.
/// </summary>
internal readonly ref struct Ranking
{
    private readonly MirrorCandidate[] _candidates;
    private readonly Span<Standing> _standings;
    private readonly RoutingSnapshot _snapshot;
    private readonly bool _hasPlace;
    private readonly ulong _requestHash;

    /// <param name="standings">Room for one standing per candidate of the route; overwritten.</param>
    /// <param name="path">The request's path inside the repository, decoded.</param>
    public static Ranking Of<TTrace>(
        RoutingSnapshot snapshot,
        in SelectionRequest request,
        scoped ReadOnlySpan<char> path,
        Span<Standing> standings,
        ulong requestHash,
        ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var knowledge = request.Route.Publication?.Find(request.Kind, path, request.Address) ?? default;
        var ranking = new Ranking(snapshot, request, standings, requestHash) { SizeClass = knowledge.SizeClass };
        var country = snapshot.CountryOf(request.Location);
        if (TTrace.IsOn) trace.Knew(knowledge);
        var isMonopoly = false;
        for (var i = 0; i < standings.Length; i++)
        {
            standings[i] = Stand(
                snapshot, request, path, knowledge, ranking._candidates[i], country, ref isMonopoly);
        }

        // Inside a monopoly nobody else counts, not even while its mirror is avoided.
        if (isMonopoly) ranking.KeepOnly(Tier.Monopoly);

        // Most clients over IPv6 have IPv4 as well, but only where IPv6 is certain do all of them get their file.
        if (Eligibility.NeedsIPv6(request)) ranking.PreferCertainIPv6();
        if (TTrace.IsOn)
        {
            for (var i = 0; i < standings.Length; i++) trace.Looked(ranking._candidates[i], standings[i]);
        }

        return ranking;
    }

    private Ranking(RoutingSnapshot snapshot, in SelectionRequest request, Span<Standing> standings, ulong requestHash)
    {
        _candidates = request.Route.Candidates;
        _standings = standings;
        _snapshot = snapshot;
        _hasPlace = request.Location.Place.IsPlace;
        _requestHash = requestHash;
    }

    /// <summary>About how large the file is; 0 = not known.</summary>
    public byte SizeClass { get; private init; }

    /// <summary>The best group that is left.</summary>
    public MirrorGroup NearestGroup() => NearestGroup(MirrorGroup.None);

    /// <summary>The next group of the same country behind <paramref name="group"/>; none for other tiers.</summary>
    public MirrorGroup NextGroup(MirrorGroup group) =>
        group.Tier == Tier.SameCountry ? NearestGroup(group) : MirrorGroup.None;

    /// <summary>Takes one mirror of the group, in proportion to shares. The group must not be empty.</summary>
    public MirrorCandidate Take(MirrorGroup group, out Standing standing)
    {
        var best = -1;
        var bestScore = double.PositiveInfinity;
        for (var i = 0; i < _standings.Length; i++)
        {
            if (!group.Contains(_standings[i])) continue;
            var candidate = _candidates[i];
            var score = StableSpread.Score(
                _requestHash, candidate.Mirror, group.ShareOf(candidate, _standings[i]));
            if (best >= 0 && score >= bestScore) continue;
            best = i;
            bestScore = score;
        }

        standing = _standings[best];
        _standings[best] = Standing.Out(RejectReason.None);
        return _candidates[best];
    }

    /// <summary>
    /// Why nobody is left: no index lists the path, or nobody certainly has it yet, or another rule.
    /// </summary>
    public DecisionReason ReasonForNobody()
    {
        var reason = DecisionReason.OriginNoMirror;
        foreach (ref readonly var standing in _standings)
        {
            if (standing.Rejected == RejectReason.LacksFile) return DecisionReason.OriginFreshFile;
            if (standing.Rejected == RejectReason.NotListed) reason = DecisionReason.OriginUnlisted;
        }

        return reason;
    }

    private MirrorGroup NearestGroup(MirrorGroup behind)
    {
        var tier = Tier.Out;
        var nearestKm = double.PositiveInfinity;
        var fromKm = behind.IsNone ? double.NegativeInfinity : behind.NearestKm + behind.WidthKm;
        foreach (ref readonly var standing in _standings)
        {
            if (behind.IsNone ? standing.Tier > tier : standing.Tier != behind.Tier || standing.EffectiveKm <= fromKm)
                continue;
            if (standing.Tier == Tier.Out || (standing.Tier == tier && standing.EffectiveKm >= nearestKm)) continue;
            tier = standing.Tier;
            nearestKm = standing.EffectiveKm;
        }

        return new(tier, nearestKm, WidthKmOf(_snapshot, tier, _hasPlace));
    }

    private void KeepOnly(Tier tier)
    {
        foreach (ref var standing in _standings)
        {
            if (standing.Tier != tier && standing.Rejected == RejectReason.None)
                standing = standing with { Tier = Tier.Out, Rejected = RejectReason.Monopoly };
        }
    }

    private void PreferCertainIPv6()
    {
        var isCertain = false;
        for (var i = 0; i < _standings.Length; i++)
            isCertain |= _standings[i].Tier != Tier.Out && Eligibility.HasIPv6(_candidates[i]) == true;
        for (var i = 0; isCertain && i < _standings.Length; i++)
        {
            if (_standings[i].Tier == Tier.Out || Eligibility.HasIPv6(_candidates[i]) == true) continue;
            _standings[i] = _standings[i] with { Tier = Tier.Out, Rejected = RejectReason.Family };
        }
    }

    private static Standing Stand(
        RoutingSnapshot snapshot,
        in SelectionRequest request,
        scoped ReadOnlySpan<char> path,
        in PathKnowledge knowledge,
        MirrorCandidate candidate,
        string country,
        ref bool isMonopoly)
    {
        var mirror = candidate.Mirror;
        var definition = mirror.Definition;
        var isOwnNetwork = mirror.IsInNetwork(request.Location.Asn);
        var hostBits = Eligibility.HostBits(mirror, request.Address);
        var rejected = Eligibility.Judge(
            candidate, request, path, knowledge, country, isOwnNetwork, hostBits);
        var isMonopolyHere = definition.Monopoly && hostBits >= 0;
        isMonopoly |= isMonopolyHere && (rejected is RejectReason.None or RejectReason.Avoided
            || definition.MonopolyFallback == MonopolyFallback.Origin);

        return StandingOf(snapshot, request.Location, mirror, country, hostBits, rejected);
    }

    /// <summary>Where a mirror stands for a client, if it is not rejected.</summary>
    public static Standing StandingOf(
        RoutingSnapshot snapshot,
        ClientLocation client,
        MirrorState mirror,
        string country,
        int hostBits,
        RejectReason rejected)
    {
        var definition = mirror.Definition;
        var isOwnNetwork = mirror.IsInNetwork(client.Asn);
        var isNearNetwork = isOwnNetwork || mirror.IsPeer(client.Asn);
        var place = client.Place;
        var distanceKm = place.IsPlace ? place.Vector.DistanceKmTo(mirror.Vector) : double.NaN;
        var tier = rejected != RejectReason.None ? Tier.Out
            : hostBits >= 0 ? definition.Monopoly ? Tier.Monopoly : Tier.Netblock
            : definition.OwnNetworkFirst && isOwnNetwork ? Tier.OwnNetworkFirst
            : string.Equals(definition.Location.Country, country, StringComparison.Ordinal) ? Tier.SameCountry
            : Tier.Foreign;
        var effectiveKm = tier <= Tier.Netblock ? hostBits
            : place.IsPlace ? distanceKm - (isNearNetwork ? snapshot.Selection.NetworkBonusKm : 0)
            : isNearNetwork ? 0 : 1;
        return new(tier, effectiveKm, distanceKm, isNearNetwork, rejected);
    }

    /// <summary>
    /// How much farther than the nearest of a tier counts as equally near. Netblocks are compared by length and
    /// placeless clients by network: there "as near" means exactly as near.
    /// </summary>
    public static double WidthKmOf(RoutingSnapshot snapshot, Tier tier, bool hasPlace) =>
        hasPlace && tier >= Tier.OwnNetworkFirst ? snapshot.Selection.NearKm : 0;
}
