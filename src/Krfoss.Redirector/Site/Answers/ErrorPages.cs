using Krfoss.Redirector.Site.Languages;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Site.Answers;

/// <summary>
/// Gives browsers a page in place of an empty refusal: the request goes through the pages once more, as one for
/// <see cref="Path"/>. Stands behind the redirects, so that a repository path never meets it.
/// </summary>
internal sealed class ErrorPages(RequestDelegate next)
{
    public const string Path = "/not-found";

    private const string StatusKey = nameof(ErrorPages);

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var (request, response) = (context.Request, context.Response);
        if (response.HasStarted
            || response.StatusCode is < 400 or >= 500
            || response.ContentLength is not null
            || response.ContentType is not null
            || request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || !WantsPage(request))
        {
            return;
        }

        var (path, status, method) = (request.Path, response.StatusCode, request.Method);
        var language = LanguageChoice.OfPath(path.Value ?? "/", out _);
        context.Items[StatusKey] = status;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            request.Path = (language is { } known ? "/" + known.Code() : "") + Path;
            request.Method = HttpMethods.IsHead(method) ? method : HttpMethods.Get;
            await next(context);
        }
        finally
        {
            (request.Path, request.Method) = (path, method);
        }
    }

    /// <summary>The status that the page is shown for.</summary>
    public static int StatusOf(HttpContext context) =>
        context.Items.TryGetValue(StatusKey, out var status) ? (int)status! : StatusCodes.Status404NotFound;

    /// <summary>True for who names HTML; a package client or a script does not.</summary>
    public static bool WantsPage(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var types)
        && types.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
