using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>What a mirror's owner finds of us in the log of a day.</summary>
public sealed class DayOfAMirrorTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ManualTimeProvider _clock = new();
    private readonly ManySuites _origin;
    private readonly ManySuites _mirror;

    public DayOfAMirrorTests() => (_origin, _mirror) = (new(_clock), new(_clock));

    /// <summary>Twenty suites over http and https; the origin publishes every half an hour.</summary>
    /// <param name="syncHours">How often the mirror synchronises; 0 = never.</param>
    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task Less_than_ten_thousand_requests_one_in_a_second_and_most_of_them_304(int syncHours)
    {
        await using var crawl = await StartAsync();
        var published = 0;
        for (var half = 0; half < 48; half++)
        {
            _origin.Publish(published++ % ManySuites.Suites);
            if (syncHours > 0 && half % (syncHours * 2) == 0) _mirror.Show(_origin.Generations);
            await crawl.FollowAsync(Roots());
            await crawl.RunAsync(TimeSpan.FromMinutes(30));
        }

        var served = _mirror.Log.ToArray();
        Assert.InRange(served.Length, 24 * 60, 9_999);
        Assert.True(served.Zip(served.Skip(1)).All(pair => pair.Second.At - pair.First.At >= Second));
        var unchanged = served.Count(request => request.IsUnchanged) / (double)served.Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"{served.Length} requests, {unchanged:P1} of them 304");
        Assert.True(unchanged > 0.5, $"{unchanged:P1} of {served.Length} were 304");

        // The program can show the count: this day began at noon in Korea, so midnight UTC lies in it.
        var midnight = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(served.Count(request => request.At >= midnight), crawl.PolitenessOf("one").Today.Requests);
        if (syncHours > 0) Assert.True(IsVerifiedEverywhere(crawl));
    }

    [Fact]
    public async Task Who_asks_us_to_come_later_is_left_alone_until_then()
    {
        await using var crawl = await StartAsync();
        await crawl.FollowAsync(Roots());
        await crawl.RunAsync(TimeSpan.FromMinutes(10));
        _mirror.RetryAfter = TimeSpan.FromMinutes(20);
        await crawl.RunAsync(TimeSpan.FromHours(2));
        var busy = _mirror.Log.Where(request => request.At >= crawl.Now - TimeSpan.FromHours(2)).ToArray();

        // One question an endpoint may be under way when the first is answered.
        Assert.InRange(busy.Length, 4, 7);
        Assert.All(busy.Zip(busy.Skip(1)), pair => Assert.InRange(
            pair.Second.At - pair.First.At, TimeSpan.FromMinutes(20), TimeSpan.FromMinutes(30)));
        _mirror.RetryAfter = null;
        await crawl.RunAsync(TimeSpan.FromHours(1));
        Assert.True(IsVerifiedEverywhere(crawl));
    }

    public async ValueTask DisposeAsync()
    {
        await _origin.DisposeAsync();
        await _mirror.DisposeAsync();
    }

    private static IEnumerable<string> Roots() =>
        Enumerable.Range(0, ManySuites.Suites).Select(suite => "/debian/" + ManySuites.RootOf(suite));

    private static bool IsVerifiedEverywhere(ManualCrawl crawl)
    {
        var copies = crawl.Get<Redirector.Crawling.Mirrors.MirrorMemory>().Copies.ToArray();
        Assert.Equal(2, copies.Length);
        return copies.All(copy => copy.Value.Health.TakesTraffic && Enumerable.Range(0, ManySuites.Suites).All(suite =>
            copy.Value.Roots[ManySuites.RootOf(suite)] is { Shown: var shown, Verified: var verified }
            && shown == verified));
    }

    private Task<ManualCrawl> StartAsync() => ManualCrawl.StartAsync(
        $$"""
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        repositories:
          debian: {format: apt, origin: "http://{{_origin.Authority}}"}
        mirrors:
          one:
            name: One
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: ["http://{{_mirror.Authority}}", "https://{{_mirror.Authority}}"]
            repositories: {debian: {path: /} }
        """,
        _clock);
}
