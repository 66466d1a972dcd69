using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Crawling.Following;

/// <summary>
/// Clients read an index at the origin when it may just have become another one, and go on with what it lists.
/// </summary>
public sealed class ReadingClientsTests
{
    private const string Root = $"/files/{CrawledScene.Root}";
    private const string Reader = "121.128.0.10";
    private const string Other = "121.128.0.11";

    [Fact]
    public async Task Who_asked_for_the_index_gets_the_origin_until_it_was_looked_at_and_others_get_mirrors()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        Assert.Equal("good", await MirrorForAsync(scene, Reader));
        await scene.Redirector.AskAsync(Root, Reader);
        Assert.Equal("origin", await MirrorForAsync(scene, Reader));
        Assert.Equal("good", await MirrorForAsync(scene, Other));
        await LookAsync(scene);
        Assert.Equal("good", await MirrorForAsync(scene, Reader));
    }

    [Fact]
    public async Task A_file_that_changed_under_its_name_right_after_a_look_comes_from_the_origin()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        CrawledScene.Publish(scene.Origin, generation: 1, line: "rebuilt");
        await scene.Redirector.AskAsync(Root, Reader);
        Assert.Equal("origin", await MirrorForAsync(scene, Reader));
        await LookAsync(scene);
        Assert.Equal("origin", await MirrorForAsync(scene, Reader));
        Assert.Equal("origin", await MirrorForAsync(scene, Other));
    }

    [Fact]
    public async Task A_client_is_not_kept_from_mirrors_by_an_origin_that_does_not_answer_us()
    {
        await using var scene = await CrawledScene.StartAsync();
        await scene.RoundAsync();
        scene.Origin.Answer(Root, context =>
        {
            // Who names a time is not asked again within the same look.
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "0");
            return Task.CompletedTask;
        });
        await scene.Redirector.AskAsync(Root, Reader);
        await LookAsync(scene);
        Assert.Equal("good", await MirrorForAsync(scene, Reader));
    }

    /// <summary>What the follower does with a question; the workers of this scene rest.</summary>
    private static async Task LookAsync(CrawledScene scene)
    {
        Assert.True(scene.Service<IndexDigests>().Asked.TryRead(out var asked));
        await scene.Service<RootLooks>().LookAgainAsync(
            asked, TestContext.Current.CancellationToken, isForClient: true);
    }

    // Another program each time, so that the same file may be asked for again.
    private static async Task<string?> MirrorForAsync(CrawledScene scene, string client)
    {
        var answer = await scene.Redirector.AskAsync(CrawledScene.Old, client, agent: Guid.NewGuid().ToString());
        return answer.Header("X-Mirror");
    }
}
