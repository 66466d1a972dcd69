using System.Text.Encodings.Web;
using System.Text.Unicode;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Status.Archweb;
using Krfoss.Redirector.Status.Door;
using Krfoss.Redirector.Status.History;
using Krfoss.Redirector.Status.Traffic;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Status;

/// <summary>
/// <c>/api/v1</c>: what is declared and observed, and how requests are decided, as JSON for everybody's programs, and
/// its description at <c>/openapi/v1.json</c>. Only the question for checks waits for the registry; all others read
/// memory. Private mirrors do not exist here.
/// </summary>
internal static class ApiEndpoints
{
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton<PublicHistory>()
        .AddSingleton<RecentChecks>()
        .AddSingleton<MirrorFiles>()
        .ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            json.SerializerOptions.WriteIndented = true;
        })
        .AddOpenApi("v1", ApiDescription.Set);

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").WithTags("v1").AddEndpointFilter(Open);
        api.MapGet("/mirrors", Mirrors)
            .WithName("listMirrors").WithSummary("All public mirrors, as declared and as we see them.");
        api.MapGet("/mirrors/{id}", Mirror)
            .WithName("getMirror").WithSummary("One public mirror.").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/repositories", Repositories)
            .WithName("listRepositories").WithSummary("All repositories with their origins and public mirrors.");
        api.MapObservations();
        api.MapStatistics();
        api.MapEvents();
        api.MapMirrorStatus();
        api.MapGet("/explain", Explain)
            .WithName("explain").WithSummary("Which mirror a client gets for a path, and why.")
            .WithDescription("path: as a client asks for it. ip: for operators alone. scheme: http or https.")
            .Produces<ExplanationJson>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound);
        app.MapOpenApi().AddEndpointFilter(Open);
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        var files = app.Services.GetRequiredService<MirrorFiles>();
        app.MapMethods("/mirrors/{id}/feed.atom", methods, files.FeedAsync).ExcludeFromDescription();
        app.MapMethods("/mirrors/{id}/badge.svg", methods, files.BadgeAsync).ExcludeFromDescription();
    }

    /// <summary>Before routing, so that what routing refuses has the same shape.</summary>
    public static void UseApiDoor(this WebApplication app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal),
        door => door.UseMiddleware<ApiDoor>());

    // Proxies ask each time; the entity tag makes that cheap.
    private static ValueTask<object?> Open(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        return next(context);
    }

    private static Ok<MirrorJson[]> Mirrors(SnapshotStore snapshots, CrawlReports reports)
    {
        var snapshot = snapshots.Current;
        return TypedResults.Ok<MirrorJson[]>([.. snapshot.Mirrors
            .Where(mirror => !mirror.Definition.Private)
            .Select(mirror => MirrorJson.Of(mirror, snapshot, reports))]);
    }

    private static Results<Ok<MirrorJson>, ProblemHttpResult> Mirror(
        string id, SnapshotStore snapshots, CrawlReports reports)
    {
        var snapshot = snapshots.Current;
        return snapshot.FindMirror(id) is { Definition.Private: false } mirror
            ? TypedResults.Ok(MirrorJson.Of(mirror, snapshot, reports))
            : ApiProblems.NoMirror();
    }

    private static Ok<RepositoryJson[]> Repositories(SnapshotStore snapshots) =>
        TypedResults.Ok<RepositoryJson[]>([.. snapshots.Current.Repositories.Select(RepositoryJson.Of)]);

    private static Results<Ok<ExplanationJson>, ProblemHttpResult> Explain(
        HttpContext context,
        RequestResolver resolver,
        ClientAddress clients,
        [FromQuery] string? path,
        [FromQuery] string? ip,
        [FromQuery] string? scheme)
    {
        if (string.IsNullOrEmpty(path))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "Say path=, as a client asks for it.");
        if (scheme is not (null or "http" or "https"))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "scheme= is http or https.");
        var isOperator = clients.MayAskForOthers(context);
        var client = clients.Of(context);
        var address = client.Address;
        if (ip is not null && !isOperator)
            return ApiProblems.Of(StatusCodes.Status403Forbidden, "ip= is for operators and trusted proxies.");
        if (ip is not null && !IpNumber.TryParse(ip, out address))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "ip= is no IP address.");

        var isHttps = scheme is null ? client.IsHttps : scheme == "https";
        var target = path.StartsWith('/') ? path : "/" + path;
        return resolver.Resolve(target, address, isHttps, out var request, out var refusal) switch
        {
            TargetClass.Unsafe => ApiProblems.Of(StatusCodes.Status400BadRequest, $"path=: {refusal}."),
            TargetClass.Elsewhere => ApiProblems.Of(StatusCodes.Status404NotFound, "path= lies in no repository."),
            _ => TypedResults.Ok(ExplanationJson.Of(
                Explainer.Explain(request.Snapshot, request.ToSelection()).For(isOperator), request)),
        };
    }
}
