using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Decides with everything that the service remembers: repetitions of this client, complaints, index roots and files
/// that were asked for, what mirrors with a daily cap were to give. The same for every way in which a request comes in.
/// Memory only; nothing is allocated for what mirrors serve.
/// </summary>
internal sealed class Redirections(
    RepeatRequests repeats,
    RedirectMetrics metrics,
    IndexDigests digests,
    ComplaintLedger complaints,
    DailyTraffic traffic,
    TimeProvider time)
{
    /// <param name="userAgent">Tells clients behind one address apart; empty where there is none.</param>
    /// <param name="counts">False for ranges and HEAD, which are no repetitions.</param>
    public RedirectDecision Decide(
        RoutingSnapshot snapshot, in SelectionRequest request, ReadOnlySpan<char> userAgent, bool counts)
    {
        if (!request.Kind.IsForMirrors())
        {
            if (request.Kind == PathKind.Metadata)
            {
                var publicPath = request.Target[request.Wishes.RestStart..];
                digests.Ask(request.Route.Format, request.Path, publicPath, request.Address);
            }

            return MirrorSelector.Decide(snapshot, request);
        }

        var lookup = repeats.Look(request.Address, userAgent, request.Target, counts);
        if (lookup.BlamedTag != 0) Complain(request, lookup.BlamedTag);
        var decision = MirrorSelector.Decide(
            snapshot, request with { Attempt = lookup.Attempt, Avoided = lookup.Avoided });
        if (counts) repeats.Remember(lookup, decision.Candidate?.Mirror);

        // Once for each file: what is asked for again, or in parts, was counted when it was asked for first.
        if (counts && lookup.Attempt == 1 && decision.Candidate is { } chosen)
            traffic.Count(chosen.Mirror.Definition, request.Kind, decision.SizeClass);
        if (decision.Reason == DecisionReason.OriginUnlisted && digests.IsLearning)
            digests.AskUnlisted(request.Route.Id, request.Path);
        return decision;
    }

    private void Complain(in SelectionRequest request, uint blamedTag)
    {
        foreach (var candidate in request.Route.Candidates)
        {
            if (AvoidedMirrors.TagOf(candidate.Mirror) != blamedTag) continue;
            metrics.Complained(request.Route, candidate);
            complaints.Note(
                candidate.Mirror.Id,
                request.Route.Id,
                StableSpread.NetworkHashOf(request.Address),
                time.MonotonicMilliseconds());
            return;
        }
    }
}
