using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;

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
    public void Only_the_beginning_of_a_path_is_rewritten(string from, string to, string path, string? expected) =>
        Assert.Equal(expected, new PathAlias(new(from, to)).Rewrite(path));

    [Theory]
    [InlineData("^a)|(?:b")]
    [InlineData("^a(")]
    public void Brackets_that_do_not_match_are_refused(string from) =>
        Assert.ThrowsAny<ArgumentException>(() => AliasExpression.Compile(from));
}
