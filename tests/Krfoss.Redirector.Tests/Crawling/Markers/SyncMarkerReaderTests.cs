using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Crawling.Markers;

/// <summary>What a mirror says of itself, read from a real server and told by the API.</summary>
public sealed class SyncMarkerReaderTests
{
    private const string Status = "/dsync-status/files";

    [Fact]
    public async Task Status_of_dsync_is_read_once_an_hour_from_mirrors_that_are_well_and_told()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        Assert.Equal(0, scene.Mirror.CountOf(Status));
        scene.Mirror.Put(Status, "2\n");
        await VisitAsync(scene, VisitUrgency.Routine);
        await VisitAsync(scene, VisitUrgency.Routine);
        Assert.Equal(1, scene.Mirror.CountOf(Status));

        var url = scene.Mirror.Url(Status);
        var expected = $"\"markers\":[{{\"url\":\"{url}\",\"at\":null,\"state\":\"syncing\"";
        Assert.Contains(expected, await FreshnessAsync(scene));
    }

    [Theory]
    [InlineData(nameof(VisitUrgency.New))]
    [InlineData(nameof(VisitUrgency.Behind))]
    [InlineData(nameof(VisitUrgency.Recheck))]
    public async Task Nobody_waits_for_a_hint(string urgency)
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        scene.Mirror.Put(Status, "1\n");
        await VisitAsync(scene, Enum.Parse<VisitUrgency>(urgency));
        Assert.Equal(0, scene.Mirror.CountOf(Status));
    }

    [Fact]
    public async Task Page_of_html_says_nothing()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        scene.Mirror.Put(Status, "<!DOCTYPE html>\n");
        await VisitAsync(scene, VisitUrgency.Routine);
        Assert.Equal(1, scene.Mirror.CountOf(Status));
        var freshness = await FreshnessAsync(scene);
        Assert.Contains("\"markers\":[]", freshness);
        Assert.DoesNotContain("\"markers\":[{", freshness);
    }

    private static async Task<string> FreshnessAsync(CrawledScene scene)
    {
        var answer = await scene.Redirector.AskAsync("/api/v1/repositories/files/freshness");
        return string.Concat(answer.Body.Where(c => !char.IsWhiteSpace(c)));
    }

    private static async Task VisitAsync(CrawledScene scene, VisitUrgency urgency)
    {
        var snapshot = scene.Service<SnapshotStore>().Current;
        var route = snapshot.FindRepository("files")!;
        var candidate = route.Candidates.Single(candidate => candidate.Mirror.Id == "good");
        var root = scene.Service<OriginMemory>().Find("files", CrawledScene.Root)!.Publication;
        var key = new CopyKey("good", "files", new(IsHttps: false, IsIPv6: false));
        var visit = new Visit(key, candidate, route, root, urgency, DateTimeOffset.UtcNow);
        await scene.Service<MirrorVisitor>().VisitAsync(
            visit, new Politeness(TimeProvider.System, TimeSpan.Zero), TestContext.Current.CancellationToken);
    }
}
