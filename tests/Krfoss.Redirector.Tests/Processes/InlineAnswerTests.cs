using System.Diagnostics.Metrics;
using Krfoss.Redirector.Tests.Crawling;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>
/// Redirects are answered on the threads that wait for the sockets. Whatever else blocks must not block those.
/// </summary>
public sealed class InlineAnswerTests
{
    // More connections than the process has socket threads, so that each of them serves some.
    private static readonly int Connections = 4 * Environment.ProcessorCount;

    [Fact]
    public async Task A_page_that_blocks_is_not_felt_by_redirects()
    {
        if (!InlineProcess.IsThis)
        {
            await InlineProcess.RunAsync(GetType());
            return;
        }

        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var release = new ManualResetEventSlim();
        using var blocked = new SemaphoreSlim(0);
        using var meter = redirector.Services.GetRequiredService<IMeterFactory>().Create("Krfoss.Redirector.Blocking");
        meter.CreateObservableGauge("krfoss_blocking", () =>
        {
            blocked.Release();
            release.Wait();
            return 1;
        });
        var browsers = await OpenAsync(redirector);
        var clients = await OpenAsync(redirector);
        foreach (var browser in browsers) await browser.SendAsync("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n");
        await blocked.WaitAsync(Stop);

        foreach (var client in clients) await AssertRedirectAsync(client);
        release.Set();
        foreach (var browser in browsers) Assert.Equal(200, (await browser.ReadAsync())?.Status);
        foreach (var connection in browsers.Concat(clients)) connection.Dispose();
    }

    [Fact]
    public async Task A_crawler_that_computes_is_not_felt_by_redirects()
    {
        if (!InlineProcess.IsThis)
        {
            await InlineProcess.RunAsync(GetType());
            return;
        }

        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await using var origin = await LoopbackOrigin.StartAsync();
        origin.Put("/index", new string('x', 500_000));
        using var crawler = FetchScene.Client(FetchScene.Options("127.0.0.0/8"));
        using var release = new ManualResetEventSlim();
        using var blocked = new SemaphoreSlim(0);
        var clients = await OpenAsync(redirector);
        var crawls = Enumerable.Range(0, Connections).Select(_ => CrawlAsync()).ToArray();
        for (var i = 0; i < Connections; i++) await blocked.WaitAsync(Stop);

        foreach (var client in clients) await AssertRedirectAsync(client);
        release.Set();
        await Task.WhenAll(crawls);
        foreach (var client in clients) client.Dispose();

        async Task CrawlAsync()
        {
            var answer = await crawler.AskAsync(new(origin.Url("/index")), Stop);
            Assert.Equal(500_000, answer.Body.Length);
            blocked.Release();
            release.Wait();
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>
    /// Connections that have had an answer: the next request on them is one that the socket threads wait for.
    /// </summary>
    private static async Task<RawConnection[]> OpenAsync(RunningRedirector redirector)
    {
        var connections = new RawConnection[Connections];
        for (var i = 0; i < Connections; i++)
        {
            connections[i] = await RawConnection.OpenAsync(redirector.Address);
            await AssertRedirectAsync(connections[i]);
        }

        return connections;
    }

    private static async Task AssertRedirectAsync(RawConnection connection)
    {
        await connection.SendAsync("GET /debian/pool/x.deb HTTP/1.1\r\nHost: x\r\n\r\n");
        var answer = await connection.ReadAsync();
        Assert.Equal(302, answer?.Status);
    }
}
