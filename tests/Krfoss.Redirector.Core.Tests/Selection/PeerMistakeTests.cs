using Krfoss.Redirector.Core.Geo;
using static Krfoss.Redirector.Core.Tests.Selection.ListScene;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>
/// Mistakes that other redirectors and mirror managers made when they chose or ordered, where no other test names them.
/// </summary>
public sealed class PeerMistakeTests
{
    /// <summary>One took a distance of 0 for an unknown one, one measured "near" in multiples of the nearest.</summary>
    [Fact]
    public void A_client_on_the_very_spot_of_a_mirror_has_neighbours_too()
    {
        var scene = new Scene().With("here", Scene.Seoul).With("beside", new(37.6, 127.0)).With("far", new(28, 127));
        var spread = scene.Spread(Scene.At(Scene.Seoul));
        Assert.InRange(spread["here"], 1800, 2800);
        Assert.InRange(spread["beside"], 1000, 2100);
        Assert.Equal(["beside", "here"], scene.AlmaLinux(Scene.At(Scene.Seoul))[..2].Order());
    }

    /// <summary>One gave a client of unknown place mirrors of anywhere.</summary>
    [Fact]
    public void A_client_without_a_place_never_gets_a_foreign_mirror_before_one_at_home()
    {
        var scene = new Scene().With("seoul", Scene.Seoul).With("tokyo", Scene.Tokyo, country: "JP");
        Assert.DoesNotContain("tokyo", scene.Spread(Scene.CountryOnly("KR")).Keys);
        Assert.DoesNotContain("tokyo", scene.Spread(Scene.CountryOnly(null)).Keys);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal("seoul", scene.MirrorManager(Scene.CountryOnly(null), $"203.0.{i}.7")[0]);
            Assert.Equal("seoul", scene.AlmaLinux(Scene.CountryOnly("KR"), $"203.0.{i}.7")[0]);
        }
    }

    /// <summary>One had a comparison that was no order, so that lists depended on where they began.</summary>
    [Fact]
    public void The_order_does_not_depend_on_the_order_of_the_catalog()
    {
        (string Id, GeoPoint Point, string Country)[] mirrors =
        [
            ("seoul", Scene.Seoul, "KR"), ("yongin", Scene.Yongin, "KR"), ("jeju", Scene.Jeju, "KR"),
            ("fukuoka", Scene.Fukuoka, "JP"), ("tokyo", Scene.Tokyo, "JP"), ("twin", Scene.Seoul, "KR"),
        ];
        var (forth, back) = (new Scene(), new Scene());
        foreach (var (id, point, country) in mirrors) forth.With(id, point, country: country);
        foreach (var (id, point, country) in mirrors.Reverse()) back.With(id, point, country: country);
        ClientLocation[] clients =
            [Scene.At(Scene.Seoul), Scene.At(Scene.Jeju, Scene.Kt), Scene.CountryOnly("KR"), Scene.CountryOnly(null)];
        foreach (var client in clients)
        {
            Assert.Equal(forth.MirrorManager(client), back.MirrorManager(client));
            Assert.Equal(forth.AlmaLinux(client), back.AlmaLinux(client));
            Assert.Equal(
                forth.Decide(client).Candidate?.Mirror.Id, back.Decide(client).Candidate?.Mirror.Id);
        }
    }

    /// <summary>One had a table in which a country could be allowed by one mirror alone.</summary>
    [Fact]
    public void Many_mirrors_may_allow_the_same_country()
    {
        var scene = new Scene()
            .With("one", Scene.Seoul, mirror => mirror with { CountriesAllowed = ["KR", "JP"] })
            .With("two", Scene.Seoul, mirror => mirror with { CountriesAllowed = ["KR", "JP"] });
        Assert.Equal(["one", "two"], scene.Spread(Scene.At(Scene.Seoul)).Keys.Order());
        Assert.Equal(["one", "two"], scene.MirrorManager(Scene.At(Scene.Tokyo, country: "JP")).Order());
    }

    /// <summary>Nobody tested the edges of the map.</summary>
    [Fact]
    public void The_nearest_is_the_nearest_across_the_date_line_too()
    {
        var scene = new Scene().With("east", new(-17, 179.5), country: "FJ").With("west", new(-17, 177), country: "FJ");
        Assert.Equal(
            "east", scene.Decide(Scene.At(new(-17, -179.5), country: "WS")).Candidate?.Mirror.Id);
        Assert.Equal("west", scene.Decide(Scene.At(new(-17, 176), country: "FJ")).Candidate?.Mirror.Id);
    }

    /// <summary>Some lists left mirrors out by rules that the redirect did not know, or the other way round.</summary>
    [Fact]
    public void A_list_names_nobody_that_a_redirect_would_not_choose_and_everybody_that_it_would()
    {
        var scene = new Scene().With("open", Scene.Seoul)
            .With("private", Scene.Seoul, mirror => mirror with { Private = true, Asns = [1] })
            .With("paused", Scene.Seoul, mirror => mirror with { Paused = new("disk", null) })
            .With("block", Scene.Seoul, mirror => In("203.0.113.0/24")(mirror) with { Private = true })
            .With("abroad", Scene.Tokyo, mirror => mirror with { CountriesAllowed = ["JP"] }, "JP");
        string[] expected = ["block", "open"];
        Assert.Equal(expected, scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.113.7").Order());
        Assert.Equal(expected, scene.AlmaLinux(Scene.At(Scene.Seoul), "203.0.113.7").Order());
        Assert.Equal(["open"], scene.MirrorManager(Scene.At(Scene.Seoul), "203.0.114.7"));
        Assert.Equal("block", scene.Decide(Scene.At(Scene.Seoul), client: "203.0.113.7").Candidate?.Mirror.Id);
    }
}
