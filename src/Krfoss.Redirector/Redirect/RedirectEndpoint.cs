using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Requests;
using Microsoft.Extensions.Primitives;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// Answers requests for repository paths. Stands in front of everything else, so that such a request meets nothing of
/// it; reads memory only, never waits, allocates nothing before the Location string.
/// </summary>
internal sealed partial class RedirectEndpoint(
    RequestDelegate next,
    RequestResolver resolver,
    RepeatRequests repeats,
    RedirectMetrics metrics,
    IndexDigests digests,
    ILogger<RedirectEndpoint> logger)
{
    private static readonly StringValues PackageCaching = "private, no-cache";
    private static readonly StringValues MetadataCaching = "no-store";
    private static readonly StringValues VaryByProto = "X-Forwarded-Proto";
    private static readonly StringValues OriginLabel = "origin";

    public Task InvokeAsync(HttpContext context)
    {
        var target = resolver.Resolve(context, out var request, out var refusal);
        if (target == TargetClass.Elsewhere) return next(context);
        if (target == TargetClass.Unsafe)
        {
            metrics.Refused("target");
            return PlainAnswers.BadRequestAsync(context, refusal);
        }

        var method = context.Request.Method;
        var isGet = HttpMethods.IsGet(method);
        if (!isGet && !HttpMethods.IsHead(method))
        {
            metrics.Refused("method");
            return PlainAnswers.MethodNotAllowedAsync(context);
        }

        if (HasBody(context.Request))
        {
            metrics.Refused("body");
            return PlainAnswers.BadRequestAsync(context, "GET and HEAD have no body here");
        }

        return ReservedQueries.Has(request.Query) ? next(context) : Redirect(context, request, isGet);
    }

    private Task Redirect(HttpContext context, in RepositoryRequest request, bool isGet)
    {
        RedirectDecision decision;
        try
        {
            if (request.Kind == PathKind.Metadata)
            {
                digests.Ask(request.Route.Format, request.PathInRepository, request.PublicPath);
            }

            decision = Decide(context.Request.Headers, request, isGet);
        }
        catch (Exception bug)
        {
            // Our bug must not become a failed upgrade: the origin has every file.
            Log.DecisionFailed(logger, bug, request.Route.Id);
            decision = MirrorSelector.ToOrigin(request.ToSelection());
        }

        if (decision.BaseUrl is null)
        {
            metrics.Refused("https");
            return PlainAnswers.NoHttpsAsync(context);
        }

        metrics.Redirected(request.Route, decision);
        Write(context.Response, request, decision);
        return Task.CompletedTask;
    }

    private RedirectDecision Decide(IHeaderDictionary headers, in RepositoryRequest request, bool isGet)
    {
        if (request.Kind is not (PathKind.Package or PathKind.PackageSignature or PathKind.InstallerImage))
        {
            return MirrorSelector.Decide(request.Snapshot, request.ToSelection());
        }

        var counts = isGet && headers.Range.Count == 0;
        var userAgent = headers.UserAgent;
        var lookup = repeats.Look(request.Address, userAgent.Count > 0 ? userAgent[0] : "", request.Path, counts);
        if (lookup.BlamedTag != 0) metrics.Complained(request.Route, lookup.BlamedTag);
        var decision = MirrorSelector.Decide(request.Snapshot, request.ToSelection(lookup.Attempt, lookup.Avoided));
        if (counts) repeats.Remember(lookup, decision.Candidate?.Mirror);
        return decision;
    }

    private static void Write(HttpResponse response, in RepositoryRequest request, in RedirectDecision decision)
    {
        response.StatusCode = StatusCodes.Status302Found;
        response.ContentLength = 0;
        var headers = response.Headers;
        headers.Location = string.Concat(decision.BaseUrl, request.Tail);
        headers["X-Mirror"] = decision.Candidate is { } candidate ? candidate.Mirror.Id : OriginLabel;
        headers["X-Mirror-Reason"] = decision.Reason.ToWord();
        headers.CacheControl = decision.Reason == DecisionReason.OriginMetadata ? MetadataCaching : PackageCaching;
        if (decision.Candidate is null) return;
        headers.Vary = VaryByProto;
        if (LinkHeader.Of(decision, request) is { } link) headers.Link = link;
    }

    private static bool HasBody(HttpRequest request) =>
        request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;

    private static partial class Log
    {
        [LoggerMessage(
            LogEvents.DecisionFailed,
            LogLevel.Error,
            "A decision for {Repository} failed and the origin answered. This is a bug, please report it")]
        public static partial void DecisionFailed(ILogger logger, Exception bug, string repository);
    }
}
