using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Observability;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Krfoss.Redirector.Tests.Observability;

public sealed class PrometheusTextTests
{
    private const int Rounds = 100_000;
    private const int WarmUp = 20_000;
    private const int Chunk = 5_000;

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "debian", "debian-security", "rocky", "archlinux", "plainhttp", "m1", "m2", "m3", "origin", "origin-metadata",
        "origin-unlisted", "origin-no-mirror", "near", "spill", "country", "foreign", "retry", "target", "method",
        "body", "https", "bug", "0", "1", "2",
    };

    [Fact]
    public void Every_kind_of_metric_is_written_with_its_type_and_escaped_labels()
    {
        using var meter = new Meter("Test." + Guid.NewGuid());
        var counter = meter.CreateCounter<long>("test_requests", description: "A \\ and\na line.");
        var upDown = meter.CreateUpDownCounter<double>("test_open", description: "Open.");
        meter.CreateObservableGauge("test_temperature", () => -1.5, description: "Warm.");
        meter.CreateObservableCounter("test_seconds", () => 2.25, description: "Time.");
        using var text = new PrometheusText();
        using var reader = new BaseExportingMetricReader(text);
        using var provider = Sdk.CreateMeterProviderBuilder().AddMeter(meter.Name).AddReader(reader).Build();
        counter.Add(3, new KeyValuePair<string, object?>("name", "a\"b\\c\nd"));
        counter.Add(4, new KeyValuePair<string, object?>("name", null));
        upDown.Add(0.5);
        reader.Collect();
        var lines = text.Take().Split('\n');
        Assert.Contains("# HELP test_requests_total A \\\\ and\\na line.", lines);
        Assert.Contains("# TYPE test_requests_total counter", lines);
        Assert.Contains("test_requests_total{name=\"a\\\"b\\\\c\\nd\"} 3", lines);
        Assert.Contains("test_requests_total{name=\"\"} 4", lines);
        Assert.Contains("# TYPE test_open gauge", lines);
        Assert.Contains("test_open 0.5", lines);
        Assert.Contains("test_temperature -1.5", lines);
        Assert.Contains("# TYPE test_seconds_total counter", lines);
        Assert.Contains("test_seconds_total 2.25", lines);
        Assert.Equal("", text.Take());
    }

    [Fact]
    public async Task A_hundred_thousand_random_paths_make_no_new_series()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var random = new Random(20261122);
        await AskAsync(redirector, random, WarmUp);
        var before = await SeriesAsync(redirector);
        await AskAsync(redirector, random, Rounds - WarmUp);
        Assert.Equal(before, await SeriesAsync(redirector));
        var labels = before.Where(series => !series.StartsWith("krfoss_build_info", StringComparison.Ordinal))
            .SelectMany(series => Regex.Matches(series, "=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture))
            .Select(match => match.Groups["value"].Value).Distinct(StringComparer.Ordinal);
        Assert.Empty(labels.Except(Known));
    }

    private static async Task AskAsync(RunningRedirector redirector, Random random, int count)
    {
        string[] roots = ["debian", "rocky", "archlinux", "plainhttp", "debian-security", "~no=m1/debian"];
        foreach (var chunk in Enumerable.Range(0, count).Chunk(Chunk))
        {
            await redirector.AskAllAsync(
            [
                .. chunk.Select(_ =>
                {
                    var name = Convert.ToHexStringLower(BitConverter.GetBytes(random.NextInt64()));
                    var root = random.Next(4) == 0 ? name[..6] : roots[random.Next(roots.Length)];
                    return $"GET /{root}/pool/{name}.deb?{name} HTTP/1.1\r\nHost: {name}.example\r\n"
                        + $"User-Agent: {name}\r\nX-Forwarded-For: 121.128.0.{random.Next(256)}\r\n\r\n";
                }),
            ]);
        }
    }

    private static async Task<string[]> SeriesAsync(RunningRedirector redirector)
    {
        var text = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return
        [
            .. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line[..line.LastIndexOf(' ')]).Order(StringComparer.Ordinal),
        ];
    }
}
