using Microsoft.AspNetCore.Http.HttpResults;

namespace Krfoss.Redirector.Status;

/// <summary>What went wrong with a question, as RFC 9457 says it.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(
        detail, statusCode: status, type: "about:blank");

    /// <param name="what">What the registry keeps that was asked for.</param>
    public static ProblemHttpResult NoRegistry(string what) => Of(
        StatusCodes.Status503ServiceUnavailable,
        $"The registry, which keeps {what}, does not answer right now. Redirects go on without it.");

    public static ProblemHttpResult NoRepository() => Of(
        StatusCodes.Status404NotFound, "There is no repository of this id; /api/v1/repositories lists them.");

    public static ProblemHttpResult NoMirror() =>
        Of(StatusCodes.Status404NotFound, "There is no mirror of this id; /api/v1/mirrors lists them.");
}
