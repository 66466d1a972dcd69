using System.Globalization;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Registry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Status;

/// <summary>
/// What was observed: a mirror's checks, from the registry, and how fresh a repository's mirrors are, from memory.
/// </summary>
internal static class ObservationEndpoints
{
    private const int UsualChecks = 50;
    private const int MostChecks = 500;

    public static void MapObservations(this RouteGroupBuilder api)
    {
        api.MapGet("/mirrors/{id}/checks", Checks)
            .WithName("listChecks").WithSummary("The latest checks of a public mirror, newest first.")
            .WithDescription("limit: how many, from 1 to 500; 50 if nothing is said.")
            .Produces<CheckJson[]>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("/repositories/{id}/freshness", Freshness)
            .WithName("getFreshness").WithSummary("What the origin published, and which mirror shows how much of it.")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<CheckJson[]>, ProblemHttpResult>> Checks(
        string id,
        [FromQuery] string? limit,
        SnapshotStore snapshots,
        MirrorRegistry registry,
        CancellationToken cancellation)
    {
        if (snapshots.Current.FindMirror(id) is not { Definition.Private: false }) return ApiProblems.NoMirror();
        var count = UsualChecks;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count)
            || count is < 1 or > MostChecks))
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, $"limit= is a number from 1 to {MostChecks}.");
        }

        var answer = await registry.ReadChecksAsync(id, count, cancellation);
        return answer.IsAvailable
            ? TypedResults.Ok<CheckJson[]>([.. answer.Get().Select(CheckJson.Of)])
            : ApiProblems.NoRegistry("the checks");
    }

    private static Results<Ok<FreshnessJson>, ProblemHttpResult> Freshness(
        string id, SnapshotStore snapshots, OriginMemory origins, OriginReach reach, CrawlReports reports) =>
        snapshots.Current.FindRepository(id) is { } route
            ? TypedResults.Ok(FreshnessJson.Of(
                route,
                reach.StateOf(route.Definition),
                origins.RootsOf(route.Id).Select(memory => memory.Publication),
                reports.Copies()))
            : ApiProblems.NoRepository();
}
