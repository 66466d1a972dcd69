using System.Buffers;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection.Prepared;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Selection;

/// <summary>
/// Decides who serves a request. Pure: the same snapshot and the same request give the same answer on every node.
/// Allocates nothing.
/// </summary>
public static class MirrorSelector
{
    /// <summary>From this attempt on a client that asks again gets the origin.</summary>
    public const int OriginFromAttempt = 3;

    // Standings of so many mirrors fit on the stack (5 kB); more come from the pool.
    private const int OnStack = 128;

    public static RedirectDecision Decide(RoutingSnapshot snapshot, in SelectionRequest request)
    {
        var trace = default(NoTrace);
        return Decide(snapshot, request, ref trace);
    }

    public static RedirectDecision Decide<TTrace>(
        RoutingSnapshot snapshot, in SelectionRequest request, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (OriginReasonOf(request.Kind) is { } reason) return Origin(reason, request);
        if (request.Wishes.Has(WishKinds.Origin)) return ToOrigin(request);
        if (request.Attempt >= OriginFromAttempt) return Origin(DecisionReason.Retry, request);

        // Whoever wants to hear how it came about hears the whole of it.
        if (!TTrace.IsOn && TryChoosePrepared(snapshot, request, out var prepared)) return prepared;
        var count = request.Route.Candidates.Length;
        if (count <= OnStack) return Choose(snapshot, request, stackalloc Standing[count], ref trace);
        var rented = ArrayPool<Standing>.Shared.Rent(count);
        try
        {
            return Choose(snapshot, request, rented.AsSpan(0, count), ref trace);
        }
        finally
        {
            ArrayPool<Standing>.Shared.Return(rented);
        }
    }

    /// <summary>The answer in doubt: the origin has every file.</summary>
    public static RedirectDecision ToOrigin(in SelectionRequest request) =>
        Origin(DecisionReason.OriginNoMirror, request);

    /// <summary>
    /// Fills <paramref name="ranked"/> with the eligible mirrors, best first, and returns how many there are.
    /// </summary>
    /// <remarks>For lists: nearest first, so nothing spills to the next group as a few redirects do.</remarks>
    public static int Rank(RoutingSnapshot snapshot, in SelectionRequest request, Span<MirrorCandidate?> ranked)
    {
        var trace = default(NoTrace);
        var ranking = Rank(
            snapshot, request, new Standing[request.Route.Candidates.Length], RequestHash(request), ref trace);
        var count = 0;
        while (count < ranked.Length && ranking.NearestGroup() is { IsNone: false } group)
        {
            ranked[count++] = ranking.Take(group, out _);
        }

        return count;
    }

    private static Ranking Rank<TTrace>(
        RoutingSnapshot snapshot,
        in SelectionRequest request,
        Span<Standing> standings,
        ulong requestHash,
        ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        // Patterns of the catalog speak of names, so an escape must not carry a path past them.
        var isTidy = TidyPath.IsTidy(request.Path);
        Span<char> decoded = stackalloc char[isTidy ? 0 : request.Path.Length];
        return isTidy || !TidyPath.TryWrite(request.Path, decoded, out var length)
            ? Ranking.Of(snapshot, request, request.Path, standings, requestHash, ref trace)
            : Ranking.Of(snapshot, request, decoded[..length], standings, requestHash, ref trace);
    }

    /// <summary>
    /// The same answer from what was worked out for the client's class. False where anything is in play that classes
    /// say nothing of, or that leaves too few of the mirrors that were kept.
    /// </summary>
    private static bool TryChoosePrepared(
        RoutingSnapshot snapshot, in SelectionRequest request, out RedirectDecision decision)
    {
        decision = default;
        if (OrderPreparation.Find(snapshot, request) is not { } order) return false;
        var isTidy = TidyPath.IsTidy(request.Path);
        Span<char> decoded = stackalloc char[isTidy ? 0 : request.Path.Length];
        scoped var path = isTidy || !TidyPath.TryWrite(request.Path, decoded, out var length)
            ? request.Path
            : decoded[..length];
        var knowledge = request.Route.Publication?.Find(request.Kind, path, request.Address) ?? default;
        if (knowledge.Standing != PathStanding.Listed) return false;
        Span<ushort> mayServe = stackalloc ushort[order.Mirrors.Length];
        var choice = new PreparedChoice(order, path, knowledge, RequestHash(request), mayServe);
        return choice.TryDecide(snapshot.Selection.Spill, request, out decision);
    }

    private static RedirectDecision Choose<TTrace>(
        RoutingSnapshot snapshot, in SelectionRequest request, Span<Standing> standings, ref TTrace trace)
        where TTrace : struct, IDecisionTrace
    {
        var requestHash = RequestHash(request);
        var ranking = Rank(snapshot, request, standings, requestHash, ref trace);
        var group = ranking.NearestGroup();
        if (group.IsNone)
        {
            var reason = request.Attempt > 1 ? DecisionReason.Retry : ranking.ReasonForNobody();
            return Origin(reason, request, ranking.SizeClass);
        }

        var next = ranking.NextGroup(group);
        var spill = next.IsNone ? 0 : snapshot.Selection.Spill;
        if (TTrace.IsOn)
        {
            trace.Grouped(group, 1 - spill);
            if (!next.IsNone) trace.Grouped(next, spill);
        }

        var isSpill = IsSpill(requestHash, spill);
        var chosen = ranking.Take(isSpill ? next : group, out var standing);
        var decision = new RedirectDecision
        {
            Reason = request.Attempt > 1 ? DecisionReason.Retry
                : isSpill ? DecisionReason.Spill
                : ReasonOf(standing.Tier, standing.IsOwnNetwork, request.Location.Place.IsPlace),
            Candidate = chosen,
            BaseUrl = chosen.BaseFor(request.NeedsHttps),
            SizeClass = ranking.SizeClass,
        };
        while (decision.RunnersUpCount < RedirectDecision.RunnersUpCapacity
               && ranking.NearestGroup() is { IsNone: false } following)
        {
            decision.AddRunnerUp(ranking.Take(following, out _));
        }

        return decision;
    }

    private static ulong RequestHash(in SelectionRequest request) =>
        StableSpread.HashOf(request.Address, SignatureSuffix.Strip(request.Path));

    private static DecisionReason? OriginReasonOf(PathKind kind) => kind switch
    {
        PathKind.Metadata => DecisionReason.OriginMetadata,
        PathKind.Listing or PathKind.Unlisted => DecisionReason.OriginUnlisted,
        _ => null,
    };

    /// <summary>
    /// The request's own hash, mixed once more so that it is independent of the scores, says whether it spills.
    /// </summary>
    internal static bool IsSpill(ulong requestHash, double spill) =>
        spill > 0 && StableHash.ToFraction(StableHash.Combine(requestHash, 1)) <= spill;

    internal static DecisionReason ReasonOf(Tier tier, bool isOwnNetwork, bool hasPlace) => tier switch
    {
        Tier.Monopoly => DecisionReason.Monopoly,
        Tier.Netblock => DecisionReason.Netblock,
        Tier.OwnNetworkFirst => DecisionReason.Network,
        Tier.Foreign => DecisionReason.Foreign,
        _ when hasPlace => DecisionReason.Near,
        _ => isOwnNetwork ? DecisionReason.Network : DecisionReason.Country,
    };

    private static RedirectDecision Origin(
        DecisionReason reason, in SelectionRequest request, byte sizeClass = 0) => new()
        {
            Reason = reason,
            BaseUrl = request.NeedsHttps && !request.Route.OriginIsHttps ? null : request.Route.Origin,
            SizeClass = sizeClass,
        };
}
