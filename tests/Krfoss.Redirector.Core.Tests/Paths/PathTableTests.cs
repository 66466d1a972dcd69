using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Paths;

public sealed class PathTableTests
{
    private static readonly PathTable<string> Table = new(
    [
        new("/ubuntu", "ubuntu"), new("/ubuntu-ports", "ports"), new("/proxmox", "proxmox"),
        new("/proxmox/debian", "pve"), new("/a/b/c", "deep"),
    ]);

    [Theory]
    [InlineData("/ubuntu", "ubuntu", "")]
    [InlineData("/ubuntu/", "ubuntu", "")]
    [InlineData("/ubuntu/dists/x", "ubuntu", "dists/x")]
    [InlineData("/ubuntu/./x", "ubuntu", "./x")]
    [InlineData("/ubuntu-ports/x", "ports", "x")]
    [InlineData("/proxmox/x", "proxmox", "x")]
    [InlineData("/proxmox/debian/pve/x", "pve", "pve/x")]
    [InlineData("/proxmox/debian", "pve", "")]
    [InlineData("/proxmox/debian2/x", "proxmox", "debian2/x")]
    [InlineData("/a/b/c/d/e/f", "deep", "d/e/f")]
    public void The_longest_repository_path_wins(string path, string repository, string rest)
    {
        Assert.True(Table.TryFind(path, out var found, out var prefixLength));
        Assert.Equal(repository, found);
        Assert.Equal(rest, SegmentPrefix.Rest(path, prefixLength).ToString());
        Assert.True(SegmentPrefix.Matches(path, path.AsSpan(0, prefixLength)));
    }

    [Theory]
    [InlineData("/ubuntu.evil.com/x")]
    [InlineData("/ubuntu@evil/x")]
    [InlineData("/ubuntu:80/x")]
    [InlineData("/ubuntu;x/y")]
    [InlineData("/ubuntux")]
    [InlineData("/ubunt")]
    [InlineData("/Ubuntu/x")]
    [InlineData("/%75buntu/x")]
    [InlineData("/./ubuntu/x")]
    [InlineData("/a/b")]
    [InlineData("/a/b/cd")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("ubuntu/x")]
    public void Anything_but_whole_equal_segments_is_unknown(string path)
    {
        Assert.False(Table.TryFind(path, out _, out var prefixLength));
        Assert.Equal(0, prefixLength);
        Assert.False(SegmentPrefix.Matches(path, "/ubuntu"));
    }

    [Fact]
    public void An_empty_table_knows_nothing() => Assert.False(PathTable<int>.Empty.TryFind("/ubuntu", out _, out _));

    [Fact]
    public void It_agrees_with_trying_every_entry()
    {
        var random = new Random(3);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        while (paths.Count < 300) paths.Add(RandomPath(random, 5));
        var table = new PathTable<string>(paths.Select(path => KeyValuePair.Create(path, path)));
        Assert.Equal(300, table.Count);
        var hits = 0;
        for (var i = 0; i < 5000; i++)
        {
            var path = RandomPath(random, 7);
            var expected = paths.Where(entry => SegmentPrefix.Matches(path, entry)).MaxBy(entry => entry.Length);
            Assert.Equal(expected is not null, table.TryFind(path, out var found, out _));
            Assert.Equal(expected, found);
            if (expected is not null) hits++;
        }

        Assert.InRange(hits, 500, 5000);
    }

    [Theory]
    [InlineData("ubuntu")]
    [InlineData("/ubuntu/")]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/a//b")]
    public void A_path_that_is_not_a_repository_path_is_our_mistake(string path) =>
        Assert.Throws<ArgumentException>(() => new PathTable<int>([new(path, 1)]));

    [Fact]
    public void A_path_that_stands_twice_is_our_mistake() =>
        Assert.Throws<ArgumentException>(() => new PathTable<int>([new("/a", 1), new("/a", 2)]));

    [Fact]
    public void Looking_up_allocates_nothing() =>
        Assert.Equal(0, Allocation.Of(() => Table.TryFind("/proxmox/debian/pve/x", out _, out _)));

    private static string RandomPath(Random random, int deepest) =>
        string.Concat(Enumerable.Range(0, random.Next(1, deepest)).Select(_ => "/" + "abcdef"[random.Next(6)]));
}
