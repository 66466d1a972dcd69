using System.Text.Json;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Status;

/// <summary>What <c>/api/v1</c> tells of looks at real servers.</summary>
public sealed class ObservationTests
{
    [Fact]
    public async Task Checks_are_told_newest_first_with_sentences_and_evidence()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var good = await GetAsync(scene, "/api/v1/mirrors/good/checks");
        Assert.Equal(2, good.GetArrayLength());
        Assert.True(good[0].GetProperty("at").GetDateTimeOffset() > good[1].GetProperty("at").GetDateTimeOffset());
        Assert.Equal("ok", good[1].GetProperty("verdict").GetString());
        Assert.Equal("http4", good[1].GetProperty("endpoint").GetString());
        Assert.Equal(CrawledScene.Root, good[1].GetProperty("root").GetString());
        Assert.Equal(200, good[1].GetProperty("status").GetInt32());
        Assert.Equal(JsonValueKind.Null, good[1].GetProperty("evidence").ValueKind);

        var dead = await GetAsync(scene, "/api/v1/mirrors/dead/checks?limit=1");
        var check = Assert.Single(dead.EnumerateArray());
        Assert.Equal("unreachable", check.GetProperty("verdict").GetString());
        Assert.Equal("bad", check.GetProperty("counts").GetString());
        Assert.StartsWith("No connection could be made", check.GetProperty("verdictEn").GetString());
        Assert.StartsWith("연결이", check.GetProperty("verdictKo").GetString());
        Assert.Equal(JsonValueKind.Null, check.GetProperty("status").ValueKind);
        Assert.NotEqual("", check.GetProperty("evidence").GetString());
    }

    [Theory]
    [InlineData("/api/v1/mirrors/nobody/checks", 404)]
    [InlineData("/api/v1/mirrors/secret/checks", 404)]
    [InlineData("/api/v1/mirrors/good/checks?limit=0", 400)]
    [InlineData("/api/v1/mirrors/good/checks?limit=501", 400)]
    [InlineData("/api/v1/mirrors/good/checks?limit=ten", 400)]
    [InlineData("/api/v1/repositories/nothing/freshness", 404)]
    public async Task Problems_are_told_as_rfc_9457_says(string target, int status)
    {
        await using var scene = await CrawledScene.StartAsync();
        var answer = await scene.Redirector.AskAsync(target);
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("\"detail\"", answer.Body);
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task A_registry_that_is_away_is_told_where_it_is_needed_and_only_there()
    {
        await using var scene = await CrawledScene.StartAsync(
            "--ConnectionStrings:Registry=Data Source=/dev/null/x.db");
        var answer = await scene.Redirector.AskAsync("/api/v1/mirrors/good/checks");
        Assert.Equal((503, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("does not answer right now", answer.Body);
        Assert.DoesNotContain("/dev/null", answer.Body);
        Assert.Equal(200, (await scene.Redirector.AskAsync("/api/v1/repositories/files/freshness")).Status);
    }

    [Fact]
    public async Task Freshness_tells_each_generation_and_who_shows_which()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var freshness = await GetAsync(scene, "/api/v1/repositories/files/freshness");
        Assert.Equal("reachable", freshness.GetProperty("originState").GetString());
        var index = Assert.Single(freshness.GetProperty("indexes").EnumerateArray());
        Assert.Equal(CrawledScene.Root, index.GetProperty("path").GetString());
        Assert.True(index.GetProperty("complete").GetBoolean());
        Assert.Equal(2, index.GetProperty("filesListed").GetInt64());
        Assert.Equal(12 * 3600, index.GetProperty("maxLagSeconds").GetInt64());

        var known = scene.Service<OriginMemory>().Find("files", CrawledScene.Root)!.Publication;
        var generations = index.GetProperty("generations").EnumerateArray().ToArray();
        Assert.Equal([2, 1], generations.Select(generation => generation.GetProperty("number").GetInt32()));
        Assert.Equal(known.Current.Sha256, generations[0].GetProperty("sha256").GetString());
        Assert.Equal(JsonValueKind.Null, generations[0].GetProperty("replacedAt").ValueKind);
        Assert.Equal(
            generations[0].GetProperty("firstSeen").GetDateTimeOffset(),
            generations[1].GetProperty("replacedAt").GetDateTimeOffset());

        var mirrors = index.GetProperty("mirrors").EnumerateArray()
            .ToDictionary(mirror => mirror.GetProperty("mirror").GetString()!);
        Assert.Equal(["dead", "good"], mirrors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, mirrors["good"].GetProperty("shown").GetInt32());
        Assert.Equal(1, mirrors["good"].GetProperty("verified").GetInt32());
        Assert.True(mirrors["good"].GetProperty("lagSeconds").GetInt64() >= 0);
        Assert.Equal("up", mirrors["good"].GetProperty("state").GetString());
        Assert.Equal(JsonValueKind.Null, mirrors["dead"].GetProperty("verified").ValueKind);
        Assert.Equal("unreachable", mirrors["dead"].GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Mirrors_come_with_their_health()
    {
        await using var scene = await CrawledScene.StartAsync();
        Assert.Equal("unknown", await StateAsync("good"));
        await scene.RoundAsync();
        Assert.Equal("up", await StateAsync("good"));
        Assert.Equal("down", await StateAsync("dead"));
        var mirrors = await GetAsync(scene, "/api/v1/mirrors");
        Assert.Equal(2, mirrors.GetArrayLength());
        var copy = Assert.Single(mirrors[0].GetProperty("health").GetProperty("copies").EnumerateArray());
        Assert.Equal("files", copy.GetProperty("repository").GetString());
        Assert.Equal("ok", copy.GetProperty("verdict").GetString());
        Assert.Equal(1, copy.GetProperty("indexes").GetInt32());
        Assert.Equal(1, copy.GetProperty("newest").GetInt32());
        Assert.Equal(0, copy.GetProperty("lagSeconds").GetInt64());

        async Task<string?> StateAsync(string mirror) =>
            (await GetAsync(scene, $"/api/v1/mirrors/{mirror}")).GetProperty("health").GetProperty("state").GetString();
    }

    [Fact]
    public async Task Where_nothing_is_looked_at_no_health_is_told()
    {
        await using var scene = await CrawledScene.StartAsync("--Redirector:Crawl:Enabled=false");
        var mirror = await GetAsync(scene, "/api/v1/mirrors/good");
        Assert.Equal(JsonValueKind.Null, mirror.GetProperty("health").ValueKind);
        var freshness = await GetAsync(scene, "/api/v1/repositories/files/freshness");
        Assert.Equal(0, freshness.GetProperty("indexes").GetArrayLength());
    }

    private static async Task<JsonElement> GetAsync(CrawledScene scene, string target)
    {
        var text = await scene.Redirector.Client.GetStringAsync(target, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("secret", text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
