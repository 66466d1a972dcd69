using System.Text;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// Writes a list: always 200 with the whole body, since apt asks with Range and If-Range and cannot bear a redirect
/// here. Never kept by a cache: the next client may be somewhere else.
/// </summary>
internal static class ListAnswers
{
    public const string Text = "text/plain; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";
    public const string Json = "application/json; charset=utf-8";
    public const string Metalink3 = "application/metalink+xml; charset=utf-8";
    public const string Metalink4 = "application/metalink4+xml; charset=utf-8";

    public static Task WriteAsync(HttpContext context, string contentType, string body) =>
        WriteAsync(context, contentType, Encoding.UTF8.GetBytes(body));

    public static Task WriteAsync(
        HttpContext context, string contentType, byte[] body, int status = StatusCodes.Status200OK)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "private, no-cache, no-store";
        response.Headers.Vary = "Accept, X-Forwarded-Proto";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    public static Task NotOurRepositoryAsync(HttpContext context, string format) => PlainAnswers.WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        $"Not Found: no repository of this name has the format {format}",
        $"이 이름의 {format} 저장소가 없습니다");

}
