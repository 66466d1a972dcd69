using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// May this mirror serve this client this path at all? Every rule is hard; where to stand among the eligible comes
/// later.
/// </summary>
internal static class Eligibility
{
    /// <returns>The first reason against the mirror, or <see cref="RejectReason.None"/>.</returns>
    /// <param name="path">Path inside the repository, decoded.</param>
    /// <param name="hostBits">Bits left open by the longest netblock around the client; −1 = in none.</param>
    public static RejectReason Judge(
        MirrorCandidate candidate,
        in SelectionRequest request,
        scoped ReadOnlySpan<char> path,
        in PathKnowledge knowledge,
        string country,
        bool isOwnNetwork,
        int hostBits)
    {
        var forClient = JudgeForClient(candidate, request, country, isOwnNetwork, hostBits);
        if (forClient != RejectReason.None) return forClient;
        if (!candidate.Includes(path)) return RejectReason.NotIncluded;
        if (candidate.Excludes(path)) return RejectReason.Excluded;
        if (!request.Wishes.Allows(request.Target, candidate.Mirror.Id)) return RejectReason.Wish;
        if (request.Avoided.Contains(candidate.Mirror)) return RejectReason.Avoided;
        return candidate.Readiness.IsByDeclaration ? RejectReason.None : JudgeReadiness(candidate, request, knowledge);
    }

    /// <summary>The rules that speak of mirror and client alone, whatever is asked for.</summary>
    public static RejectReason JudgeForClient(
        MirrorCandidate candidate, in SelectionRequest request, string country, bool isOwnNetwork, int hostBits)
    {
        var definition = candidate.Mirror.Definition;
        if (candidate.Mirror.IsPaused) return RejectReason.Paused;
        if (candidate.Mirror.IsSilent) return RejectReason.Silent;
        if (candidate.Mirror.IsSpent) return RejectReason.DailyCap;
        if (definition.Weight <= 0) return RejectReason.Drained;
        if (definition.Private && hostBits < 0 && !isOwnNetwork) return RejectReason.Private;
        if (!IsCountryAllowed(definition.CountriesAllowed, country)) return RejectReason.Country;
        if (candidate.BaseFor(request.NeedsHttps) is null) return RejectReason.Scheme;
        if (NeedsIPv6(request) && HasIPv6(candidate) == false)
            return IsDownOverIPv4(candidate, request) ? RejectReason.Down : RejectReason.Family;
        return RejectReason.None;
    }

    /// <summary>True for a client that may have no IPv4.</summary>
    public static bool NeedsIPv6(in SelectionRequest request) =>
        !request.Address.IsIPv4 && !request.Wishes.Has(WishKinds.V4);

    /// <summary>
    /// Whether the mirror answers over IPv6: what the crawler saw, else what is declared; null = neither is known.
    /// </summary>
    public static bool? HasIPv6(MirrorCandidate candidate)
    {
        var declared = candidate.Mirror.Definition.IPv6;
        if (declared == false) return false;
        var http = candidate.Readiness.Of(new(IsHttps: false, IsIPv6: true));
        var https = candidate.Readiness.Of(new(IsHttps: true, IsIPv6: true));
        return http is null && https is null ? declared : http is { IsUp: true } || https is { IsUp: true };
    }

    // Whoever is down altogether should not read that IPv6 is what it lacks.
    private static bool IsDownOverIPv4(MirrorCandidate candidate, in SelectionRequest request) =>
        candidate.Readiness.Of(new(candidate.ServesOverHttps(request.NeedsHttps), IsIPv6: false)) is { IsUp: false };

    /// <summary>The endpoint that this client would be served by; null = it was never looked at.</summary>
    /// <remarks>Where IPv6 could not be checked from here, what was seen over IPv4 speaks for the mirror.</remarks>
    public static EndpointReadiness? EndpointFor(MirrorCandidate candidate, in SelectionRequest request)
    {
        var isHttps = candidate.ServesOverHttps(request.NeedsHttps);
        return (NeedsIPv6(request) ? candidate.Readiness.Of(new(isHttps, IsIPv6: true)) : null)
            ?? candidate.Readiness.Of(new(isHttps, IsIPv6: false));
    }

    /// <summary>What the crawler knows: is the mirror well, and does it certainly have the file?</summary>
    private static RejectReason JudgeReadiness(
        MirrorCandidate candidate, in SelectionRequest request, in PathKnowledge knowledge)
    {
        var readiness = candidate.Readiness;
        var endpoint = EndpointFor(candidate, request);
        if (endpoint is null) return RejectReason.Unverified;
        if (!endpoint.IsUp) return endpoint.Verdict == Verdict.Ok ? RejectReason.Unverified : RejectReason.Down;
        if (endpoint.IsByDeclaration) return RejectReason.None;
        switch (knowledge.Standing)
        {
            case PathStanding.Listed:
                var (root, validity) = knowledge.Voucher;
                var verified = endpoint.VerifiedAt(root);
                if (validity.Holds(verified)) return RejectReason.None;
                if (verified > 0) return RejectReason.LacksFile;
                return readiness.IsTooOld(root) ? RejectReason.TooOld : RejectReason.Unverified;
            case PathStanding.Unread:
                return ShowsTheNewest(request.Route.Publication!, endpoint, request.Address)
                    ? RejectReason.None
                    : RejectReason.LacksFile;
            case PathStanding.Folder:
                foreach (var inside in knowledge.Roots!)
                {
                    if (endpoint.VerifiedAt(inside) > 0) continue;
                    return readiness.IsTooOld(inside) ? RejectReason.TooOld : RejectReason.Unverified;
                }

                return RejectReason.None;
            case PathStanding.Doubtful:
                return RejectReason.LacksFile;
            default:
                return RejectReason.NotListed;
        }
    }

    private static bool ShowsTheNewest(
        RepositoryPublication publication, EndpointReadiness endpoint, in IpNumber client)
    {
        foreach (var root in publication.Unread)
        {
            var watched = publication.Roots[root];
            if (endpoint.VerifiedAt(root) != watched.Current.Number || watched.Watch.IsDoubtfulFor(client))
                return false;
        }

        return true;
    }

    /// <summary>Bits left open by the longest of the mirror's netblocks around the address; −1 = in none.</summary>
    public static int HostBits(MirrorState mirror, IpNumber address)
    {
        var hostBits = -1;
        var netblocks = mirror.Definition.Netblocks;
        for (var i = 0; i < netblocks.Count; i++)
        {
            if (!netblocks[i].Contains(address)) continue;
            var open = 128 - netblocks[i].Length;
            if (hostBits < 0 || open < hostBits) hostBits = open;
        }

        return hostBits;
    }

    private static bool IsCountryAllowed(IReadOnlyList<string> allowed, string country)
    {
        for (var i = 0; i < allowed.Count; i++)
        {
            if (string.Equals(allowed[i], country, StringComparison.Ordinal)) return true;
        }

        return allowed.Count == 0;
    }
}
