using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Requests;

/// <summary>Entity tags of answers that are made anew each time: a digest of their bytes.</summary>
internal static class EntityTags
{
    private const int Characters = 32;

    public static EntityTagHeaderValue Of(ReadOnlySpan<byte> body) =>
        new($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..Characters]}\"");

    /// <summary>True where the client says that it has this.</summary>
    public static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(known =>
            known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));

    /// <summary>Writes a whole text that is asked for again and again: with its tag, to who lacks it.</summary>
    public static Task WriteAsync(HttpContext context, string contentType, byte[] body)
    {
        var tag = Of(body);
        var response = context.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (IsKnown(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }
}
