using static Krfoss.Redirector.Core.Tests.Selection.ListScene;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>Every rule of MirrorManager's order, and the mistakes of such orders that must not come back.</summary>
public sealed class MirrorManagerOrderTests
{
    private const uint Member = 17579;

    /// <summary>One mirror for each group, and enough of the continent that the world is not needed.</summary>
    private static Scene Everywhere() => new Scene()
        .With("paris", Scene.Tokyo, country: "FR")
        .With("tokyo", Scene.Tokyo, country: "JP").With("osaka", Scene.Tokyo, country: "JP")
        .With("seoul", Scene.Seoul).With("busan", Scene.Seoul)
        .With("peer", Scene.Tokyo, mirror => mirror with { Networks = ["kreonet"] }, "US")
        .With("kt", Scene.Tokyo, mirror => mirror with { Networks = ["kt"] }, "US")
        .With("wide", Scene.Tokyo, In("10.0.0.0/8"), "US")
        .With("narrow", Scene.Tokyo, In("10.1.0.0/16"), "US");

    [Fact]
    public void Netblock_then_network_then_peers_then_country_then_continent()
    {
        var list = Everywhere().MirrorManager(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3");
        Assert.Equal(["narrow", "wide", "kt"], list[..3]);
        Assert.Equal(["busan", "seoul"], list[3..5].Order());
        Assert.Equal(["osaka", "tokyo"], list[5..].Order());
        Assert.Equal("peer", Everywhere().MirrorManager(Scene.At(Scene.Seoul, Member))[0]);
    }

    [Fact]
    public void The_longest_netblock_comes_first() =>
        Assert.Equal(["narrow", "wide"], Everywhere().MirrorManager(Scene.At(Scene.Seoul), "10.1.2.3")[..2]);

    [Fact]
    public void The_comment_tells_how_the_list_came_about() => Assert.Equal(
        "Using preferred netblock Using ASN 4766 country = KR country = JP ",
        Everywhere().Ordered(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3").Comment);

    [Fact]
    public void Fewer_than_five_are_filled_from_the_whole_world()
    {
        var scene = new Scene().With("seoul", Scene.Seoul).With("tokyo", Scene.Tokyo, country: "JP")
            .With("paris", Scene.Tokyo, country: "FR");
        Assert.Equal(["seoul", "tokyo", "paris"], scene.MirrorManager(Scene.At(Scene.Seoul)));
        Assert.EndsWith("country = global ", scene.Ordered(Scene.At(Scene.Seoul)).Comment);
        Assert.DoesNotContain("paris", Everywhere().MirrorManager(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3"));
    }

    [Theory]
    [InlineData("JP", "osaka tokyo")]
    [InlineData("jp,fr", "osaka paris tokyo")]
    [InlineData("FR", "paris")]
    [InlineData("global", "busan kt narrow osaka paris peer seoul tokyo wide")]
    [InlineData("jp,GLOBAL", "busan kt narrow osaka paris peer seoul tokyo wide")]
    public void Country_names_the_mirrors_and_rules_out_netblocks_and_networks(string countries, string ids) =>
        Assert.Equal(
            ids,
            string.Join(' ', Everywhere()
                .MirrorManager(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3", countries).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_country_without_mirrors_falls_back_to_its_continent_and_one_without_either_to_the_client()
    {
        Assert.Equal(["paris"], Everywhere().MirrorManager(Scene.At(Scene.Seoul), countries: "DE"));
        Assert.Equal(
            ["busan", "seoul"], Everywhere().MirrorManager(Scene.At(Scene.Seoul), countries: "AQ")[..2].Order());
        Assert.Equal(
            ["busan", "seoul"], Everywhere().MirrorManager(Scene.At(Scene.Seoul), countries: "no\u0000t")[..2].Order());
    }

    [Fact]
    public void Chance_inside_a_country_favours_bandwidth()
    {
        var scene = new Scene().With("wide", Scene.Seoul, mirror => mirror with { BandwidthMbps = 900 })
            .With("thin", Scene.Seoul, mirror => mirror with { BandwidthMbps = 100 });
        var first = Enumerable.Range(0, 2000).Count(i => scene.MirrorManager(Scene.At(Scene.Seoul), path: $"{i}/")[0]
            == "wide");
        Assert.InRange(first, 1740, 1860);
    }

    [Fact]
    public void Bandwidth_counts_between_1_and_10000_and_the_weight_beside_it()
    {
        var scene = new Scene().With("huge", Scene.Seoul, mirror => mirror with { BandwidthMbps = 1_000_000 })
            .With("large", Scene.Seoul, mirror => mirror with { BandwidthMbps = 10_000 })
            .With("half", Scene.Seoul, mirror => mirror with { BandwidthMbps = 10_000, Weight = 50 });
        var first = Enumerable.Range(0, 2000).Select(i => scene.MirrorManager(Scene.At(Scene.Seoul), path: $"{i}/")[0])
            .CountBy(id => id).ToDictionary();
        Assert.InRange(first["huge"], 720, 880);
        Assert.InRange(first["large"], 720, 880);
        Assert.InRange(first["half"], 330, 470);
    }

    [Fact]
    public void Inside_the_clients_network_bandwidth_does_not_count()
    {
        var scene = new Scene()
            .With("wide", Scene.Seoul, mirror => mirror with { Networks = ["kt"], BandwidthMbps = 10_000 })
            .With("thin", Scene.Seoul, mirror => mirror with { Networks = ["kt"], BandwidthMbps = 1 });
        var client = Scene.At(Scene.Seoul, Scene.Kt);
        Assert.InRange(Enumerable.Range(0, 2000).Count(i => scene.MirrorManager(client, path: $"{i}/")[0] == "thin"),
            900, 1100);
    }

    [Fact]
    public void The_same_client_block_and_path_meet_the_same_list()
    {
        var scene = Everywhere();
        var list = scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.7");
        Assert.Equal(list, scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.7"));
        Assert.Equal(list, scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.200"));
        Assert.NotEqual(
            Enumerable.Range(0, 20).Select(_ => list[0]),
            Enumerable.Range(0, 20).Select(i => scene.MirrorManager(Scene.At(Scene.Seoul), $"203.0.{i}.7")[0]));
    }

    [Fact]
    public void As_number_0_is_nobodys_network()
    {
        var scene = new Scene().With("unknown", Scene.Tokyo, mirror => mirror with { Asns = [0] }, "JP")
            .With("seoul", Scene.Seoul);
        var ordered = scene.Ordered(Scene.At(Scene.Seoul));
        Assert.Equal("seoul", ordered.Mirrors[0].Mirror.Id);
        Assert.DoesNotContain("ASN", ordered.Comment);
    }

    [Fact]
    public void A_monopoly_for_one_address_does_not_leak_to_its_neighbours()
    {
        var scene = new Scene().With("seoul", Scene.Seoul)
            .With("campus", Scene.Seoul, mirror => In("203.0.113.7")(mirror) with { Monopoly = true, Private = true });
        Assert.Equal(["campus"], scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.7"));
        Assert.Equal(["seoul"], scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.8"));
        Assert.Equal(["campus"], scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.7", "global"));
    }

    [Fact]
    public void Countries_allowed_hold_for_netblocks_and_networks_too()
    {
        var scene = new Scene().With("seoul", Scene.Seoul).With(
            "abroad",
            Scene.Seoul,
            mirror => In("10.0.0.0/8")(mirror) with { Networks = ["kt"], CountriesAllowed = ["JP"] });
        Assert.Equal(["seoul"], scene.MirrorManager(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3"));
    }

    [Fact]
    public void Private_paused_drained_and_partial_mirrors_are_named_where_a_redirect_would_name_them()
    {
        var scene = new Scene().With("seoul", Scene.Seoul)
            .With("private", Scene.Seoul, mirror => mirror with { Private = true, Networks = ["kt"] })
            .With("paused", Scene.Seoul, mirror => mirror with { Paused = new("disk", null) })
            .With("drained", Scene.Seoul, mirror => mirror with { Weight = 0 })
            .With("http", Scene.Seoul, mirror => mirror with { Urls = [new("http://http.example")] })
            .With("part", Scene.Seoul, mirror => mirror with
            {
                Repositories = [new("debian", "/debian", ["8/**"], [])],
            });
        Assert.Equal(["http", "seoul"], scene.MirrorManager(Scene.At(Scene.Seoul)).Order());
        Assert.Equal(["seoul"], scene.MirrorManager(Scene.At(Scene.Seoul), isHttps: true));
        Assert.Equal("private", scene.MirrorManager(Scene.At(Scene.Seoul, Scene.Kt))[0]);
    }

    [Fact]
    public void A_client_of_unknown_country_counts_as_being_at_home() => Assert.Equal(
        ["busan", "seoul"], Everywhere().MirrorManager(Scene.CountryOnly(null))[..2].Order());

    [Fact]
    public void Every_mirror_stands_once()
    {
        var scene = new Scene().With("all", Scene.Seoul, mirror => In("10.0.0.0/8", "10.1.0.0/16")(mirror) with
        {
            Networks = ["kt", "kreonet"],
        });
        Assert.Equal(["all"], scene.MirrorManager(Scene.At(Scene.Seoul, Scene.Kt), "10.1.2.3"));
    }
}
