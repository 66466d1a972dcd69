using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
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
        string country,
        bool isOwnNetwork,
        int hostBits)
    {
        var definition = candidate.Mirror.Definition;
        if (candidate.Mirror.IsPaused) return RejectReason.Paused;
        if (candidate.Mirror.IsSilent) return RejectReason.Silent;
        if (definition.Weight <= 0) return RejectReason.Drained;
        if (definition.Private && hostBits < 0 && !isOwnNetwork) return RejectReason.Private;
        if (!IsCountryAllowed(definition.CountriesAllowed, country)) return RejectReason.Country;
        if (candidate.BaseFor(request.NeedsHttps) is null) return RejectReason.Scheme;
        if (!request.Address.IsIPv4 && definition.IPv6 == false && !request.Wishes.Has(WishKinds.V4))
            return RejectReason.Family;
        if (!candidate.Includes(path)) return RejectReason.NotIncluded;
        if (candidate.Excludes(path)) return RejectReason.Excluded;
        if (!request.Wishes.Allows(request.Target, candidate.Mirror.Id)) return RejectReason.Wish;
        return request.Avoided.Contains(candidate.Mirror) ? RejectReason.Avoided : RejectReason.None;
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
