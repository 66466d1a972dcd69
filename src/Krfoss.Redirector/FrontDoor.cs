using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Site.Answers;

namespace Krfoss.Redirector;

/// <summary>
/// How the web server stands towards strangers: limits, addresses, and the answer for paths that are nothing.
/// </summary>
internal static class FrontDoor
{
    private const int MaxConnections = 20_000;
    private const int MaxRequestLineBytes = 4_096;
    private const int MaxHeadersBytes = 16_384;
    private const int MaxHeaders = 50;
    private const long MaxFormBytes = 65_536;

    // After draining: one client that never finishes its request must not keep the next process from the port.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.AllowSynchronousIO = false;
            kestrel.Limits.MaxConcurrentConnections = MaxConnections;
            kestrel.Limits.MaxRequestLineSize = MaxRequestLineBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeadersBytes;
            kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
            kestrel.Limits.MaxRequestBodySize = MaxFormBytes;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        });
        builder.Services.AddOptions<HostOptions>().Configure<RedirectorOptions>((host, options) =>
        {
            host.ShutdownTimeout = options.DrainTime + StopTime;

            // A worker that fails is told of in the log; redirects do not depend on it.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        var configuration = builder.Configuration;
        if (string.IsNullOrEmpty(configuration["urls"])
            && string.IsNullOrEmpty(configuration["http_ports"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(RedirectorHost.DefaultUrl);
        }
    }

    /// <summary>
    /// Last in the pipeline, so that what no endpoint knows gets an answer with a body: browsers a page, others a line.
    /// </summary>
    public static void UseNotFound(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is not null) return next(context);
        if (!ErrorPages.WantsPage(context.Request)) return PlainAnswers.NotFoundAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
