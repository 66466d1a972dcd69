using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>What <c>/metrics</c> tells of looks at real servers.</summary>
public sealed class CrawlMetricsTests
{
    [Fact]
    public async Task Copies_mirrors_and_origins_are_told_by_declared_ids()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.FallBehindAsync();
        var lines = await LinesAsync(scene);
        const string Good = "{mirror=\"good\",repository=\"files\",endpoint=\"http4\"}";
        Assert.Contains($"krfoss_mirror_up{Good} 1", lines);
        Assert.Contains($"krfoss_mirror_up{Good.Replace("good", "dead", StringComparison.Ordinal)} 0", lines);
        Assert.Contains($"krfoss_mirror_newest{Good} 0", lines);
        Assert.Contains(lines, line => line.StartsWith($"krfoss_mirror_lag_seconds{Good} ", StringComparison.Ordinal));
        Assert.Contains("krfoss_origin_reachable{repository=\"files\"} 1", lines);
        Assert.Contains("krfoss_origin_listed_files 2", lines);
        Assert.Contains("krfoss_checks_total{verdict=\"unreachable\"} 3", lines);
        Assert.Contains("krfoss_observations_queued 0", lines);
        Assert.Contains("# TYPE krfoss_observations_dropped_total counter", lines);
        Assert.Contains(lines, line => line.StartsWith("krfoss_crawl_frozen ", StringComparison.Ordinal));
        Assert.Contains(lines, line =>
            line.StartsWith("krfoss_mirror_check_age_seconds{mirror=\"good\"} ", StringComparison.Ordinal));
        Assert.DoesNotContain("krfoss_mirror_asked_today_bytes{mirror=\"good\"} 0", lines);
        Assert.DoesNotContain(lines, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_is_looked_at_nothing_is_told_of_mirrors()
    {
        await using var scene = await CrawledScene.StartAsync("--Redirector:Crawl:Enabled=false");
        Assert.DoesNotContain(
            await LinesAsync(scene), line => line.Contains("krfoss_mirror_", StringComparison.Ordinal));
    }

    private static async Task<string[]> LinesAsync(CrawledScene scene) =>
        (await scene.Redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');
}
