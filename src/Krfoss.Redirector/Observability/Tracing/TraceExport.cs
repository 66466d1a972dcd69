using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Krfoss.Redirector.Observability.Tracing;

/// <summary>
/// Sends traces to a collector where one is configured: a share of the requests, and the workers' looks and checks.
/// They wait in a bounded queue; a collector that is away costs those that do not fit, and nothing else.
/// </summary>
internal static class TraceExport
{
    public const string ServiceName = "krfoss-redirector";

    private const string RequestSource = "Microsoft.AspNetCore";

    public static void Add(WebApplicationBuilder builder)
    {
        if (OtlpOptions.From(builder.Configuration) is not { } options) return;
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(Traces.SourceName, RequestSource)
            .SetSampler(new ShareOfRequests(options.RequestShare))
            .AddOtlpExporter(exporter => options.Apply(exporter, "traces"))
            .Build());
    }

    public static void Describe(ResourceBuilder resource) =>
        resource.AddService(ServiceName, serviceVersion: ProductVersion.Current);

    /// <summary>First in the pipeline; where nothing is sent, it is not in the pipeline at all.</summary>
    public static void Use(WebApplication app)
    {
        // Made now: a source without a listener makes no spans.
        if (app.Services.GetService<TracerProvider>() is not null) app.UseMiddleware<RequestSpans>();
    }
}
