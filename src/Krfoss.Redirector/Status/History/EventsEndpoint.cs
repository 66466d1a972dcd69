using System.Globalization;
using Krfoss.Redirector.Core.Snapshots;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Status.History;

/// <summary><c>/api/v1/events</c>: what happened, newest first.</summary>
internal static class EventsEndpoint
{
    private const int UsualEvents = 100;
    private const int MostEvents = 1_000;

    public static void MapEvents(this RouteGroupBuilder api) => api.MapGet("/events", Events)
        .WithName("listEvents").WithSummary("Changes of mirrors' states and of what is declared, newest first.")
        .WithDescription(
            "mirror, repository: about this one alone. since: a time, 2026-11-25T00:00:00Z. "
            + "limit: how many, from 1 to 1000; 100 if nothing is said.")
        .Produces<EventJson[]>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<EventJson[]>, ProblemHttpResult>> Events(
        [FromQuery] string? mirror,
        [FromQuery] string? repository,
        [FromQuery] string? since,
        [FromQuery] string? limit,
        SnapshotStore snapshots,
        PublicHistory history,
        CancellationToken cancellation)
    {
        var snapshot = snapshots.Current;
        if (mirror is not null && snapshot.FindMirror(mirror) is not { Definition.Private: false })
            return ApiProblems.NoMirror();
        if (repository is not null && snapshot.FindRepository(repository) is null) return ApiProblems.NoRepository();
        var count = UsualEvents;
        if (limit is not null && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out count)
            || count is < 1 or > MostEvents))
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, $"limit= is a number from 1 to {MostEvents}.");
        }

        DateTimeOffset? from = null;
        if (since is not null)
        {
            if (!DateTimeOffset.TryParse(
                since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                return ApiProblems.Of(StatusCodes.Status400BadRequest, "since= is a time, 2026-11-25T00:00:00Z.");
            }

            from = time.ToUniversalTime();
        }

        return await history.ReadAsync(count, cancellation, mirror, repository, from) is { } events
            ? TypedResults.Ok<EventJson[]>([.. events])
            : ApiProblems.NoRegistry("the history");
    }
}
