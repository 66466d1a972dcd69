using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>Why the crawler's view of a mirror speaks against it for one path.</summary>
/// <param name="Root">The index root that vouches for the path; null = none does.</param>
/// <param name="From">The generation that the file came with in its present content.</param>
/// <param name="Until">The first generation without it; null = it is still listed.</param>
/// <param name="Newest">The generation that the origin shows.</param>
/// <param name="Verified">The generation that the mirror certainly has; 0 = none.</param>
/// <param name="Verdict">What the latest check came to, where the mirror is down; null = it is not.</param>
public sealed record IndexEvidence(string? Root, int? From, int? Until, int? Newest, int Verified, Verdict? Verdict)
{
    /// <returns>Null where something else than the crawler's view speaks against the mirror.</returns>
    internal static IndexEvidence? Of(
        RejectReason rejected, MirrorCandidate candidate, in SelectionRequest request, in PathKnowledge knowledge)
    {
        if (rejected is not (RejectReason.LacksFile or RejectReason.TooOld or RejectReason.Unverified
            or RejectReason.Down))
        {
            return null;
        }

        var endpoint = Eligibility.EndpointFor(candidate, request);
        Verdict? verdict = rejected == RejectReason.Down ? endpoint?.Verdict : null;
        var roots = request.Route.Publication?.Roots ?? [];
        var (index, validity) = knowledge.Voucher;
        if (knowledge.Standing is not (PathStanding.Listed or PathStanding.Doubtful) || index >= roots.Count)
            return new(null, null, null, null, 0, verdict);
        return new(
            roots[index].Path,
            validity.From == Validity.Open ? null : validity.From,
            validity.Until == Validity.Open ? null : validity.Until,
            roots[index].Current.Number,
            endpoint?.VerifiedAt(index) ?? 0,
            verdict);
    }
}
