using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Observability.Tracing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// <c>/healthz/live</c>, <c>/healthz/ready</c>, <c>/version</c>, <c>/metrics</c>. Ready means: send me requests. A
/// registry or geo data that is away is said, but is no reason to stop sending: redirects go on without either.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] GetAndHead = ["GET", "HEAD"];

    public static void AddObservability(this WebApplicationBuilder builder)
    {
        OperatorsDoor.Add(builder);
        TraceExport.Add(builder);
        builder.Services
            .AddMetrics()
            .AddSingleton<ProcessMetrics>()
            .AddSingleton<StateMetrics>()
            .AddSingleton<CrawlMetrics>()
            .AddSingleton<TrafficMetrics>()
            .AddSingleton<MetricsCollector>()
            .AddSingleton<Draining>()
            .AddHostedService(provider => provider.GetRequiredService<Draining>())
            .AddHostedService<StartLines>();
    }

    public static void UseTraces(this WebApplication app) => TraceExport.Use(app);

    public static void MapObservability(this WebApplication app)
    {
        // Made now, not at the first scrape: counters count from the start.
        var metrics = app.Services.GetRequiredService<MetricsCollector>();
        // HEAD too: many load balancers check with it.
        app.MapMethods("/healthz/live", GetAndHead, () => TypedResults.Text("live\n"));
        app.MapMethods("/healthz/ready", GetAndHead, Ready);
        app.MapMethods("/version", GetAndHead, () =>
            TypedResults.Json(new Product("Krfoss.Redirector", ProductVersion.Current)));
        app.MapMethods("/metrics", GetAndHead, (HttpContext context, OperatorsDoor door) => door.Admits(context)
            ? Results.Text(metrics.Scrape(), PrometheusText.ContentType)
            : Results.NotFound());
    }

    private static IResult Ready(
        HttpContext context,
        OperatorsDoor door,
        Draining draining,
        CatalogWatcher catalog,
        MirrorRegistry registry,
        GeoStore geo,
        SnapshotStore snapshots)
    {
        var isReady = !draining.IsDraining;
        var status = isReady ? "ready" : "draining";
        var code = isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        if (!door.Admits(context)) return TypedResults.Json(new BareReadiness(status), statusCode: code);
        var readiness = new Readiness(
            status,
            catalog.Status is { LastReloadFailed: true }
                ? "the files are refused, the last good catalog is served"
                : "ok",
            registry.Status.Available ? "ok" : "unavailable",
            geo.Status.Missing.Count > 0
                ? $"missing: {string.Join(", ", geo.Status.Missing.Select(f => f.Role))}"
                : "ok",
            snapshots.Current.Revision);
        return TypedResults.Json(readiness, statusCode: code);
    }

    private sealed record Product(string Name, string Version);

    private sealed record BareReadiness(string Status);

    private sealed record Readiness(string Status, string Catalog, string Registry, string Geo, long SnapshotRevision);
}
