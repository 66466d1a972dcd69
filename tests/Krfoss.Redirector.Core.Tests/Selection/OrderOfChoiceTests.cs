using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Core.Tests.Selection;

public sealed class OrderOfChoiceTests
{
    private static IpPrefix Block(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var block));
        return block;
    }

    private static Func<MirrorDefinition, MirrorDefinition> In(params string[] blocks) =>
        mirror => mirror with { Netblocks = [.. blocks.Select(Block)] };

    [Fact]
    public void The_nearest_mirror_of_the_country_is_chosen()
    {
        var decision = new Scene().With("seoul", Scene.Seoul).With("gwangju", Scene.Gwangju)
            .With("daejeon", Scene.Daejeon)
            .Decide(Scene.At(Scene.Gwangju), "pool/near.deb");
        Assert.Equal("gwangju", decision.Candidate?.Mirror.Id);
        Assert.Equal(DecisionReason.Near, decision.Reason);
        Assert.Equal("http://gwangju.example/debian", decision.BaseUrl);
    }

    [Fact]
    public void A_mirror_at_home_is_chosen_before_a_nearer_one_abroad()
    {
        var spread = new Scene().With("seoul", Scene.Seoul).With("fukuoka", Scene.Fukuoka, country: "JP")
            .Spread(Scene.At(Scene.Jeju));
        Assert.Equal(["seoul"], spread.Keys);
    }

    [Fact]
    public void Without_a_mirror_at_home_the_nearest_abroad_is_chosen()
    {
        var decision = new Scene().With("tokyo", Scene.Tokyo, country: "JP")
            .With("fukuoka", Scene.Fukuoka, country: "JP")
            .Decide(Scene.At(Scene.Jeju));
        Assert.Equal("fukuoka", decision.Candidate?.Mirror.Id);
        Assert.Equal(DecisionReason.Foreign, decision.Reason);
    }

    [Fact]
    public void Without_any_mirror_the_origin_answers()
    {
        var decision = new Scene().Decide(Scene.At(Scene.Jeju));
        Assert.Null(decision.Candidate);
        Assert.Equal(DecisionReason.OriginNoMirror, decision.Reason);
        Assert.Equal("https://origin.example/debian", decision.BaseUrl);
    }

    [Fact]
    public void A_netblock_is_chosen_before_distance_and_the_longest_before_the_others()
    {
        var scene = new Scene()
            .With("near", Scene.Seoul)
            .With("wide", Scene.Gwangju, In("10.0.0.0/8"))
            .With("narrow", Scene.Jeju, In("10.1.0.0/16", "192.0.2.0/24"));
        Assert.Equal("narrow", scene.Decide(Scene.At(Scene.Seoul), client: "10.1.2.3").Candidate?.Mirror.Id);
        Assert.Equal("wide", scene.Decide(Scene.At(Scene.Seoul), client: "10.2.2.3").Candidate?.Mirror.Id);
        Assert.Equal(DecisionReason.Netblock, scene.Decide(Scene.At(Scene.Seoul), client: "10.2.2.3").Reason);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul), client: "11.2.2.3").Candidate?.Mirror.Id);
    }

    [Fact]
    public void A_monopoly_mirror_answers_its_netblock_alone_before_longer_netblocks()
    {
        var scene = new Scene()
            .With("near", Scene.Seoul)
            .With("narrow", Scene.Seoul, In("10.1.2.0/24"))
            .With("campus", Scene.Jeju, mirror => In("10.0.0.0/8")(mirror) with { Monopoly = true, Private = true });
        var decision = scene.Decide(Scene.At(Scene.Seoul), client: "10.1.2.3");
        Assert.Equal("campus", decision.Candidate?.Mirror.Id);
        Assert.Equal(DecisionReason.Monopoly, decision.Reason);
        Assert.Equal(0, decision.RunnersUpCount);

        var avoided = default(AvoidedMirrors);
        avoided.Add(AvoidedMirrors.TagOf(scene.Snapshot().FindMirror("campus")!));
        var again = scene.Decide(Scene.At(Scene.Seoul), client: "10.1.2.3", attempt: 2, avoided: avoided);
        Assert.Null(again.Candidate);
        Assert.Equal(DecisionReason.Retry, again.Reason);
    }

    [Fact]
    public void Own_network_first_is_chosen_before_nearer_mirrors_and_only_for_its_own_network()
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("own", Scene.Jeju, mirror => mirror with { Networks = ["kt"], OwnNetworkFirst = true });
        var own = scene.Decide(Scene.At(Scene.Seoul, Scene.Kt));
        Assert.Equal("own", own.Candidate?.Mirror.Id);
        Assert.Equal(DecisionReason.Network, own.Reason);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul, Scene.Lgu)).Candidate?.Mirror.Id);
    }

    [Fact]
    public void The_own_network_is_a_bounded_bonus_not_a_tier()
    {
        var scene = new Scene { Selection = new(Spill: 0) }
            .With("seoul", Scene.Seoul, mirror => mirror with { Networks = ["kt"] })
            .With("gwangju", Scene.Gwangju);
        Assert.Equal(["gwangju"], scene.Spread(Scene.At(Scene.Jeonju, Scene.Kt)).Keys);
    }

    [Theory]
    [InlineData(3559u)]
    [InlineData(4766u)]
    public void A_network_is_several_autonomous_systems(uint asn)
    {
        var scene = new Scene { Selection = new(NearKm: 0.001, Spill: 0) }
            .With("plain", Scene.Seoul)
            .With("kt", new(37.60, 126.98), mirror => mirror with { Networks = ["kt"] });
        Assert.Equal("kt", scene.Decide(Scene.At(Scene.Seoul, asn)).Candidate?.Mirror.Id);
    }

    [Fact]
    public void Autonomous_system_zero_matches_nothing()
    {
        var scene = new Scene().With("zero", Scene.Jeju, mirror => mirror with { Asns = [0], OwnNetworkFirst = true })
            .With("near", Scene.Seoul);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul)).Candidate?.Mirror.Id);
    }

    [Theory]
    [InlineData(PathKind.Metadata, DecisionReason.OriginMetadata)]
    [InlineData(PathKind.Listing, DecisionReason.OriginUnlisted)]
    [InlineData(PathKind.Unlisted, DecisionReason.OriginUnlisted)]
    public void What_no_mirror_may_answer_goes_to_the_origin(PathKind kind, DecisionReason reason)
    {
        var decision = new Scene().With("near", Scene.Seoul).Decide(Scene.At(Scene.Seoul), kind: kind);
        Assert.Null(decision.Candidate);
        Assert.Equal(reason, decision.Reason);
    }

    [Theory]
    [InlineData(PathKind.Package)]
    [InlineData(PathKind.PackageSignature)]
    [InlineData(PathKind.InstallerImage)]
    public void What_mirrors_may_answer_goes_to_a_mirror(PathKind kind) =>
        Assert.NotNull(new Scene().With("near", Scene.Seoul).Decide(Scene.At(Scene.Seoul), kind: kind).Candidate);

    [Fact]
    public void The_third_question_goes_to_the_origin()
    {
        var scene = new Scene().With("a", Scene.Seoul).With("b", Scene.Seoul).With("c", Scene.Seoul);
        Assert.Equal(DecisionReason.Retry, scene.Decide(Scene.At(Scene.Seoul), attempt: 2).Reason);
        Assert.NotNull(scene.Decide(Scene.At(Scene.Seoul), attempt: 2).Candidate);
        var third = scene.Decide(Scene.At(Scene.Seoul), attempt: 3);
        Assert.Null(third.Candidate);
        Assert.Equal(DecisionReason.Retry, third.Reason);
    }

    [Fact]
    public void Runners_up_follow_the_order_and_do_not_repeat_the_chosen()
    {
        var decision = new Scene().With("a", Scene.Seoul).With("b", Scene.Daejeon).With("c", Scene.Gwangju)
            .With("d", Scene.Tokyo, country: "JP").With("e", Scene.Tokyo, country: "JP")
                .Decide(Scene.At(Scene.Seoul), "pool/b.deb");
        Assert.Equal("a", decision.Candidate?.Mirror.Id);
        Assert.Equal(3, decision.RunnersUpCount);
        Assert.Equal("b", decision.RunnerUp(0).Mirror.Id);
        Assert.Equal("c", decision.RunnerUp(1).Mirror.Id);
        Assert.Contains(decision.RunnerUp(2).Mirror.Id, (string[])["d", "e"]);
    }

    [Fact]
    public void Mirrors_beyond_the_stack_are_ranked_alike()
    {
        var scene = new Scene();
        for (var i = 0; i < 500; i++) scene.With($"m{i}", new(33 + (i * 0.01), 127));
        var decision = scene.Decide(Scene.At(new GeoPoint(37.99, 127)), "pool/x.deb");
        Assert.NotNull(decision.Candidate);
        Assert.InRange(decision.Candidate.Mirror.Definition.Location.Point.Latitude, 37.5, 38);
    }
}
