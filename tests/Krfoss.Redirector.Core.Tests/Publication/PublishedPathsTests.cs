using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>What counts where several roots speak of one path.</summary>
public sealed class PublishedPathsTests
{
    private const string Path = "pool/a.deb";

    private static RootPublication Stable(double hours, params IndexFile[] files) =>
        Published.Root("dists/stable/InRelease", hours, files);

    private static RootPublication Testing(double hours, params IndexFile[] files) =>
        Published.Root("dists/testing/InRelease", hours, files);

    /// <summary>The order of roots is that in which they were learnt, and must not matter.</summary>
    private static void BothWays(RootPublication one, RootPublication other, Action<Func<int, int, bool>> check)
    {
        var (paths, turned) = (PublishedPaths.Of([one, other]), PublishedPaths.Of([other, one]));
        check((atOne, atOther) => paths.Has(Path, atOne, atOther));
        check((atOne, atOther) => turned.Has(Path, atOther, atOne));
    }

    [Fact]
    public void Nothing_is_listed_by_nobody()
    {
        Assert.Equal(0, PublishedPaths.Of([]).Count);
        Assert.False(PublishedPaths.Empty.TryFind(PathHash.Of(Path), out _, out _));
        Assert.Equal(0, PublishedPaths.Of([Stable(0)]).Count);
    }

    [Fact]
    public void The_same_content_is_vouched_for_by_who_had_it_first() => BothWays(
        Stable(0, "b").Then(1, Path, "b"),
        Testing(0, "c").Then(2, "c", "d").Then(3, Path, "c", "d"),
        has =>
        {
            Assert.True(has(2, 0));
            Assert.False(has(1, 3));
        });

    [Fact]
    public void Where_roots_disagree_the_latest_word_counts() => BothWays(
        Stable(0, "b").Then(2, new IndexFile(Path, 1)),
        Testing(0, "c").Then(3, new IndexFile(Path, 2)),
        has =>
        {
            Assert.True(has(0, 2));
            Assert.False(has(2, 1));
        });

    [Fact]
    public void Three_words_are_settled_by_the_last_one_whatever_their_order()
    {
        RootPublication[] roots =
        [
            Stable(0, "b").Then(1, new IndexFile(Path, 1)),
            Testing(0, "c").Then(2, new IndexFile(Path, 2)),
            Published.Root("dists/unstable/InRelease", 0, "d").Then(3, new IndexFile(Path, 1)),
        ];
        int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (var order in orders)
        {
            var paths = PublishedPaths.Of([.. order.Select(i => roots[i])]);
            Assert.True(paths.TryFind(PathHash.Of(Path), out var voucher, out _));
            Assert.Equal((2, new Validity(2, Validity.Open)), (order[voucher.Root], voucher.Validity));
        }
    }

    [Fact]
    public void Where_it_cannot_be_told_who_spoke_last_nobody_vouches()
    {
        // Both were like this when they were first read, so either may be the newer one.
        BothWays(
            Stable(0, new IndexFile(Path, 1)),
            Testing(5, new IndexFile(Path, 2)),
            has => Assert.False(has(1, 1)));

        // A change that is seen counts again; one that may have been before the log begins does not.
        BothWays(
            Stable(0, new IndexFile(Path, 1)),
            Testing(5, "b").Then(6, new IndexFile(Path, 2)),
            has => Assert.True(has(1, 2)));
        BothWays(
            Stable(0, "b").Then(1, new IndexFile(Path, 1)),
            Testing(0, "b").Then(6, new IndexFile(Path, 2)).Forgetting(2),
            has => Assert.False(has(2, 2)));
        BothWays(
            Stable(0, "b").Then(1, new IndexFile(Path, 1)),
            Testing(0, "b").Then(1, new IndexFile(Path, 2)),
            has => Assert.False(has(2, 2)));
    }

    [Fact]
    public void A_root_that_drops_a_path_says_nothing_against_one_that_lists_it() => BothWays(
        Stable(0, new IndexFile(Path, 1), "b").Then(5, "b"),
        Testing(0, new IndexFile(Path, 2)),
        has =>
        {
            Assert.True(has(2, 1));
            Assert.False(has(1, 0));
        });

