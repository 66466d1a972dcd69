using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.WebUtilities;

namespace Krfoss.Redirector.Requests;

/// <summary>Refusals for programs, as RFC 9457 says them: the one shape of every error under <c>/api</c>.</summary>
internal static class ProblemAnswers
{
    public const string ContentType = "application/problem+json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="detailKo">The same in Korean; null = only English is told.</param>
    public static Task WriteAsync(
        HttpContext context, int status, string? detail = null, string? detailKo = null)
    {
        var title = ReasonPhrases.GetReasonPhrase(status);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new Problem("about:blank", title, status, detail ?? Usual(status), detailKo), Options);
        var response = context.Response;
        response.StatusCode = status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static string Usual(int status) => status switch
    {
        StatusCodes.Status404NotFound => "There is nothing at this path; /openapi/v1.json lists what there is.",
        StatusCodes.Status405MethodNotAllowed => "This path does not know this method; see Allow.",
        StatusCodes.Status400BadRequest => "The question cannot be read.",
        StatusCodes.Status500InternalServerError => "This is a bug of ours. Redirects go on without the API.",
        _ => "The question cannot be answered.",
    };

    private sealed record Problem(string Type, string Title, int Status, string Detail, string? DetailKo);
}
