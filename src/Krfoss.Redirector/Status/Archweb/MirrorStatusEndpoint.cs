using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Reports;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Status.Archweb;

/// <summary><c>/api/v1/mirrors/status.json</c>: what programs for Arch's mirrors read.</summary>
internal static class MirrorStatusEndpoint
{
    public static void MapMirrorStatus(this RouteGroupBuilder api) => api.MapGet("/mirrors/status.json", Status)
        .WithName("getMirrorStatus").WithSummary("The mirrors of one repository, in the form of archweb's status.")
        .WithDescription("repository: an id; the first one of pacman's form if nothing is said.")
        .Produces<MirrorStatusJson>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<MirrorStatusJson>, ProblemHttpResult>> Status(
        [FromQuery] string? repository,
        SnapshotStore snapshots,
        CrawlReports reports,
        CrawlOptions crawl,
        RecentChecks checks,
        CancellationToken cancellation)
    {
        var snapshot = snapshots.Current;
        var route = repository is null
            ? snapshot.Repositories.FirstOrDefault(one => one.Format == RepositoryFormat.Pacman)
            : snapshot.FindRepository(repository);
        if (route is null) return ApiProblems.NoRepository();
        string[] mirrors = [.. route.Candidates.Select(candidate => candidate.Mirror)
            .Where(mirror => !mirror.Definition.Private).Select(mirror => mirror.Id)];
        if (await checks.OfAsync(route.Id, mirrors, cancellation) is not { } sums)
            return ApiProblems.NoRegistry("the checks");
        var site = snapshot.Catalog.Site.Url?.AbsoluteUri.TrimEnd('/') ?? "";
        return TypedResults.Ok(MirrorStatusJson.Of(
            route, site, [.. reports.Copies()], sums, (int)crawl.Health.Interval.TotalSeconds));
    }
}
