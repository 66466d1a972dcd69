using System.Diagnostics.Metrics;
using Krfoss.Redirector.Observability.Tracing;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Krfoss.Redirector.Observability;

/// <summary>Collects every meter of the program when it is scraped.</summary>
internal sealed class MetricsCollector : IDisposable
{
    // Mirrors × repositories × reasons of a large network; OpenTelemetry's default of 2,000 would fold series together.
    // The room is taken at once, so only these get it.
    private const int MaxRedirectSeries = 20_000;
    private const string RedirectSeries = "krfoss_redirects";
    private const string WebServerMeter = "Microsoft.AspNetCore.Server.Kestrel";

    private readonly Lock _gate = new();
    private readonly PrometheusText _text = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly CrawlMetrics _crawl;
    private readonly TrafficMetrics _traffic;

    public MetricsCollector(
        StateMetrics state,
        ProcessMetrics process,
        CrawlMetrics crawl,
        TrafficMetrics traffic,
        IMeterFactory meters,
        OtlpOptions? otlp = null)
    {
        // The meters must exist before the provider is asked; those of state and process are made with them.
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(process);
        _crawl = crawl;
        _traffic = traffic;
        _reader = new(_text) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        var builder = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(TraceExport.Describe)
            .AddMeter("Krfoss.Redirector.*", WebServerMeter)
            .AddView(instrument => StreamOf(instrument, meters))
            .AddReader(_reader);
        if (otlp is not null) builder.AddOtlpExporter(exporter => otlp.Apply(exporter, "metrics"));
        _provider = builder.Build();
    }

    public string Scrape()
    {
        lock (_gate)
        {
            _reader.Collect();
            _crawl.Write(_text);
            _traffic.Write(_text);
            return _text.Take();
        }
    }

    // Meters are found by name in the whole process; those of another program in it, as in tests, are not ours.
    private static MetricStreamConfiguration? StreamOf(Instrument instrument, IMeterFactory meters) =>
        !ReferenceEquals(instrument.Meter.Scope, meters) ? MetricStreamConfiguration.Drop
        : instrument.Name == RedirectSeries ? new() { CardinalityLimit = MaxRedirectSeries }
        : instrument.Meter.Name == WebServerMeter ? OfWebServer(instrument.Name)
        : null;

    /// <summary>Of the web server's own instruments the two that tell of overload, without its labels.</summary>
    private static MetricStreamConfiguration OfWebServer(string name) => name switch
    {
        "kestrel.active_connections" => new() { Name = "krfoss_connections", TagKeys = [] },
        "kestrel.rejected_connections" => new() { Name = "krfoss_connections_rejected", TagKeys = [] },
        _ => MetricStreamConfiguration.Drop,
    };

    public void Dispose()
    {
        _provider.Dispose();
        _reader.Dispose();
        _text.Dispose();
    }
}
