using Krfoss.Redirector.Observability;
using Krfoss.Redirector.Observability.Tracing;
using Krfoss.Redirector.Redirect.Wire;
using Krfoss.Redirector.Requests;
using Krfoss.Redirector.Site.Answers;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Krfoss.Redirector;

/// <summary>
/// How the web server stands towards strangers: limits, addresses, and the answer for paths that are nothing.
/// </summary>
internal static class FrontDoor
{
    /// <summary>Read by .NET once, before the first socket of the process is opened.</summary>
    public const string InlineVariable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private const int MaxConnections = 20_000;
    private const int MaxRequestLineBytes = 4_096;
    private const int MaxHeadersBytes = 16_384;
    private const int MaxHeaders = 50;
    private const long MaxFormBytes = 65_536;

    /// <summary>How long a connection may be without a request.</summary>
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);

    // After draining: one client that never finishes its request must not keep the next process from the port.
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(5);

    private static bool AnswersInline => Environment.GetEnvironmentVariable(InlineVariable) == "1";

    /// <summary>
    /// Lets a redirect be read, decided and written on the thread that waits for the sockets, without a detour over the
    /// pool, which costs more than the redirect. First in the program; an operator's own value of the variable stays.
    /// </summary>
    public static void AnswerInline()
    {
        if (Environment.GetEnvironmentVariable(InlineVariable) is null)
            Environment.SetEnvironmentVariable(InlineVariable, "1");
    }

    public static void AddFrontDoor(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
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
            kestrel.Limits.KeepAliveTimeout = KeepAlive;

            // A log or traces of requests are made from what the web server knows of them: it has to see them all then.
            if (RequestLogSetting.From(configuration) == RequestLogMode.Off
                && OtlpOptions.From(configuration) is not { RequestShare: > 0 })
            {
                kestrel.ConfigureEndpointDefaults(WireRedirects.StandBefore);
            }
        });
        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            sockets.UnsafePreferInlineScheduling = AnswersInline;

            // One call to the kernel less for each request, for a page of memory more on each connection that waits.
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        builder.Services.AddOptions<HostOptions>().Configure<RedirectorOptions>((host, options) =>
        {
            host.ShutdownTimeout = options.DrainTime + StopTime;

            // A worker that fails is told of in the log; redirects do not depend on it.
            host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
        if (string.IsNullOrEmpty(configuration["urls"])
            && string.IsNullOrEmpty(configuration["http_ports"])
            && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(RedirectorHost.DefaultUrl);
        }
    }

    /// <summary>
    /// Everything behind this runs on the pool. A page may take its time there; on the sockets' thread, all redirects
    /// would take it with it.
    /// </summary>
    public static void UsePool(this WebApplication app) => app.Use(next => async context =>
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await next(context);
    });

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
