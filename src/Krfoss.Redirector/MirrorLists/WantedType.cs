using Microsoft.AspNetCore.Http.Headers;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// What <c>Accept</c> prefers between our default and one other form. Only a form that is named counts: <c>*/*</c> and
/// no header at all mean the default, which is text.
/// </summary>
internal static class WantedType
{
    public static bool IsHtml(HttpRequest request) => Wants(request, "text/html");

    public static bool IsJson(HttpRequest request) => Wants(request, "application/json");

    private static bool Wants(HttpRequest request, string mediaType) =>
        QualityOf(request.GetTypedHeaders(), mediaType) is > 0 and var wanted
        && wanted >= QualityOf(request.GetTypedHeaders(), "text/plain");

    private static double QualityOf(RequestHeaders headers, string mediaType)
    {
        foreach (var accepted in headers.Accept)
        {
            if (accepted.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)) return accepted.Quality ?? 1;
        }

        return 0;
    }
}
