using Krfoss.Redirector.Observability.Tracing;
using Krfoss.Redirector.Tests.Crawling.Reports;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Trace;

namespace Krfoss.Redirector.Tests.Observability.Tracing;

/// <summary>What a real collector gets to see over HTTP. Names and values stand in its messages as they are.</summary>
public sealed class TraceExportTests
{
    private const string Client = "121.128.3.4";
    private const int Patience = 10_000;

    [Fact]
    public async Task Checks_looks_and_snapshots_arrive_with_declared_ids()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using var scene = await CrawledScene.StartAsync(Settings(collector, "0"));
        await scene.RoundAsync();
        var sent = Sent(collector, scene.Redirector);
        foreach (var name in (string[])["check mirror", "look at index", "publish snapshot", "krfoss-redirector"])
            Assert.Contains(name, sent);
        foreach (var value in (string[])["good", "dead", "files", "SHA256SUMS", "unreachable", "http4"])
            Assert.Contains(value, sent);
    }

    [Fact]
    public async Task A_request_arrives_with_its_answer_and_without_its_client()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, Settings(collector, "1"));
        var answer = await redirector.AskAsync("/debian/pool/main/h/hello.deb?key=canary-query", Client);
        Assert.Equal(302, answer.Status);
        Assert.Equal(404, (await redirector.AskAsync("/nothing", Client, headers: "Cookie: canary-cookie\r\n")).Status);
        var sent = Sent(collector, redirector);
        Assert.Contains("GET redirect", sent);
        Assert.Contains("/debian/pool/main/h/hello.deb", sent);
        Assert.Contains(answer.Mirror!, sent);
        Assert.Contains(answer.Reason!, sent);
        Assert.Contains("/nothing", sent);
        Assert.DoesNotContain(Client, sent);
        Assert.DoesNotContain("canary", sent);
    }

    [Fact]
    public async Task A_share_of_0_sends_no_request_even_where_the_client_wishes_it()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, Settings(collector, "0"));
        const string Wish = "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n";
        Assert.Equal(302, (await redirector.AskAsync("/debian/pool/wished.deb", Client, headers: Wish)).Status);
        Assert.DoesNotContain("wished", Sent(collector, redirector));
    }

    [Fact]
    public async Task Metrics_arrive_under_the_names_that_stand_in_the_text()
    {
        await using var collector = await FakeCollector.StartAsync();
        await using (var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, Settings(collector, "0")))
        {
            Assert.Equal(302, (await redirector.AskAsync("/debian/pool/x.deb", Client)).Status);
        }

        // The end of the program sends what was not sent yet.
        var sent = collector.Received(FakeCollector.MetricsPath);
        foreach (var name in (string[])["krfoss_redirects", "krfoss_snapshot_revision", "process_cpu_seconds"])
            Assert.Contains(name, sent);
    }

    [Fact]
    public async Task Without_a_collector_nothing_of_it_is_there()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        Assert.Null(redirector.Services.GetService<TracerProvider>());
        Assert.Null(redirector.Services.GetService<OtlpOptions>());
    }

    [Fact]
    public async Task A_collector_that_is_away_costs_no_request_its_answer()
    {
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, ["--Redirector:Otlp:Endpoint=http://127.0.0.1:1", "--Redirector:Otlp:RequestShare=1"]);
        Assert.All(await redirector.AskForPackagesAsync(500), answer => Assert.Equal(302, answer.Status));
    }

    private static string Sent(FakeCollector collector, RunningRedirector redirector)
    {
        Assert.True(redirector.Services.GetRequiredService<TracerProvider>().ForceFlush(Patience));
        return collector.Received(FakeCollector.TracesPath);
    }

    private static string[] Settings(FakeCollector collector, string share) =>
    [
        $"--Redirector:Otlp:Endpoint={collector.Address}",
        "--Redirector:Otlp:Protocol=http/protobuf",
        $"--Redirector:Otlp:RequestShare={share}",
    ];
}
