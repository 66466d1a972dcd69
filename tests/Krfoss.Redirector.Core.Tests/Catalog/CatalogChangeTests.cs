using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
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
        Assert.Null(change.Objection);
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
        Assert.Null(change.Objection);
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
    [InlineData(4, 2, null)]
    [InlineData(4, 3, "3 of 4 mirrors would be removed")]
    [InlineData(3, 2, "2 of 3 mirrors would be removed")]
    [InlineData(3, 1, null)]
    [InlineData(1, 1, "1 of 1 mirrors would be removed")]
    [InlineData(0, 0, null)]
    public void More_than_half_of_the_mirrors_gone_meets_an_objection(int count, int removed, string? expected)
    {
        MirrorDefinition[] all = [.. Enumerable.Range(0, count).Select(i => Mirror($"m{i}", "x"))];
        var change = CatalogChange.Between(Catalog(all), Catalog([.. all.Skip(removed)]));
        Assert.Equal(expected, change.Objection);
        Assert.Equal(removed > 0, change.RemovesAnything);
    }

    [Theory]
    [InlineData(4, 2, null)]
    [InlineData(4, 3, "3 of 4 repositories would be removed")]
    [InlineData(2, 2, "2 of 2 repositories would be removed")]
    public void More_than_half_of_the_repositories_gone_meets_an_objection(int count, int removed, string? expected)
    {
        // Each mirror is the only one of its repository, so no repository loses several.
        string[] ids = [.. Enumerable.Range(0, count).Select(i => $"r{i}")];
        MirrorDefinition[] mirrors = [.. ids.Select(id => Mirror($"m-{id}", id))];
        MirrorDefinition[] idle = [.. mirrors.Select((m, i) => i < removed ? m with { Repositories = [] } : m)];
        var change = CatalogChange.Between(
            Declaring(ids, mirrors), Declaring(ids[removed..], idle));
        Assert.Equal(expected, change.Objection);
        Assert.True(change.RemovesAnything);
        Assert.Empty(change.Emptied);
        Assert.Contains($"; repositories: {removed} (r0, r1", change.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repository_may_be_retired_with_all_its_mirrors()
    {
        var before = Declaring(["x", "y"], Mirror("a", "x", "y"), Mirror("b", "x", "y"));
        var after = Declaring(["x"], Mirror("a", "x"), Mirror("b", "x"));
        var change = CatalogChange.Between(before, after);
        Assert.Null(change.Objection);
        Assert.Equal(["y"], change.RemovedRepositories);
        Assert.Empty(change.Emptied);
        Assert.True(change.RemovesAnything);
        Assert.False(CatalogChange.Between(after, before).RemovesAnything);
    }

    [Fact]
    public void A_declared_repository_that_loses_its_several_mirrors_meets_an_objection()
    {
        string[] ids = ["x", "y"];
        var before = Declaring(ids, Mirror("a", "x", "y"), Mirror("b", "x", "y"), Mirror("c", "x", "y"));
        var after = Declaring(ids, Mirror("a", "x"), Mirror("b", "x"), Mirror("c", "x"));
        var change = CatalogChange.Between(before, after);
        Assert.Equal([new("y", 3)], change.Emptied);
        Assert.Equal("repository 'y' would lose all of its 3 mirrors", change.Objection);
        Assert.EndsWith("; without any mirror now: y", change.Summary, StringComparison.Ordinal);
        Assert.Null(CatalogChange.Between(after, before).Objection);
        Assert.Null(CatalogChange.Between(CatalogDefinition.Empty, before).Objection);
    }

    [Fact]
    public void The_only_mirror_of_a_repository_may_go()
    {
        string[] ids = ["x", "y"];
        var before = Declaring(ids, Mirror("a", "x", "y"), Mirror("b", "x"));
        var after = Declaring(ids, Mirror("a", "x"), Mirror("b", "x"));
        var change = CatalogChange.Between(before, after);
        Assert.Null(change.Objection);
        Assert.Equal([new("y", 1)], change.Emptied);
        Assert.True(change.RemovesAnything);
    }

    private static CatalogDefinition Declaring(string[] repositories, params MirrorDefinition[] mirrors) =>
        Catalog(mirrors) with
        {
            Repositories = [.. repositories.Select(id => new RepositoryDefinition(
                id, RepositoryFormat.Plain, "/" + id, new("https://origin.example.org"), null, [], []))],
        };

    private static CatalogDefinition Catalog(params MirrorDefinition[] mirrors) =>
        CatalogDefinition.Empty with { Mirrors = mirrors };

    private static MirrorDefinition Mirror(string id, params string[] repositories) => new(
        id,
        id,
        new("Seoul", "KR", new GeoPoint(37.5, 127)),
        [new($"https://{id}.example.org")],
        [.. repositories.Select(r => new MirrorRepositoryDefinition(r, "/" + r, [], []))]);
}
