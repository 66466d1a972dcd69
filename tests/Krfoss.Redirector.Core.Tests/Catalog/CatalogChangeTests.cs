using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Catalog;

public sealed class CatalogChangeTests
{
    [Fact]
    public void The_same_file_read_twice_is_no_change()
    {
        var path = Path.Combine(TestFiles.Root, "docs", "examples", "mirrors.yaml");
        var change = CatalogChange.Between(TestFiles.ReadFile(path).Catalog!, TestFiles.ReadFile(path).Catalog!);
        Assert.Empty(change.Added);
        Assert.Empty(change.Removed);
        Assert.Empty(change.Changed);
        Assert.False(change.IsMassRemoval);
        Assert.Equal("mirrors: 0 added, 0 removed, 0 changed", change.Summary);
    }

    [Fact]
    public void Added_removed_and_changed_mirrors_are_named()
    {
        var before = Catalog(Mirror("a", "x"), Mirror("b", "x"), Mirror("c", "x"));
        var after = Catalog(Mirror("b", "x") with { Weight = 0 }, Mirror("c", "x"), Mirror("d", "x"));
        var change = CatalogChange.Between(before, after);
        Assert.Equal(["d"], change.Added);
        Assert.Equal(["a"], change.Removed);
        Assert.Equal(["b"], change.Changed);
        Assert.False(change.IsMassRemoval);
        Assert.Equal("mirrors: 1 (d) added, 1 (a) removed, 1 (b) changed", change.Summary);
    }

    public static TheoryData<string> ListMembers =>
        ["Urls", "Networks", "Asns", "Netblocks", "NetblockNames", "CountriesAllowed", "Repositories", "Include",
            "Exclude"];

    [Theory]
    [MemberData(nameof(ListMembers))]
    public void A_change_inside_a_list_is_a_change(string member)
    {
        var mirror = Mirror("a", "x");
        var changed = member switch
        {
            "Urls" => mirror with { Urls = [new("https://other.example.org")] },
            "Networks" => mirror with { Networks = ["kt"] },
            "Asns" => mirror with { Asns = [4766] },
            "Netblocks" => mirror with { Netblocks = [new(default, 128)] },
            "NetblockNames" => mirror with { NetblockNames = ["nat.example.org"] },
            "CountriesAllowed" => mirror with { CountriesAllowed = ["KR"] },
            "Repositories" => mirror with { Repositories = [.. mirror.Repositories, new("y", "/y", [], [])] },
            "Include" => mirror with { Repositories = [new("x", "/x", ["a"], [])] },
            _ => mirror with { Repositories = [new("x", "/x", [], ["a"])] },
        };
        Assert.Equal(["a"], CatalogChange.Between(Catalog(mirror), Catalog(changed)).Changed);
    }

    [Theory]
    [InlineData(4, 2, false)]
    [InlineData(4, 3, true)]
    [InlineData(3, 2, true)]
    [InlineData(3, 1, false)]
    [InlineData(1, 1, true)]
    [InlineData(0, 0, false)]
    public void More_than_half_of_the_mirrors_gone_is_a_mass_removal(int count, int removed, bool expected)
    {
        MirrorDefinition[] all = [.. Enumerable.Range(0, count).Select(i => Mirror($"m{i}", "x"))];
        MirrorDefinition[] rest = [.. all.Skip(removed)];
        Assert.Equal(expected, CatalogChange.Between(Catalog(all), Catalog(rest)).IsMassRemoval);
    }

    [Fact]
    public void A_repository_that_loses_all_its_mirrors_is_a_mass_removal()
    {
        var before = Catalog(Mirror("a", "x"), Mirror("b", "x"), Mirror("c", "x", "y"));
        var after = Catalog(Mirror("a", "x"), Mirror("b", "x"), Mirror("c", "x"));
        var change = CatalogChange.Between(before, after);
        Assert.Equal(["y"], change.Emptied);
        Assert.True(change.IsMassRemoval);
        Assert.Equal("mirrors: 0 added, 0 removed, 1 (c) changed; without any mirror now: y", change.Summary);
        Assert.False(CatalogChange.Between(after, before).IsMassRemoval);
        Assert.False(CatalogChange.Between(CatalogDefinition.Empty, before).IsMassRemoval);
    }

    private static CatalogDefinition Catalog(params MirrorDefinition[] mirrors) =>
        CatalogDefinition.Empty with { Mirrors = mirrors };

    private static MirrorDefinition Mirror(string id, params string[] repositories) => new(
        id,
        id,
        new("Seoul", "KR", new GeoPoint(37.5, 127)),
        [new($"https://{id}.example.org")],
        [.. repositories.Select(r => new MirrorRepositoryDefinition(r, "/" + r, [], []))]);
}
