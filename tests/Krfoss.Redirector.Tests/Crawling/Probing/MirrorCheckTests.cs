using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

/// <summary>What a check asks for, and when it stops.</summary>
public sealed class MirrorCheckTests : IDisposable
{
    private readonly LiarScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Root_samples_and_a_file_that_cannot_exist_are_asked_for_over_one_connection()
    {
        await using var mirror = LyingMirror.Start(LiarKind.Honest);
        var (finding, result) = await _scene.CheckAsync(mirror);
        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.Equal(
            [
                "/dists/stable/InRelease", "/pool/b/beta/beta_2.0~rc1_amd64.deb",
                "/pool/a/alpha/alpha_1.0%2Bb1_amd64.deb",
            ],
            mirror.Requests.Take(3));
        Assert.StartsWith("/absent/", Assert.Single(mirror.Requests.Skip(3)));
        Assert.Equal(1, mirror.Connections);
        Assert.Equal(4, result.Exchanges.Count());
        Assert.All(result.Samples, sample => Assert.Equal(1024, sample.Exchange.Body.Length));
    }

    [Fact]
    public async Task Older_mirror_is_asked_for_what_it_must_have()
    {
        await using var mirror = LyingMirror.Start(LiarKind.Frozen);
        var (_, result) = await _scene.CheckAsync(mirror);
        Assert.Equal(
            [SmallRepository.Alpha, SmallRepository.Gone], result.Samples.Select(answer => answer.Sample.Path));
        Assert.All(result.Samples, answer => Assert.Equal(206, answer.Exchange.Status));
    }

    [Fact]
    public async Task Unchanged_root_is_not_read_again()
    {
        await using var mirror = LyingMirror.Start(LiarKind.Honest);
        var (_, first) = await _scene.CheckAsync(mirror);
        var seen = (first.RootSha256!, new Validators(first.Root.ETag, first.Root.LastModified));
        var (finding, second) = await _scene.CheckAsync(mirror, plan: plan => plan with { Seen = seen });
        Assert.Equal(304, second.Root.Status);
        Assert.Equal(first.RootSha256, second.RootSha256);
        Assert.Equal((Verdict.Ok, 3), (finding.Verdict, finding.Generation!.Number));
    }

    [Theory]
    [InlineData(LiarKind.TooManyRequests)]
    [InlineData(LiarKind.NotNow)]
    [InlineData(LiarKind.Http09)]
    [InlineData(LiarKind.RedirectsToLogin)]
    public async Task Mirror_that_does_not_answer_is_not_asked_on(LiarKind kind)
    {
        await using var mirror = LyingMirror.Start(kind);
        var (_, result) = await _scene.CheckAsync(mirror);
        Assert.Single(mirror.Requests);
        Assert.Single(result.Exchanges);
    }

    [Fact]
    public async Task What_was_asked_is_counted_and_a_wish_to_be_left_alone_is_kept()
    {
        var clock = new ManualTimeProvider();
        var politeness = new Politeness(clock);
        using var client = FetchScene.Client(FetchScene.Options(LyingMirror.Networks));
        await using var mirror = LyingMirror.Start(LiarKind.TooManyRequests);
        var plan = new MirrorCheckPlan(
            mirror.Url, mirror.Endpoint, SmallRepository.RootPath, "absent",
            SmallRepository.KnowledgeAt(clock.GetUtcNow()));
        await new MirrorCheck(client).RunAsync(plan, politeness, TestContext.Current.CancellationToken);
        Assert.Equal((1, 5), (politeness.Today.Requests, politeness.Today.Bytes));
        Assert.Equal(TimeSpan.FromSeconds(60), politeness.TryTake());
    }

    [Fact]
    public async Task Each_redirect_that_is_followed_counts_as_a_request()
    {
        var politeness = new LiarScene.HurriedTime().Politeness;
        using var client = FetchScene.Client(FetchScene.Options(LyingMirror.Networks));
        await using var mirror = LyingMirror.Start(LiarKind.Loops);
        var plan = new MirrorCheckPlan(
            mirror.Url, mirror.Endpoint, SmallRepository.RootPath, "absent",
            SmallRepository.KnowledgeAt(DateTimeOffset.UtcNow));
        await new MirrorCheck(client).RunAsync(plan, politeness, TestContext.Current.CancellationToken);
        Assert.Equal(["/dists/stable/InRelease", "/x/dists/stable/InRelease"], mirror.Requests);
        Assert.Equal(2, politeness.Today.Requests);
    }

    [Fact]
    public async Task What_cannot_exist_is_asked_for_also_out_of_turn_where_something_is_wrong()
    {
        await using var honest = LyingMirror.Start(LiarKind.Honest);
        var (_, result) = await _scene.CheckAsync(honest, plan: plan => plan with { AsksAbsent = false });
        Assert.Null(result.Absent);

        // Its index is not the origin's: is that so with every path?
        await using var liar = LyingMirror.Start(LiarKind.OkToAll);
        var (finding, _) = await _scene.CheckAsync(liar, plan: plan => plan with { AsksAbsent = false });
        Assert.Equal(Verdict.Soft404, finding.Verdict);
    }

    [Fact]
    public async Task Nothing_more_is_asked_for_after_the_first_file_that_is_wrong()
    {
        await using var mirror = LyingMirror.Start(LiarKind.NoPool);
        var (finding, result) = await _scene.CheckAsync(mirror);
        Assert.Equal(Verdict.PackagesMissing, finding.Verdict);
        Assert.Equal(Assert.Single(result.Samples).Sample, finding.Missed);
        Assert.Equal(3, mirror.Requests.Count);
    }
}
