using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Selection;
using static Krfoss.Redirector.Core.Tests.Selection.ListScene;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>Every rule of AlmaLinux's order.</summary>
public sealed class AlmaLinuxOrderTests
{
    private static readonly GeoPoint Beijing = new(39.9, 116.4);
    private static readonly GeoPoint Paris = new(48.9, 2.4);

    [Fact]
    public void Subnets_then_network_then_near_then_far_at_home_then_near_then_far_abroad()
    {
        var scene = new Scene()
            .With("paris", Paris, country: "FR").With("beijing", Beijing, country: "CN")
            .With("fukuoka", Scene.Fukuoka, country: "JP")
            .With("island", new(28, 127), country: "KR")
            .With("jeju", Scene.Jeju).With("seoul", Scene.Seoul)
            .With("network", Paris, mirror => mirror with { Networks = ["kt"] }, "FR")
            .With("subnet", Paris, In("10.0.0.0/8"), "FR");
        var list = scene.AlmaLinux(Scene.At(Scene.Gwangju, Scene.Kt), "10.1.2.3");
        Assert.Equal(["subnet", "network"], list[..2]);
        Assert.Equal(["jeju", "seoul"], list[2..4].Order());
        Assert.Equal(["island", "fukuoka", "beijing", "paris"], list[4..]);
    }

    [Fact]
    public void A_monopoly_mirror_is_answered_alone_and_to_its_subnet_alone()
    {
        var scene = new Scene().With("seoul", Scene.Seoul)
            .With("campus", Paris, mirror => In("203.0.113.7")(mirror) with { Monopoly = true, Private = true });
        Assert.Equal(["campus"], scene.AlmaLinux(Scene.At(Scene.Seoul), "203.0.113.7"));
        Assert.Equal(["seoul"], scene.AlmaLinux(Scene.At(Scene.Seoul), "203.0.113.8"));
    }

    [Fact]
    public void Suitable_mirrors_are_filled_up_with_the_nearest_public_ones()
    {
        var scene = new Scene().With("seoul", Scene.Seoul)
            .With("private", Scene.Seoul, mirror => mirror with { Private = true, Asns = [1] })
            .With("network", Paris, mirror => mirror with { Networks = ["kt"] }, "FR");
        Assert.Equal(["network", "seoul"], scene.AlmaLinux(Scene.At(Scene.Seoul, Scene.Kt)));
    }

    [Fact]
    public void Ten_are_enough()
    {
        var scene = new Scene();
        for (var i = 0; i < 30; i++) scene.With($"m{i}", Scene.Seoul);
        Assert.Equal(AlmaLinuxOrder.Most, scene.AlmaLinux(Scene.At(Scene.Seoul)).Length);
    }

    [Fact]
    public void Within_500_km_at_home_any_order_and_steady_for_one_client_block()
    {
        var scene = new Scene().With("seoul", Scene.Seoul).With("jeju", Scene.Jeju);
        var first = Enumerable.Range(0, 400)
            .Count(i => scene.AlmaLinux(Scene.At(Scene.Seoul), $"203.{i / 200}.{i % 200}.7")[0] == "jeju");
        Assert.InRange(first, 150, 250);
        Assert.Equal(
            scene.AlmaLinux(Scene.At(Scene.Seoul), "203.0.113.7"),
            scene.AlmaLinux(Scene.At(Scene.Seoul), "203.0.113.9"));
    }

    [Fact]
    public void Beyond_500_km_the_nearer_comes_first()
    {
        var scene = new Scene().With("paris", Paris, country: "FR").With("beijing", Beijing, country: "CN");
        for (var i = 0; i < 20; i++)
            Assert.Equal(["beijing", "paris"], scene.AlmaLinux(Scene.At(Scene.Seoul), $"203.0.{i}.7"));
    }

    [Fact]
    public void A_client_without_a_place_gets_its_country_first_in_any_order()
    {
        var scene = new Scene().With("paris", Paris, country: "FR").With("seoul", Scene.Seoul).With("jeju", Scene.Jeju);
        var lists = Enumerable.Range(0, 100)
            .Select(i => scene.AlmaLinux(Scene.CountryOnly("KR"), $"203.0.{i}.7")).ToList();
        Assert.All(lists, list => Assert.Equal("paris", list[2]));
        Assert.Equal(["jeju", "seoul"], lists.Select(list => list[0]).Distinct().Order());
    }
}
