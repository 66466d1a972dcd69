using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>Research networks, and who serves a monopoly's clients while its mirror does not.</summary>
public sealed class NetworkRulesTests
{
    private const uint Member = 17579;

    [Fact]
    public void A_member_of_a_research_network_gets_the_bonus()
    {
        var scene = new Scene { Selection = new(NearKm: 1, Spill: 0) }
            .With("near", Scene.Seoul)
            .With("campus", Scene.Yongin, mirror => mirror with { Networks = ["kreonet"] });
        var client = new GeoPoint(37.4, 127.05);
        Assert.Equal(["campus"], scene.Spread(Scene.At(client, Member)).Keys);
        Assert.Equal(["near"], scene.Spread(Scene.At(client, Scene.Kt)).Keys);
    }

    [Fact]
    public void A_member_without_a_place_gets_its_research_network_first()
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("campus", Scene.Jeju, mirror => mirror with { Networks = ["kreonet"] });
        Assert.Equal("campus", scene.Decide(Scene.CountryOnly("KR", Member)).Candidate?.Mirror.Id);
    }

    [Fact]
    public void A_research_network_is_not_one_owners_network()
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("private", Scene.Seoul, mirror => mirror with { Networks = ["kreonet"], Private = true })
            .With("first", Scene.Jeju, mirror => mirror with { Networks = ["kreonet"], OwnNetworkFirst = true });
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul, Member)).Candidate?.Mirror.Id);
    }

    [Theory]
    [InlineData(MonopolyFallback.Public, "near")]
    [InlineData(MonopolyFallback.Origin, null)]
    public void While_a_monopoly_mirror_is_paused_the_catalog_says_who_serves_its_clients(
        MonopolyFallback fallback, string? mirror)
    {
        var scene = new Scene().With("near", Scene.Seoul).With("campus", Scene.Jeju, campus => campus with
        {
            Monopoly = true,
            MonopolyFallback = fallback,
            Netblocks = [IpPrefix.TryParse("10.0.0.0/8", out var block) ? block : default],
            Paused = new("disk", null),
        });
        Assert.Equal(mirror, scene.Decide(Scene.At(Scene.Seoul), client: "10.1.2.3").Candidate?.Mirror.Id);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul), client: "11.1.2.3").Candidate?.Mirror.Id);
    }

    [Fact]
    public void The_netblock_of_nobody_is_nobodys_monopoly()
    {
        var scene = new Scene().With("near", Scene.Seoul)
            .With("campus", Scene.Jeju, mirror => mirror with { MonopolyFallback = MonopolyFallback.Origin });
        Assert.Equal(DecisionReason.Near, scene.Decide(Scene.At(Scene.Seoul)).Reason);
    }
}
