using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Core.Tests.Selection;

public sealed class SpreadTests
{
    [Fact]
    public void Mirrors_as_near_as_the_nearest_share_the_packages_of_one_upgrade()
    {
        var spread = new Scene().With("a", Scene.Seoul).With("b", new(37.55, 127.0)).With("c", new(37.50, 126.9))
            .Spread(Scene.At(Scene.Seoul));
        Assert.Equal(3, spread.Count);
        Assert.All(spread.Values, count => Assert.InRange(count, 400, 2600));
    }

    [Fact]
    public void The_share_falls_with_distance_as_the_formula_says()
    {
        // 20 km south of the nearest: e^(-20/25) = 0.449 of its share, so 0.310 of all.
        var scene = new Scene { Selection = new(NearKm: 25, Spill: 0) }
            .With("here", Scene.Seoul)
                .With("twenty", new(Scene.Seoul.Latitude - (20 / 111.195), Scene.Seoul.Longitude));
        var spread = scene.Spread(Scene.At(Scene.Seoul), packages: 20_000);
        Assert.InRange(spread["twenty"] / 20_000.0, 0.310 - 0.012, 0.310 + 0.012);
    }

    [Fact]
    public void The_share_follows_the_weight()
    {
        var spread = new Scene().With("full", Scene.Seoul)
            .With("quarter", Scene.Seoul, mirror => mirror with { Weight = 25 })
            .Spread(Scene.At(Scene.Seoul), packages: 20_000);
        Assert.InRange(spread["quarter"] / 20_000.0, 0.2 - 0.012, 0.2 + 0.012);
    }

    [Fact]
    public void A_small_share_goes_to_the_next_group_of_the_same_country_and_none_abroad()
    {
        var scene = new Scene().With("gwangju", Scene.Gwangju).With("seoul", Scene.Seoul).With("yongin", Scene.Yongin)
            .With("fukuoka", Scene.Fukuoka, country: "JP");
        var spread = scene.Spread(Scene.At(Scene.Gwangju), packages: 20_000);
        Assert.InRange(spread["gwangju"] / 20_000.0, 0.95 - 0.01, 0.95 + 0.01);
        Assert.DoesNotContain("fukuoka", spread.Keys);
        Assert.Equal(20_000, spread.Values.Sum());
    }

    [Fact]
    public void Spilled_requests_say_so()
    {
        var scene = new Scene { Selection = new(Spill: 0.5) }.With("gwangju", Scene.Gwangju).With("seoul", Scene.Seoul);
        for (var i = 0; i < 50; i++)
        {
            var decision = scene.Decide(Scene.At(Scene.Gwangju), $"pool/{i}.deb");
            Assert.Equal(
                decision.Candidate?.Mirror.Id == "seoul" ? DecisionReason.Spill : DecisionReason.Near, decision.Reason);
        }
    }

    [Fact]
    public void A_country_without_a_place_is_spread_and_not_treated_as_the_capital()
    {
        var spread = new Scene().With("seoul", Scene.Seoul).With("gwangju", Scene.Gwangju).With("jeju", Scene.Jeju)
            .Spread(Scene.CountryOnly("KR"), packages: 9_000);
        Assert.All(["seoul", "gwangju", "jeju"], id => Assert.InRange(spread[id], 2_700, 3_300));
    }

    [Fact]
    public void Without_a_place_the_own_network_comes_first_and_the_rest_of_the_country_gets_the_small_share()
    {
        var scene = new Scene().With("seoul", Scene.Seoul)
            .With("jeju", Scene.Jeju, mirror => mirror with { Networks = ["kt"] });
        var spread = scene.Spread(Scene.CountryOnly("KR", Scene.Kt), packages: 20_000);
        Assert.InRange(spread["jeju"] / 20_000.0, 0.94, 0.96);
        Assert.Equal(DecisionReason.Network, scene.Decide(Scene.CountryOnly("KR", Scene.Kt), "pool/1.deb").Reason);
        Assert.Equal(DecisionReason.Country, scene.Decide(Scene.CountryOnly("KR"), "pool/1.deb").Reason);
    }

