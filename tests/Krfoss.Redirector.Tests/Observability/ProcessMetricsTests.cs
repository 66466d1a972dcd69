using System.Globalization;
using Krfoss.Redirector.Observability;

namespace Krfoss.Redirector.Tests.Observability;

public sealed class ProcessMetricsTests
{
    [Fact]
    public async Task The_process_and_its_runtime_are_told()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var text = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        foreach (var name in (string[])
            [
                "process_resident_memory_bytes", "process_start_time_seconds", "process_cpu_seconds_total",
                "process_open_fds", "process_max_fds", "dotnet_threadpool_threads", "krfoss_connections",
            ])
        {
            Assert.True(ValueOf(text, name) > 0, name);
        }

        Assert.Equal(0, ValueOf(text, "krfoss_draining"));
        Assert.Equal(2, ValueOf(text, "krfoss_geo_databases_missing"));
        Assert.Contains("dotnet_gc_collections_total{generation=\"2\"} ", text);
    }

    [Fact]
    public async Task Every_kind_of_refusal_stands_there_before_the_first()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var text = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        foreach (var kind in (string[])["target", "method", "body", "https", "bug"])
            Assert.Equal(0, ValueOf(text, $"krfoss_refusals_total{{kind=\"{kind}\"}}"));
    }

    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             7                    8                    processes ", null)]
    public void The_soft_limit_counts(string line, long? limit) =>
        Assert.Equal(limit, ProcessMetrics.FileLimit(["Limit  Soft Limit", line]));

    private static double ValueOf(string text, string series)
    {
        var line = Assert.Single(
            text.Split('\n'), line => line.StartsWith(series + " ", StringComparison.Ordinal));
        return double.Parse(line[(series.Length + 1)..], CultureInfo.InvariantCulture);
    }
}
