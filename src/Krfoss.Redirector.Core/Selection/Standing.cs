using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>Where one mirror stands for one request.</summary>
/// <param name="Tier">Which rule of the order of choice it falls under.</param>
/// <param name="EffectiveKm">
/// What is compared inside the tier, smaller is better: kilometres less the network bonus; for clients without a place
/// 0 for their own network and 1 for others; for netblocks the number of host bits.
/// </param>
/// <param name="DistanceKm">Great-circle distance; NaN where the client has no place.</param>
/// <param name="IsOwnNetwork">The client's autonomous system is one of the mirror's.</param>
/// <param name="Rejected">Why it was left out.</param>
public readonly record struct Standing(
    Tier Tier, double EffectiveKm, double DistanceKm, bool IsOwnNetwork, RejectReason Rejected)
{
    /// <summary>True where <see cref="EffectiveKm"/> is a distance and not another kind of rank.</summary>
    public bool ComparesKm =>
        Tier is Tier.OwnNetworkFirst or Tier.SameCountry or Tier.Foreign && !double.IsNaN(DistanceKm);

    public static Standing Out(RejectReason reason) => new(Tier.Out, 0, double.NaN, false, reason);
}

/// <summary>
/// Mirrors that count as equally near: those of one tier whose effective distance lies within the width of the group.
/// </summary>
/// <param name="NearestKm">Effective distance of the nearest member.</param>
/// <param name="WidthKm">How much farther a member may be; 0 = exactly as near.</param>
public readonly record struct MirrorGroup(Tier Tier, double NearestKm, double WidthKm)
{
    public static readonly MirrorGroup None = new(Tier.Out, 0, 0);

    public bool IsNone => Tier == Tier.Out;

    public bool Contains(in Standing standing) =>
        standing.Tier == Tier && standing.EffectiveKm >= NearestKm && standing.EffectiveKm <= NearestKm + WidthKm;

    /// <summary>
    /// The share of a member before it is divided by the sum: weight × e^(−Δ / width), weight alone where the width is
    /// 0.
    /// </summary>
    /// <remarks>A mirror that came back a short while ago has a part of its share for a start.</remarks>
    public double ShareOf(MirrorCandidate candidate, in Standing standing)
    {
        var weight = candidate.Mirror.Definition.Weight * candidate.Readiness.ShareFactor;
        return WidthKm > 0 ? weight * Math.Exp((NearestKm - standing.EffectiveKm) / WidthKm) : weight;
    }
}

/// <summary>
/// Spreads requests over mirrors in proportion to their shares, always the same way for the same request, so that
/// ranges, retries and a package's signature agree, and so that a change of one mirror moves only that mirror's
/// requests.
/// </summary>
public static class StableSpread
{
    /// <summary>
    /// Hash of who asks for what: the client's /24 or /48, and the path without a signature's suffix.
    /// </summary>
    public static ulong HashOf(IpNumber address, ReadOnlySpan<char> pathWithoutSignature) =>
        StableHash.Combine(NetworkHashOf(address), StableHash.Of(pathWithoutSignature));

    /// <summary>Hash of the client's /24 or /48.</summary>
    public static ulong NetworkHashOf(IpNumber address) =>
        StableHash.Of(address.IsIPv4 ? address.Bits >> 8 : address.Bits >> 80);

    /// <summary>
    /// Weighted rendezvous hashing (Mosko et al., RFC draft "Weighted HRW"; Schindelhauer and Schomaker 2005): the
    /// mirror with the smallest −ln(u) / share gets the request, u being a uniform fraction from request and mirror.
    /// </summary>
    public static double Score(ulong requestHash, MirrorState mirror, double share) =>
        -Math.Log(StableHash.ToFraction(StableHash.Combine(requestHash, mirror.Hash))) / share;
}