    [Fact]
    public void An_unknown_country_counts_as_the_sites_default()
    {
        var spread = new Scene().With("seoul", Scene.Seoul).With("tokyo", Scene.Tokyo, country: "JP")
            .Spread(Scene.CountryOnly(null));
        Assert.Equal(["seoul"], spread.Keys);
    }

    [Fact]
    public void A_foreign_country_without_a_place_is_spread_by_weight()
    {
        var spread = new Scene().With("seoul", Scene.Seoul)
            .With("jeju", Scene.Jeju, mirror => mirror with { Weight = 50 })
            .Spread(Scene.CountryOnly("US"), packages: 9_000);
        Assert.InRange(spread["jeju"], 2_700, 3_300);
    }

    [Fact]
    public void The_same_question_always_has_the_same_answer()
    {
        var scene = new Scene().With("a", Scene.Seoul).With("b", Scene.Seoul).With("c", Scene.Seoul);
        Assert.Single(
            Enumerable.Range(0, 20).Select(_ => scene.Decide(Scene.At(Scene.Seoul)).Candidate!.Mirror.Id).Distinct());
    }

    [Fact]
    public void Clients_of_one_block_agree_and_other_blocks_are_spread_too()
    {
        var scene = new Scene().With("a", Scene.Seoul).With("b", Scene.Seoul).With("c", Scene.Seoul);
        Assert.Single(Enumerable.Range(1, 20).Select(i => Chosen($"1.2.3.{i}")).Distinct());
        Assert.Equal(3, Enumerable.Range(1, 60).Select(i => Chosen($"1.2.{i}.4")).Distinct().Count());
        Assert.Single(Enumerable.Range(1, 20).Select(i => Chosen($"2001:db8:1:{i}::1")).Distinct());

        string Chosen(string client)
        {
            // IPv6 clients need a mirror that declares it; here all of them may be v4 only.
            var snapshot = new Scene().With("a", Scene.Seoul, V6).With("b", Scene.Seoul, V6)
                .With("c", Scene.Seoul, V6).Snapshot();
            return MirrorSelector.Decide(
                snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), client: client)).Candidate!.Mirror.Id;
        }

        static Core.Catalog.MirrorDefinition V6(Core.Catalog.MirrorDefinition mirror) => mirror with { IPv6 = true };
    }

    [Theory]
    [InlineData("core/os/x86_64/a-1-any.pkg.tar.zst", "core/os/x86_64/a-1-any.pkg.tar.zst.sig")]
    [InlineData("images/x.iso", "images/x.iso.asc")]
    public void A_package_and_its_signature_go_to_the_same_mirror(string package, string signature)
    {
        var scene = new Scene().With("a", Scene.Seoul).With("b", Scene.Seoul).With("c", Scene.Seoul)
            .With("d", Scene.Seoul);
        for (var i = 0; i < 30; i++)
        {
            var client = $"1.2.{i}.4";
            Assert.Equal(
                scene.Decide(Scene.At(Scene.Seoul), package, client).Candidate!.Mirror.Id,
                scene.Decide(Scene.At(Scene.Seoul), signature, client).Candidate!.Mirror.Id);
        }
    }

    [Fact]
    public void A_mirror_that_leaves_moves_only_its_own_requests()
    {
        var before = new Scene { Selection = new(Spill: 0) }.With("a", Scene.Seoul).With("b", Scene.Seoul)
            .With("c", Scene.Seoul);
        var after = new Scene { Selection = new(Spill: 0) }.With("a", Scene.Seoul).With("b", Scene.Seoul);
        for (var i = 0; i < 300; i++)
        {
            var chosen = before.Decide(Scene.At(Scene.Seoul), $"pool/{i}.deb").Candidate!.Mirror.Id;
            if (chosen != "c")
                Assert.Equal(chosen, after.Decide(Scene.At(Scene.Seoul), $"pool/{i}.deb").Candidate!.Mirror.Id);
        }
    }
}
