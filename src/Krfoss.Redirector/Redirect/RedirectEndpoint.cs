using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;
using Microsoft.Extensions.Primitives;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Answers requests for repository paths. Stands in front of everything else, so that such a request meets nothing of
/// it; reads memory only, never waits, allocates nothing before the Location string.
/// </summary>
internal sealed class RedirectEndpoint(
    RequestDelegate next,
    RequestResolver resolver,
    RepeatRequests repeats,
    RedirectCounter counter,
    RedirectMetrics metrics,
    IndexDigests digests,
    ComplaintLedger complaints,
    TimeProvider time,
    DecisionBugs bugs)
{
    private static readonly StringValues PackageCaching = "private, no-cache";
    private static readonly StringValues MetadataCaching = "no-store";
    private static readonly StringValues VaryByProto = "X-Forwarded-Proto";
    private static readonly StringValues OriginLabel = "origin";

    public Task InvokeAsync(HttpContext context)
    {
        try
        {
            if (TryAnswer(context, out var answer)) return answer;
        }
        catch (Exception bug)
        {
            // Our bug must not become a failed upgrade: the origin has every file.
            bugs.Tell(bug);
            if (resolver.OriginUrlOf(context) is not { } url) throw;
            context.Response.Headers.Clear();
            Write(context.Response, url, DecisionReason.OriginNoMirror, null);
            return Task.CompletedTask;
        }

        return next(context);
    }

    /// <summary>False: no question for the redirector; whoever stands behind it may know.</summary>
    private bool TryAnswer(HttpContext context, out Task answer)
    {
        answer = Task.CompletedTask;
        var target = resolver.Resolve(context, out var request, out var refusal);
        if (target == TargetClass.Elsewhere) return false;
        var method = context.Request.Method;
        var isGet = HttpMethods.IsGet(method);
        if (target == TargetClass.Unsafe)
        {
            metrics.Refused("target");
            answer = PlainAnswers.BadRequestAsync(context, refusal);
        }
        else if (!isGet && !HttpMethods.IsHead(method))
        {
            metrics.Refused("method");
            answer = PlainAnswers.MethodNotAllowedAsync(context);
        }
        else if (HasBody(context.Request))
        {
            metrics.Refused("body");
            answer = PlainAnswers.BadRequestAsync(context, "GET and HEAD have no body here");
        }
        else if (ReservedQueries.Has(request.Query) || ReservedQueries.IsMeta4(request))
        {
            return false;
        }
        else
        {
            answer = Redirect(context, request, isGet);
        }

        return true;
    }

    private Task Redirect(HttpContext context, in RepositoryRequest request, bool isGet)
    {
        var decision = Decide(context.Request.Headers, request, isGet);
        if (decision.BaseUrl is null)
        {
            metrics.Refused("https");
            return PlainAnswers.NoHttpsAsync(context);
        }

        metrics.Redirected(request.Route, decision);
        if (isGet) Count(context.Request.Headers, request, decision);
        var response = context.Response;
        Write(response, string.Concat(decision.BaseUrl, request.Tail), decision.Reason, decision.Candidate);
        if (LinkHeader.Of(decision, request) is { } link) response.Headers.Link = link;
        return Task.CompletedTask;
    }

    private RedirectDecision Decide(IHeaderDictionary headers, in RepositoryRequest request, bool isGet)
    {
        if (!request.Kind.IsForMirrors())
        {
            if (request.Kind == PathKind.Metadata)
            {
                digests.Ask(
                    request.Route.Format, request.PathInRepository, request.PublicPath, time.MonotonicMilliseconds());
            }

            return MirrorSelector.Decide(request.Snapshot, request.ToSelection());
        }

        var counts = isGet && headers.Range.Count == 0;
        var userAgent = headers.UserAgent;
        var lookup = repeats.Look(request.Address, userAgent.Count > 0 ? userAgent[0] : "", request.Path, counts);
        if (lookup.BlamedTag != 0) Complain(request, lookup.BlamedTag);
        var decision = MirrorSelector.Decide(request.Snapshot, request.ToSelection(lookup.Attempt, lookup.Avoided));
        if (counts) repeats.Remember(lookup, decision.Candidate?.Mirror);
        if (decision.Reason == DecisionReason.OriginUnlisted && digests.IsLearning)
            digests.AskUnlisted(request.Route.Id, request.PathInRepository);
        return decision;
    }

    private void Count(IHeaderDictionary headers, in RepositoryRequest request, in RedirectDecision decision)
    {
        var (userAgent, range) = (headers.UserAgent, headers.Range);
        counter.Count(
            request.Snapshot,
            request.ToSelection(),
            decision,
            userAgent.Count > 0 ? userAgent[0] : "",
            range.Count > 0 ? range[0] : "");
    }

    private void Complain(in RepositoryRequest request, uint blamedTag)
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

    private static void Write(HttpResponse response, string url, DecisionReason reason, MirrorCandidate? candidate)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.ContentLength = 0;
        var headers = response.Headers;
        headers.Location = url;
        headers["X-Mirror"] = candidate is null ? OriginLabel : candidate.Mirror.Id;
        headers["X-Mirror-Reason"] = reason.ToWord();
        headers.CacheControl = reason == DecisionReason.OriginMetadata ? MetadataCaching : PackageCaching;
        if (candidate is not null) headers.Vary = VaryByProto;
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
