using System.Text.Json;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Explaining;

/// <summary>What an explanation says of a mirror that the crawler's view speaks against.</summary>
public sealed class EvidenceTests
{
    [Fact]
    public async Task The_index_and_the_generations_are_named_and_the_verdict_in_a_sentence()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var text = await scene.Redirector.Client.GetStringAsync(
            CrawledScene.New + "?explain", TestContext.Current.CancellationToken);
        Assert.Contains("SHA256SUMS: file since generation 2, mirror verified at 1, newest 2", text);
        Assert.Contains("파일은 2세대부터, 미러는 1세대까지 확인, 최신은 2세대", text);
        Assert.Contains("unreachable: No connection could be made", text);
        Assert.Contains("연결이 거부되거나", text);

        using var json = JsonDocument.Parse(await scene.Redirector.Client.GetStringAsync(
            "/api/v1/explain?path=" + CrawledScene.New, TestContext.Current.CancellationToken));
        var mirrors = json.RootElement.GetProperty("mirrors").EnumerateArray()
            .ToDictionary(mirror => mirror.GetProperty("id").GetString()!);
        var lacks = mirrors["good"].GetProperty("evidence");
        Assert.Equal("lacks-file", mirrors["good"].GetProperty("leftOut").GetString());
        Assert.Equal("SHA256SUMS", lacks.GetProperty("index").GetString());
        Assert.Equal(2, lacks.GetProperty("from").GetInt32());
        Assert.Equal(1, lacks.GetProperty("verified").GetInt32());
        Assert.Equal("unreachable", mirrors["dead"].GetProperty("evidence").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_mirror_that_has_the_file_needs_no_evidence()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var text = (await scene.Redirector.AskAsync(CrawledScene.Old + "?explain")).Body;
        Assert.Contains("<- this request", text);
        Assert.DoesNotContain("mirror verified at 1", text);
    }
}
