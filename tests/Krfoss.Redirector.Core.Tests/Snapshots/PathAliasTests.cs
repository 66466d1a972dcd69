using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Snapshots;

public sealed class PathAliasTests
{
    [Theory]
    [InlineData("^dists/([^/]+)/", "/other/$1/", "dists/sid/Release", "/other/sid/Release")]
    [InlineData("^dists/([^/]+)/", "/other/$1/", "x/dists/sid/Release", null)]
    [InlineData("^foo|bar/", "/other/", "bar/x", "/other/x")]
    [InlineData("^foo|bar/", "/other/", "a/bar/x", null)]
    [InlineData("^foo|bar/", "/other/", "a/foo", null)]
    [InlineData("(?m)^foo", "/other", "foo/foo", "/other/foo")]
    [InlineData("^", "/other/", "x", "/other/x")]
    [InlineData("^dist", "/other", "DIST", null)]
    [InlineData("^di?s", "/other", "dsx", "/otherx")]
    [InlineData("^di*s", "/other", "dsx", "/otherx")]
    [InlineData("^di{0,1}s", "/other", "dsx", "/otherx")]
    [InlineData("^di+s", "/other", "diisx", "/otherx")]
    [InlineData("^a?b", "/other", "b", "/other")]
    [InlineData("dis", "/other", "disx", "/otherx")]
    [InlineData("(?i)dis", "/other", "DISx", "/otherx")]
    public void Only_the_beginning_of_a_path_is_rewritten(string from, string to, string path, string? expected) =>
        Assert.Equal(expected, new PathAlias(new(from, to)).Rewrite(path));

    [Theory]
    [InlineData("^dists/([^/]+-security)/", "dists/")]
    [InlineData("^foo|bar/", "")]
    [InlineData("^a-b_c9/d.e", "a-b_c9/d")]
    [InlineData("^ab?c", "a")]
    [InlineData("^a?", "")]
    [InlineData("?", "")]
    [InlineData("", "")]
    public void What_every_path_begins_with_is_found_in_the_expression(string from, string expected) =>
        Assert.Equal(expected, AliasExpression.LiteralBeginning(from));

    [Fact]
    public void Path_that_begins_otherwise_costs_nothing()
    {
        var alias = new PathAlias(new("^dists/([^/]+-security)/", "/debian-security/dists/$1/"));
        Assert.Equal(0, Allocation.Of(() => alias.Rewrite("pool/main/h/hello/hello_1.0_amd64.deb")));
    }

    [Theory]
    [InlineData("^a)|(?:b")]
    [InlineData("^a(")]
    public void Brackets_that_do_not_match_are_refused(string from) =>
        Assert.ThrowsAny<ArgumentException>(() => AliasExpression.Compile(from));
}
