using Krfoss.Redirector.Networks;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Krfoss.Redirector.Tests.Networks;

/// <summary>A mirror whose daily cap is reached rests until midnight in its country.</summary>
public sealed class DailyCapTests : IAsyncLifetime
{
    private const string Client = "121.128.10.20";

    // No index tells sizes here, so a package counts with 1.5 MB: the third one is too much.
    private const string Catalog = """
        version: 1
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories: {debian: {format: apt, origin: 'https://origin.example/debian'}}
        mirrors:
          small:
            daily_cap: 3MB
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: ['http://small.example']
            repositories: {debian: }
          far:
            location: {city: Busan, country: KR, latitude: 35.18, longitude: 129.08}
            urls: ['http://far.example']
            repositories: {debian: }
        selection: {spill: 0}
        """;

    private readonly ManualTimeProvider _clock = new();
    private readonly TemporaryFolder _folder = new();
    private RunningRedirector _redirector = null!;

    public async ValueTask InitializeAsync() => _redirector = await StartAsync();

    [Fact]
    public async Task It_is_taken_out_by_files_that_are_asked_for_and_not_by_ranges_heads_and_repeats()
    {
        Assert.Equal("small", await AskAsync(1));
        Assert.Equal("small", await AskAsync(2, "HEAD"));
        Assert.Equal("small", await AskAsync(2, headers: "Range: bytes=0-\r\n"));
        Assert.Equal("small", await AskAsync(2, headers: "Range: bytes=100-\r\n"));

        // A second question for the same file is a complaint, but not a second file.
        Assert.Equal("far", await AskAsync(1));
        Assert.Equal("small", await AskAsync(3, client: "121.128.11.1"));
        await UntilMirrorAsync("far");
    }

    [Fact]
    public async Task Explain_the_api_and_the_metrics_tell_of_it()
    {
        await ReachAsync();
        var explained = await _redirector.Client.GetStringAsync(
            $"{Path(9)}?explain&ip={Client}", TestContext.Current.CancellationToken);
        Assert.Contains("has given its daily_cap; back at midnight in its country", explained);
        Assert.Contains("daily_cap)에 도달함", explained);
        var json = await _redirector.Client.GetStringAsync(
            "/api/v1/mirrors/small", TestContext.Current.CancellationToken);
        Assert.Contains("\"state\": \"resting\"", json);
        var metrics = await _redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        Assert.Contains("krfoss_mirror_given_today_bytes{mirror=\"small\"} 3000000\n", metrics);
        Assert.Contains("krfoss_mirror_daily_cap_bytes{mirror=\"small\"} 3000000\n", metrics);
        Assert.Contains("krfoss_mirror_resting{mirror=\"small\"} 1\n", metrics);
        Assert.DoesNotContain("{mirror=\"far\"} 3000000", metrics);
    }

    [Fact]
    public async Task Lists_leave_it_out_too()
    {
        await ReachAsync();
        var list = await _redirector.Client.GetStringAsync(
            $"{Path(9)}?mirrorlist&ip={Client}", TestContext.Current.CancellationToken);
        Assert.DoesNotContain("small.example", list);
        Assert.Contains("far.example", list);
    }

    [Fact]
    public async Task It_is_back_after_midnight_in_its_country()
    {
        await ReachAsync();
        var korea = _clock.GetUtcNow().ToOffset(TimeSpan.FromHours(9));
        var untilMidnight = korea.Date.AddDays(1) - korea.DateTime;
        _clock.Advance(untilMidnight - TimeSpan.FromMinutes(2));
        Assert.Equal("far", await AskAsync(700));
        _clock.Advance(TimeSpan.FromMinutes(4));
        await UntilMirrorAsync("small");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_restart_does_not_begin_its_day_anew(bool isOrderly)
    {
        await ReachAsync();
        if (isOrderly)
        {
            await _redirector.Services.GetRequiredService<TrafficFollower>()
                .StopAsync(TestContext.Current.CancellationToken);
        }
        else
        {
            _clock.Advance(TrafficFollower.Tick);
            await UntilAsync(() => Task.FromResult(File.Exists(_folder.File("last-good.traffic"))));
        }

        await _redirector.DisposeAsync();
        _redirector = await StartAsync();
        Assert.Equal("far", await AskAsync(800));
    }

    public async ValueTask DisposeAsync()
    {
        await _redirector.DisposeAsync();
        _folder.Dispose();
    }

    private Task<RunningRedirector> StartAsync() => RunningRedirector.StartAsync(
        Catalog,
        [$"--Redirector:State={_folder.File("last-good.bin")}"],
        builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));

    private async Task ReachAsync()
    {
        Assert.Equal("small", await AskAsync(1));
        Assert.Equal("small", await AskAsync(2));
        await UntilMirrorAsync("far");
    }

    private async Task<string?> AskAsync(
        int file, string method = "GET", string client = Client, string headers = "") =>
        (await _redirector.AskAsync(Path(file), client, method, headers)).Mirror;

    // The worker and the publisher run beside the test. HEAD is not counted.
    private Task UntilMirrorAsync(string mirror) =>
        UntilAsync(async () => await AskAsync(1_000, "HEAD", "121.128.12.7") == mirror);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static string Path(int file) => $"/debian/pool/main/a/a_{file}_all.deb";
}
