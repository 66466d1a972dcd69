using System.Globalization;
using System.Text;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// Writes collected metrics in Prometheus' text exposition format 0.0.4. The aggregation is OpenTelemetry's; its own
/// Prometheus exporter is not among the packages we can have.
/// </summary>
internal sealed class PrometheusText : BaseExporter<Metric>
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();

    /// <summary>The text of the last collection; taken under the collector's lock.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        foreach (var metric in batch)
        {
            var isCounter = metric.MetricType.IsSum()
                && metric.MetricType is not (MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic);
            var name = isCounter ? metric.Name + "_total" : metric.Name;
            _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(metric.Description)).Append('\n');
            _text.Append("# TYPE ").Append(name).Append(isCounter ? " counter\n" : " gauge\n");
            foreach (ref readonly var point in metric.GetMetricPoints()) AppendPoint(name, metric.MetricType, point);
        }

        return ExportResult.Success;
    }

    /// <summary>Adds a metric that was not collected; nothing where it has no values.</summary>
    /// <param name="name">As it is written: counters end in <c>_total</c>.</param>
    public void Append(string name, string description, bool isCounter, IEnumerable<MetricSample> samples)
    {
        MetricSample[] all = [.. samples];
        if (all.Length == 0) return;
        _text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(description)).Append('\n');
        _text.Append("# TYPE ").Append(name).Append(isCounter ? " counter\n" : " gauge\n");
        foreach (var sample in all)
        {
            _text.Append(name);
            if (sample.Labels.Count > 0)
            {
                _text.Append('{')
                    .AppendJoin(',', sample.Labels.Select(label => $"{label.Name}=\"{EscapeLabel(label.Value)}\""))
                    .Append('}');
            }

            _text.Append(' ').Append(CultureInfo.InvariantCulture, $"{sample.Value}").Append('\n');
        }
    }

    private void AppendPoint(string name, MetricType type, in MetricPoint point)
    {
        _text.Append(name);
        var separator = '{';
        foreach (var (key, value) in point.Tags)
        {
            _text.Append(separator).Append(key).Append("=\"")
                .Append(EscapeLabel(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")).Append('"');
            separator = ',';
        }

        if (separator == ',') _text.Append('}');
        _text.Append(' ').Append(CultureInfo.InvariantCulture, $"{ValueOf(type, point)}").Append('\n');
    }

    private static double ValueOf(MetricType type, in MetricPoint point) => type switch
    {
        MetricType.LongSum or MetricType.LongSumNonMonotonic => point.GetSumLong(),
        MetricType.DoubleSum or MetricType.DoubleSumNonMonotonic => point.GetSumDouble(),
        MetricType.LongGauge => point.GetGaugeLastValueLong(),
        MetricType.DoubleGauge => point.GetGaugeLastValueDouble(),
        _ => throw new NotSupportedException($"No metric of this program is a {type}."),
    };

    private static string EscapeHelp(string text) => text.Replace("\\", "\\\\").Replace("\n", "\\n");

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"");
}
