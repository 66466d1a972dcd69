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
    Redirections redirections,
    RedirectCounter counter,
    RedirectMetrics metrics,
    DecisionBugs bugs)
{
    private const string PackageCaching = "private, no-cache";
    private const string MetadataCaching = "no-store";
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
        var headers = context.Request.Headers;
        var decision = redirections.Decide(
            request.Snapshot,
            request.ToSelection(),
            headers.UserAgent.Count > 0 ? headers.UserAgent[0] : "",
            counts: isGet && headers.Range.Count == 0);
        if (decision.BaseUrl is null)
        {
            metrics.Refused("https");
            return PlainAnswers.NoHttpsAsync(context);
        }

        metrics.Redirected(request.Snapshot, request.Route, decision);
        if (isGet)
        {
            counter.Count(
                request.Snapshot,
                request.ToSelection(),
                decision,
                headers.UserAgent.Count > 0 ? headers.UserAgent[0] : "",
                headers.Range.Count > 0 ? headers.Range[0] : "");
        }

        var response = context.Response;
        Write(response, string.Concat(decision.BaseUrl, request.Tail), decision.Reason, decision.Candidate);
        if (LinkHeader.Of(decision, request) is { } link) response.Headers.Link = link;
        return Task.CompletedTask;
    }

    /// <summary>The value of <c>Cache-Control</c>.</summary>
    public static string CachingOf(DecisionReason reason) =>
        reason == DecisionReason.OriginMetadata ? MetadataCaching : PackageCaching;

    private static void Write(HttpResponse response, string url, DecisionReason reason, MirrorCandidate? candidate)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.ContentLength = 0;
        var headers = response.Headers;
        headers.Location = url;
        headers["X-Mirror"] = candidate is null ? OriginLabel : candidate.Mirror.Id;
        headers["X-Mirror-Reason"] = reason.ToWord();
        headers.CacheControl = CachingOf(reason);
        if (candidate is not null) headers.Vary = VaryByProto;
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
