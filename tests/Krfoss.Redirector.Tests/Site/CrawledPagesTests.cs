using System.Net;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>What pages show of mirrors that were really looked at: one that follows, one that is gone.</summary>
public sealed class CrawledPagesTests
{
    [Fact]
    public async Task Front_page_tells_who_is_up_in_words_that_programs_read()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        await scene.RoundAsync();
        var page = await scene.Redirector.PageAsync("/", language: null);
        Assert.Equal("정상", StateOf(page, "good"));
        Assert.Equal("장애", StateOf(page, "dead"));
        Assert.Contains("미러 1곳에 문제가 있습니다", page.One(".standing").TextContent);
        page.One("#map-korea a.is-up");
        page.One("#map-korea a.is-down");
    }

    [Fact]
    public async Task Page_of_a_mirror_shows_days_copies_and_changes_with_reason_and_evidence()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        await scene.RoundAsync();
        var good = await scene.Redirector.PageAsync("/mirrors/good");
        Assert.Equal(90, good.Document.QuerySelectorAll(".days rect").Length);
        good.One(".days rect.is-up");
        Assert.Contains("점검의 100 % 성공", good.Text);
        Assert.Contains("1개 중 1개", good.Text);
        Assert.Contains("최신", good.Text);

        var dead = await scene.Redirector.PageAsync("/en/mirrors/dead", "en");
        dead.One(".days rect.is-down");
        Assert.Contains("No connection could be made", dead.One(".timeline").TextContent);
        Assert.Contains("GET", dead.One(".timeline details pre").TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await scene.Redirector.PageAsync("/mirrors/secret")).Status);
    }

    [Fact]
    public async Task Page_of_a_repository_shows_who_followed_which_generation()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        CrawledScene.Publish(scene.Mirror, 2);
        await scene.RoundAsync();
        var page = await scene.Redirector.PageAsync("/repositories/files");
        var chart = page.One(".propagation");
        Assert.Equal("2", chart.QuerySelector("line.axis + text")!.TextContent);
        Assert.Single(chart.QuerySelectorAll("circle.seen"));
        Assert.Contains("1세대 중 1", page.One("table.compact").TextContent);
        Assert.Contains("1세대 중 0", page.One("table.compact").TextContent);
        Assert.Contains("SHA256SUMS", page.Text);
        var row = page.Document.QuerySelector("#indexes")!.Closest("section")!.QuerySelector("tbody tr")!;
        Assert.Equal(["2", "2", "1"], row.QuerySelectorAll("td.number").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Explanation_takes_a_package_that_the_index_lists()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var page = await scene.Redirector.PageAsync("/explain?repository=files");
        Assert.Contains(CrawledScene.Old, page.One(".decision").TextContent);
        Assert.Contains("Good", page.One(".decision .chosen").TextContent);
        var newest = await scene.Redirector.PageAsync("/explain?path=" + CrawledScene.New);
        Assert.Contains("원본 서버", newest.One(".decision .chosen").TextContent);
        Assert.Contains("파일은 2세대부터, 이 미러는 1세대까지 확인, 최신은 2세대", newest.Text);
    }

    [Fact]
    public async Task Registry_that_is_away_costs_the_past_alone()
    {
        await using var scene = await CrawledScene.StartAsync(
            "--Redirector:Registry:Provider=postgres", "--ConnectionStrings:Registry=Host=127.0.0.1;Port=1;Timeout=1");
        var page = await scene.Redirector.PageAsync("/mirrors/good");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("지난 기록을 볼 수 없습니다", page.Text);
    }

    private static string StateOf(SitePage page, string mirror) => page
        .One($"#mirror-modal-{mirror}").QuerySelectorAll(".mirror-detail-table tr")
        .Single(row => row.QuerySelector("td")!.TextContent == "상태")
        .QuerySelector("td:last-child")!.TextContent.Trim();
}
