using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Krfoss.Redirector.Observability.Tracing;

/// <summary>
/// Says on a request's span what was answered. Names of OpenTelemetry's HTTP conventions; the client's address is not
/// among them, nor the query, which may hold a key.
/// </summary>
internal sealed class RequestSpans(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is not { IsAllDataRequested: true })
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            Describe(span, context);
        }
        catch (Exception e)
        {
            span.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
    }

    private static void Describe(Activity span, HttpContext context)
    {
        var headers = context.Response.Headers;
        var mirror = headers["X-Mirror"].ToString();
        span.DisplayName = mirror.Length > 0 ? $"{context.Request.Method} redirect" : context.Request.Method;
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        span.SetTag("url.path", LogText.Escaped(context.Request.Path.Value ?? ""));
        if (mirror.Length == 0) return;
        span.SetTag("krfoss.mirror", mirror);
        span.SetTag("krfoss.reason", headers["X-Mirror-Reason"].ToString());
    }
}
