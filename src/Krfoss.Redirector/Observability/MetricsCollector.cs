using System.Diagnostics.Metrics;
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

    private readonly Lock _gate = new();
    private readonly PrometheusText _text = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly CrawlMetrics _crawl;
    private readonly TrafficMetrics _traffic;

    public MetricsCollector(StateMetrics state, CrawlMetrics crawl, TrafficMetrics traffic, IMeterFactory meters)
    {
        // The meters must exist before the provider is asked; the state's are made with it.
        ArgumentNullException.ThrowIfNull(state);
        _crawl = crawl;
        _traffic = traffic;
        _reader = new(_text) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Krfoss.Redirector.*")
            .AddView(instrument => StreamOf(instrument, meters))
            .AddReader(_reader)
            .Build();
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
        : null;

    public void Dispose()
    {
        _provider.Dispose();
        _reader.Dispose();
        _text.Dispose();
    }
}
