using System.Text.Json;
using System.Xml.Linq;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Status.History;

/// <summary>What happened to mirrors, as JSON, as a feed, as a picture, and in archweb's form.</summary>
public sealed class HistoryTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task Changes_of_state_are_told_with_sentences_in_both_languages()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var events = await GetAsync(scene, "/api/v1/events?mirror=dead");
        var down = Assert.Single(
            events.EnumerateArray(), one => one.GetProperty("to").GetString() is "down");
        Assert.Equal("state", down.GetProperty("kind").GetString());
        Assert.Equal("files", down.GetProperty("repository").GetString());
        Assert.Equal("unreachable", down.GetProperty("verdict").GetString());
        Assert.StartsWith("No connection could be made", down.GetProperty("textEn").GetString());
        Assert.StartsWith("연결이", down.GetProperty("textKo").GetString());
        Assert.Equal(1, (await GetAsync(scene, "/api/v1/events?limit=1")).GetArrayLength());
        Assert.Empty((await GetAsync(scene, "/api/v1/events?since=2999-01-01T00:00:00Z")).EnumerateArray());
        Assert.DoesNotContain("secret", (await GetAsync(scene, "/api/v1/events")).ToString());
    }

    [Fact]
    public async Task A_mirror_has_a_feed()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var answer = await scene.Redirector.AskAsync("/mirrors/dead/feed.atom?lang=en");
        Assert.Equal("application/atom+xml; charset=utf-8", answer.Header("Content-Type"));
        var feed = XDocument.Parse(answer.Body).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        var entries = feed.Elements(Atom + "entry").ToArray();
        Assert.Contains(
            entries,
            entry => entry.Element(Atom + "content")!.Value.StartsWith("No connection", StringComparison.Ordinal));
        Assert.Equal(entries.Length, entries.Select(entry => entry.Element(Atom + "id")!.Value).Distinct().Count());
        var again = await scene.Redirector.AskAsync(
            "/mirrors/dead/feed.atom?lang=en", headers: $"If-None-Match: {answer.Header("ETag")}\r\n");
        Assert.Equal(304, again.Status);
        var korean = await scene.Redirector.AskAsync(
            "/mirrors/dead/feed.atom", headers: "Accept-Language: ko-KR\r\n");
        Assert.Equal("ko", XDocument.Parse(korean.Body).Root!.Attribute(XNamespace.Xml + "lang")!.Value);
        Assert.Equal(404, (await scene.Redirector.AskAsync("/mirrors/secret/feed.atom")).Status);
    }

    [Theory]
    [InlineData("good", "en", "up")]
    [InlineData("dead", "en", "down")]
    [InlineData("dead", "ko", "중단")]
    public async Task A_mirror_has_a_badge(string mirror, string language, string word)
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        var bytes = await scene.Redirector.Client.GetByteArrayAsync(
            $"/mirrors/{mirror}/badge.svg?lang={language}", TestContext.Current.CancellationToken);
        var picture = XDocument.Load(new MemoryStream(bytes)).Root!;
        Assert.EndsWith(": " + word, picture.Attribute("aria-label")!.Value);
        Assert.Equal(404, (await scene.Redirector.AskAsync("/mirrors/secret/badge.svg")).Status);
    }

    [Fact]
    public async Task The_status_for_archs_tools_has_archwebs_fields()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var status = await GetAsync(scene, "/api/v1/mirrors/status.json?repository=files");
        Assert.Equal(3, status.GetProperty("version").GetInt32());
        Assert.Equal(86_400, status.GetProperty("cutoff").GetInt32());
        Assert.True(status.GetProperty("num_checks").GetInt32() > 0);
        var urls = status.GetProperty("urls").EnumerateArray().ToArray();
        Assert.Equal(2, urls.Length);
        Assert.All(urls, url => Assert.Equal(
            [
                "active", "completion_pct", "country", "country_code", "delay", "details", "duration_avg",
                "duration_stddev", "ipv4", "ipv6", "isos", "last_sync", "protocol", "score", "url",
            ],
            url.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal)));
        var good = urls.Single(url => url.GetProperty("completion_pct").GetDouble() > 0);
        Assert.Equal("http", good.GetProperty("protocol").GetString());
        Assert.EndsWith("/", good.GetProperty("url").GetString());
        Assert.True(good.GetProperty("score").GetDouble() >= 0);
        var dead = urls.Single(url => url.GetProperty("completion_pct").GetDouble() == 0);
        Assert.Equal(JsonValueKind.Null, dead.GetProperty("score").ValueKind);
    }

    private static async Task<JsonElement> GetAsync(CrawledScene scene, string target)
    {
        var text = await scene.Redirector.Client.GetStringAsync(target, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
