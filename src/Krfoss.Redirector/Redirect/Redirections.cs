using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Decides with everything that the service remembers: repetitions of this client, index roots that were asked for. The
/// same for every way in which a request comes in. Memory only, nothing is allocated.
/// </summary>
internal sealed class Redirections(RepeatRequests repeats, RedirectMetrics metrics, IndexDigests digests)
{
    /// <param name="userAgent">Tells clients behind one address apart; empty where there is none.</param>
    /// <param name="counts">False for ranges and HEAD, which are no repetitions.</param>
    public RedirectDecision Decide(
        RoutingSnapshot snapshot, in SelectionRequest request, ReadOnlySpan<char> userAgent, bool counts)
    {
        if (!request.Kind.IsForMirrors())
        {
            if (request.Kind == PathKind.Metadata)
                digests.Ask(request.Route.Format, request.Path, request.Target[request.Wishes.RestStart..]);
            return MirrorSelector.Decide(snapshot, request);
        }

        var lookup = repeats.Look(request.Address, userAgent, request.Target, counts);
        if (lookup.BlamedTag != 0) metrics.Complained(request.Route, lookup.BlamedTag);
        var decision = MirrorSelector.Decide(
            snapshot, request with { Attempt = lookup.Attempt, Avoided = lookup.Avoided });
        if (counts) repeats.Remember(lookup, decision.Candidate?.Mirror);
        return decision;
    }
}
