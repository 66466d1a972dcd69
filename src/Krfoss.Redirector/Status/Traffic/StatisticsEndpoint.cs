using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Status.Traffic;

/// <summary><c>/api/v1/statistics</c>: what was counted, from the registry, as JSON or CSV.</summary>
internal static class StatisticsEndpoint
{
    private const string Csv = "text/csv";

    public static void MapStatistics(this RouteGroupBuilder api) => api.MapGet("/statistics", Statistics)
        .WithName("getStatistics").WithSummary("Redirects and estimated bytes by day, in Korea's time.")
        .WithDescription(
            "from, to: days, 2026-11-25; the last 30 if nothing is said. by: day, repository, mirror, network, region, "
            + "country or client. mirror, repository: this one alone. format: json or csv. A file that a client asks "
            + "for again within a minute, or in pieces, is counted once. Cells of a day with fewer than 5 redirects "
            + "are summed up under (other). What was counted last is here a minute later.")
        .Produces<StatisticsJson>()
        .Produces(StatusCodes.Status200OK, contentType: Csv)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<StatisticsJson>, ContentHttpResult, ProblemHttpResult>> Statistics(
        HttpContext context,
        [AsParameters] TrafficQuestions asked,
        [FromQuery] string? format,
        SnapshotStore snapshots,
        MirrorRegistry registry,
        TimeProvider time,
        CancellationToken cancellation)
    {
        if (format is not (null or "json" or "csv"))
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "format= is json or csv.");
        if (asked.Read(snapshots.Current, time.GetUtcNow(), out var problem) is not { } question)
            return ApiProblems.Of(StatusCodes.Status400BadRequest, problem);
        var answer = await registry.ReadTalliesAsync(question, cancellation);
        if (!answer.IsAvailable) return ApiProblems.NoRegistry("the counts");
        var json = StatisticsJson.Of(TrafficReport.Of(question, answer.Get()));
        context.Response.Headers.Vary = "Accept";
        var isCsv = format == "csv" || (format is null && WantsCsv(context.Request));
        return isCsv
            ? TypedResults.Text(json.ToCsv(), $"{Csv}; charset=utf-8; header=present")
            : TypedResults.Ok(json);
    }

    private static bool WantsCsv(HttpRequest request) =>
        request.Headers.Accept.ToString().StartsWith(Csv, StringComparison.OrdinalIgnoreCase);
}
