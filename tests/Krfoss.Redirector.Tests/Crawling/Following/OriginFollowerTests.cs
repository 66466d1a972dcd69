using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Crawling.Reports;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Crawling.Following;

/// <summary>The program learns index roots from what clients ask for, and follows them at the origin.</summary>
public sealed class OriginFollowerTests
{
    private const string Repomd = FollowedOrigin.Repomd;

    /// <summary>Nothing is looked at just because time has passed.</summary>
    private const string Seldom = "--Redirector:Crawl:IndexSeconds=86400";

    [Theory]
    [InlineData(Repomd)]
    [InlineData(Repomd + "?metalink")]
    [InlineData(Repomd + "?meta4")]
    [InlineData("/~no=near" + Repomd)]
    public async Task Whatever_asks_for_a_root_makes_it_known(string question)
    {
        await using var scene = await FollowedOrigin.StartAsync();
        scene.Origin.Put(Repomd, "<repomd/>");
        await scene.Redirector.AskAsync(question);
        var digests = scene.Redirector.Services.GetRequiredService<IndexDigests>();
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd) is not null));
        Assert.Equal(9, digests.Find(Repomd)!.Current.SizeBytes);
    }

    [Fact]
    public async Task What_the_catalog_names_is_followed_unasked()
    {
        await using var origin = await LoopbackOrigin.StartAsync();
        const string InRelease = "/debian/dists/stable/InRelease";
        origin.Put(InRelease, "signed");
        await using var scene = await FollowedOrigin.StartAsync(origin);
        var digests = scene.Redirector.Services.GetRequiredService<IndexDigests>();
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(InRelease) is not null));
    }

    [Fact]
    public async Task A_new_generation_is_seen_and_the_one_before_stays_as_alternate()
    {
        await using var scene = await FollowedOrigin.StartAsync();
        var date = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        scene.Origin.Put(Repomd, "one", date);
        var first = await scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
        Assert.Empty(first.Descendants(FollowedOrigin.MirrorManager + "alternate"));
        scene.Origin.Put(Repomd, "other", date.AddHours(1));
        var second = await scene.MetalinkAsync(file => (int)file.Element(FollowedOrigin.Metalink3 + "size")! == 5);
        var older = Assert.Single(second.Descendants(FollowedOrigin.MirrorManager + "alternate"));
        Assert.Equal(3, (int)older.Element(FollowedOrigin.Metalink3 + "size")!);
        Assert.Equal(date.ToUnixTimeSeconds(), (long)older.Element(FollowedOrigin.MirrorManager + "timestamp")!);
        Assert.Equal(
            FollowedOrigin.HashOf(first, "sha256"),
            FollowedOrigin.HashOf(older, "sha256"));
    }

    [Fact]
    public async Task A_root_that_disappears_is_no_longer_vouched_for()
    {
        await using var scene = await FollowedOrigin.StartAsync();
        scene.Origin.Put(Repomd, "one");
        await scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
        scene.Origin.Remove(Repomd);
        var file = await scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is null);
        Assert.Equal([scene.Origin.Url(Repomd).AbsoluteUri], FollowedOrigin.UrlsOf(file));
    }

    [Fact]
    public async Task An_invention_is_asked_for_once_and_never_vouched_for()
    {
        await using var scene = await FollowedOrigin.StartAsync();
        scene.Origin.Put(Repomd, "one");
        const string Invented = "/rocky/nonsense/repodata/repomd.xml";
        for (var i = 0; i < 20; i++) await scene.Redirector.AskAsync(Invented);
        await scene.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
        await FollowedOrigin.UntilAsync(() => Task.FromResult(scene.Origin.CountOf(Repomd) > 3));
        Assert.Equal(1, scene.Origin.CountOf(Invented));
        Assert.Null(scene.Redirector.Services.GetRequiredService<IndexDigests>().Find(Invented));
    }

    [Fact]
    public async Task Switched_off_nothing_is_asked()
    {
        await using var scene = await FollowedOrigin.StartAsync("--Redirector:Crawl:Enabled=false");
        scene.Origin.Put(Repomd, "one");
        for (var i = 0; i < 5; i++) await scene.MetalinkAsync();
        Assert.False(scene.Redirector.Services.GetRequiredService<IndexDigests>().Asked.TryRead(out _));
        Assert.Empty(scene.Origin.Requests);
    }

    [Fact]
    public async Task An_origin_inside_is_not_asked_unless_its_network_is_allowed()
    {
        await using var scene = await FollowedOrigin.StartAsync("--Redirector:Crawl:AllowedNetworks:0=10.0.0.0/8");
        scene.Origin.Put(Repomd, "one");
        await scene.MetalinkAsync();
        var digests = scene.Redirector.Services.GetRequiredService<IndexDigests>();
        await FollowedOrigin.UntilAsync(() => Task.FromResult(
            digests.Roots.Any(root => root.Key == Repomd && root.Value.NextLook < DateTimeOffset.MaxValue)));
        Assert.Null(digests.Find(Repomd));
        Assert.Empty(scene.Origin.Requests);
    }

    [Fact]
    public async Task What_was_learnt_outlives_the_program()
    {
        using var folder = new TemporaryFolder();
        var registry = $"--ConnectionStrings:Registry=Data Source={folder.Path}/registry.db";
        await using var origin = await LoopbackOrigin.StartAsync();
        origin.Put(Repomd, "one");
        await using (var first = await FollowedOrigin.StartAsync(origin, registry))
        {
            await first.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
            var memory = first.Redirector.Services.GetRequiredService<MirrorRegistry>();
            await FollowedOrigin.UntilAsync(async () =>
                (await memory.ReadIndexRootsAsync(TestContext.Current.CancellationToken)).Value?.Count > 0);
        }

        await using var second = await FollowedOrigin.StartAsync(origin, registry);
        var digests = second.Redirector.Services.GetRequiredService<IndexDigests>();
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd) is not null));
    }

    [Fact]
    public async Task Questions_are_noted_as_soon_as_the_start_is_over()
    {
        await using var scene = await CrawledScene.StartAsync();
        var follower = scene.Service<OriginFollower>();
        await follower.StartAsync(TestContext.Current.CancellationToken);
        Assert.True(scene.Service<IndexDigests>().IsLearning);
        await follower.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_root_that_changed_right_after_a_look_is_seen_when_it_is_asked_for()
    {
        await using var scene = await FollowedOrigin.StartAsync(Seldom);
        var digests = scene.Redirector.Services.GetRequiredService<IndexDigests>();
        scene.Origin.Put(Repomd, "one");
        await scene.Redirector.AskAsync(Repomd);
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd) is not null));
        scene.Origin.Put(Repomd, "other");
        await scene.Redirector.AskAsync(Repomd);
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd)?.Current.SizeBytes == 5));
    }

    [Fact]
    public async Task A_root_that_changed_while_a_client_was_on_its_way_to_the_origin_is_seen_unasked()
    {
        await using var scene = await FollowedOrigin.StartAsync(Seldom);
        var digests = scene.Redirector.Services.GetRequiredService<IndexDigests>();
        scene.Origin.Put(Repomd, "one");
        await scene.Redirector.AskAsync(Repomd);
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd) is not null));
        var looks = scene.Origin.CountOf(Repomd);
        await scene.Redirector.AskAsync(Repomd);
        await FollowedOrigin.UntilAsync(() => Task.FromResult(scene.Origin.CountOf(Repomd) > looks));
        scene.Origin.Put(Repomd, "other");
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd)?.Current.SizeBytes == 5));
    }

    [Fact]
    public async Task What_the_last_state_rests_on_is_followed_without_registry_and_question()
    {
        using var folder = new TemporaryFolder();
        string[] settings = [$"--Redirector:State={folder.Path}/last-good", Seldom];
        await using var origin = await LoopbackOrigin.StartAsync();
        origin.Put(Repomd, "one");
        await using (var first = await FollowedOrigin.StartAsync(origin, settings))
        {
            await first.MetalinkAsync(file => FollowedOrigin.HashOf(file, "sha256") is not null);
            Assert.True(first.Redirector.Services.GetRequiredService<CrawlRecall>().Keep());
        }

        await using var second = await FollowedOrigin.StartAsync(
            origin, [.. settings, "--ConnectionStrings:Registry=Data Source=/dev/null/x.db"]);
        var digests = second.Redirector.Services.GetRequiredService<IndexDigests>();
        await FollowedOrigin.UntilAsync(() => Task.FromResult(digests.Find(Repomd) is not null));
    }

    [Fact]
    public async Task What_the_last_state_rests_on_is_looked_at_again_until_the_origin_answers()
    {
        await using var scene = await CrawledScene.StartAsync();
        const string Root = $"/files/{CrawledScene.Root}";
        var (looks, digests) = (scene.Service<RootLooks>(), scene.Service<IndexDigests>());
        var cancellation = TestContext.Current.CancellationToken;
        await scene.RoundAsync();
        digests.Forget(Root);
        scene.Origin.Answer(Root, context =>
        {
            // Who names a time is not asked again within the same look.
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (503, "0");
            return Task.CompletedTask;
        });
        await looks.TakeInAsync(Root, isAsked: true, cancellation);
        await looks.LookAgainAsync(Root, cancellation);
        Assert.Null(digests.Find(Root));
        CrawledScene.Publish(scene.Origin, 2);
        await looks.LookAgainAsync(Root, cancellation);
        Assert.NotNull(digests.Find(Root));
        Assert.Equal(2, scene.Service<OriginMemory>().Find("files", CrawledScene.Root)?.Publication.Current.Number);
    }
}
