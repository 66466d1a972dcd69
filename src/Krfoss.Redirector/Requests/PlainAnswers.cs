using System.Text;

namespace Krfoss.Redirector.Requests;

/// <summary>Short refusals in English and Korean. Every one has a body: apt gives up at once on an empty one.</summary>
internal static class PlainAnswers
{
    public static Task WriteAsync(HttpContext context, int status, string english, string korean)
    {
        if (status >= StatusCodes.Status400BadRequest && IsForPrograms(context.Request.Path))
        {
            // Programs read every refusal in one shape; the title stands in front of the colon.
            return ProblemAnswers.WriteAsync(
                context, status, english[(english.IndexOf(": ", StringComparison.Ordinal) + 2)..], korean);
        }

        var body = Encoding.UTF8.GetBytes($"{status} {english}\n{korean}\n");
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal)
        || path.StartsWithSegments("/openapi", StringComparison.Ordinal);

    public static Task NotFoundAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        "Not Found: no repository and no page at this path",
        "이 경로에는 저장소도 페이지도 없습니다");

    public static Task BadRequestAsync(HttpContext context, string reason)
    {
        // What such a client sends next cannot be trusted to be where a request begins.
        context.Response.Headers.Connection = "close";
        return WriteAsync(
            context, StatusCodes.Status400BadRequest, $"Bad Request: {reason}", "안전하지 않거나 잘못된 요청입니다");
    }

    public static Task MethodNotAllowedAsync(HttpContext context)
    {
        context.Response.Headers.Allow = "GET, HEAD";
        return WriteAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            "Method Not Allowed: GET or HEAD",
            "GET 또는 HEAD만 사용할 수 있습니다");
    }

    public static Task NoHttpsAsync(HttpContext context) => WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        "Not Found: this repository cannot be had over https; ask over http",
        "이 저장소는 https로 제공되지 않습니다. http로 요청해 주세요");
}
