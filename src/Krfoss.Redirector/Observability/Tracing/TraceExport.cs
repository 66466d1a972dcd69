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
        string[] sources = options.RequestShare > 0 ? [Traces.SourceName, RequestSource] : [Traces.SourceName];
        builder.Services.AddSingleton(_ => Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(Describe)
            .AddSource(sources)
            .SetSampler(new ShareOfRequests(options.RequestShare))
            .AddOtlpExporter(exporter => options.Apply(exporter, "traces"))
            .Build());
    }

    public static void Describe(ResourceBuilder resource) =>
        resource.AddService(ServiceName, serviceVersion: ProductVersion.Current);

    /// <summary>First in the pipeline; where no request is traced, it is not in the pipeline at all.</summary>
    public static void Use(WebApplication app)
    {
        // Made now: a source without a listener makes no spans.
        _ = app.Services.GetService<TracerProvider>();
        if (app.Services.GetService<OtlpOptions>() is { RequestShare: > 0 }) app.UseMiddleware<RequestSpans>();
    }
}