    [Fact]
    public void What_left_is_vouched_for_by_generations_that_still_list_it()
    {
        var root = Stable(0, "b").Then(1, Path, "b").Then(2, Path, "b", "c").Then(3, "b", "c");
        var paths = PublishedPaths.Of([root]);
        Assert.Equal([false, false, true, true, false], Enumerable.Range(0, 5).Select(v => paths.Has(Path, v)));
        Assert.True(paths.TryFind(PathHash.Of(Path), out _, out var sizeClass));
        Assert.Equal(0, sizeClass);
    }

    [Fact]
    public void Of_several_that_dropped_a_path_the_last_one_vouches() => BothWays(
        Stable(0, new IndexFile(Path, 1), "b").Then(4, "b"),
        Testing(0, new IndexFile(Path, 2), "b").Then(3, "b"),
        has =>
        {
            Assert.True(has(1, 0));
            Assert.False(has(2, 1));
        });

    [Fact]
    public void What_comes_back_is_had_by_those_who_saw_it_come_back()
    {
        var root = Stable(0, Path, "b").Then(1, "b").Then(2, Path, "b");
        var paths = PublishedPaths.Of([root]);
        Assert.Equal([false, false, false, true], Enumerable.Range(0, 4).Select(v => paths.Has(Path, v)));
    }

    [Fact]
    public void What_left_one_part_of_an_index_and_stands_in_another_is_listed()
    {
        var root = Published.Root("dists/stable/InRelease", 0, Parts<IReadOnlyList<IndexFile>>([Path], [Path]))
            .Then(1, Parts<IReadOnlyList<IndexFile>?>([], [Path]));
        Assert.True(PublishedPaths.Of([root]).Has(Path, 1));
        Assert.True(PublishedPaths.Of([root]).Has(Path, 2));
        var gone = root.Then(2, Parts<IReadOnlyList<IndexFile>?>([], []));
        Assert.Equal([true, true, false], Enumerable.Range(1, 3).Select(v => PublishedPaths.Of([gone]).Has(Path, v)));
    }

    [Fact]
    public void What_left_may_have_come_back_in_a_part_that_was_not_read()
    {
        var root = Published.Root("dists/stable/InRelease", 0, Parts<IReadOnlyList<IndexFile>>([Path, "b"], []))
            .Then(1, Parts<IReadOnlyList<IndexFile>?>(["b"], []))
            .Then(2, Parts<IReadOnlyList<IndexFile>?>(["b"], null));
        Assert.False(PublishedPaths.Of([root]).Has(Path, 1));
        Assert.True(PublishedPaths.Of([root]).Has("b", 1));
    }

    [Fact]
    public void More_vouchers_than_can_be_numbered_send_the_rest_to_the_origin()
    {
        // One path in each of so many roots, so each has a voucher of its own. Hashes rise with the root's index.
        const int roots = ushort.MaxValue + 10;
        var listed = Enumerable.Range(0, roots).Select(i => Stable(0) with
        {
            Listings = new Dictionary<string, IndexListing> { ["main"] = Listings.Of((ulong)i) },
        });
        var paths = PublishedPaths.Of([.. listed]);
        Assert.Equal(roots, paths.Count);
        for (var i = 0; i < roots; i++)
        {
            Assert.True(paths.TryFind((ulong)i, out var voucher, out _));
            Assert.Equal(i < ushort.MaxValue, voucher.Validity.Holds(1));
            Assert.InRange(voucher.Root, 0, roots - 1);
            if (i < ushort.MaxValue) Assert.Equal(i, voucher.Root);
        }
    }

    [Fact]
    public void A_look_up_allocates_nothing_and_tells_the_size()
    {
        var paths = PublishedPaths.Of([Stable(0, new IndexFile(Path, 90))]);
        Assert.Equal(0, Allocation.Of(() => paths.TryFind(PathHash.Of(Path), out _, out _)));
        Assert.True(paths.TryFind(PathHash.Of(Path), out _, out var sizeClass));
        Assert.InRange(ContentMark.BytesOf(sizeClass), 9_000 * 0.91, 9_000 * 1.1);
    }

    private static Dictionary<string, T> Parts<T>(T main, T extra) => new() { ["main"] = main, ["extra"] = extra };
}
