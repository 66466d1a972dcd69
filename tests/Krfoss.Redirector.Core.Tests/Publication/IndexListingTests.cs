using System.Diagnostics;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexListingTests
{
    /// <summary>Lists in which a place cannot be computed from a value, and ordinary ones.</summary>
    public static TheoryData<string> Kinds => ["spread", "doubling", "crowded low", "crowded high", "steps", "edges"];

    private static ulong[] Hashes(string kind) => kind switch
    {
        "spread" => Listings.Spread(100_000, seed: 1),
        "doubling" => [.. Enumerable.Range(0, 64).Select(i => 1UL << i)],
        "crowded low" => [.. Enumerable.Range(0, 200_000).Select(i => (ulong)i), ulong.MaxValue],
        "crowded high" => [0, .. Enumerable.Range(0, 200_000).Select(i => ulong.MaxValue - 200_000 + (ulong)i)],

        // Every guess falls at the wrong end: most of the values, and a step that is as large as all before it.
        "steps" => [.. Enumerable.Range(0, 60).SelectMany(i =>
            Enumerable.Range(0, 1_000).Select(j => (1UL << (i + 3)) + ((ulong)j % (1UL << Math.Min(i, 10)))))
            .Distinct().Order()],
        _ => [0, 1, ulong.MaxValue / 2, ulong.MaxValue - 1, ulong.MaxValue],
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_listed_hash_is_found_and_no_other(string kind)
    {
        var hashes = Hashes(kind);
        var listing = Listings.Of(hashes);
        var known = hashes.ToHashSet();
        Assert.Equal(hashes.Length, listing.Count);
        for (var i = 0; i < hashes.Length; i++)
        {
            Assert.True(listing.TryFind(hashes[i], out var content));
            Assert.Equal((uint)i, content);
            foreach (var near in new[] { unchecked(hashes[i] - 1), unchecked(hashes[i] + 1) })
                Assert.Equal(known.Contains(near), listing.TryFind(near, out _));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_list_that_was_prepared_to_defeat_the_search_costs_little_more(string kind)
    {
        var hashes = Hashes(kind);
        var listing = Listings.Of(hashes);
        var found = 0;
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 200_000; i++)
        {
            if (listing.TryFind(hashes[(int)((long)i * 7_919 % hashes.Length)], out _)) found++;
        }

        // A search that walks instead of halving takes minutes here.
        Assert.Equal(200_000, found);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed} for 200,000 searches");
    }

    [Fact]
    public void Nothing_is_found_in_nothing()
    {
        Assert.False(IndexListing.Empty.TryFind(0, out var content));
        Assert.Equal(0u, content);
        Assert.Equal(0, Listings.Of().Count);
        Assert.True(Listings.Of(5).TryFind(5, out _));
        Assert.False(Listings.Of(5).TryFind(4, out _));
    }

    [Fact]
    public void Searching_allocates_nothing()
    {
        var listing = Listings.Of(Listings.Spread(1_000, seed: 2));
        Assert.Equal(0, Allocation.Of(() => listing.TryFind(listing.Paths[500], out _)));
    }

    [Fact]
    public void What_was_removed_is_what_only_the_older_one_lists()
    {
        var (before, after) = (Listings.Of(1, 2, 3, 9), Listings.Of(2, 4, 9, 10));
        Assert.Equal([1, 3], after.RemovedSince(before));
        Assert.Empty(after.RemovedSince(after));
        Assert.Equal([2, 4, 9, 10], IndexListing.Empty.RemovedSince(after));
    }

    [Fact]
    public void A_listing_comes_back_from_its_bytes()
    {
        var listing = Published.Read(["a", new("b", 2), new("c", 3)], before: null).Listing;
        var bytes = listing.ToBytes();
        Assert.Equal(3 * IndexListing.BytesPerFile, bytes.Length);
        var back = IndexListing.FromBytes(bytes);
        Assert.NotNull(back);
        Assert.Equal(listing.Paths, back.Paths);
        Assert.Equal(listing.Contents, back.Contents);
        Assert.Equal(0, IndexListing.FromBytes([])?.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(IndexListing.BytesPerFile - 1)]
    [InlineData((3 * IndexListing.BytesPerFile) + 4)]
    public void Bytes_that_were_cut_off_are_no_listing(int length) =>
        Assert.Null(IndexListing.FromBytes(new byte[length]));

    [Fact]
    public void Hashes_out_of_order_or_twice_are_no_listing()
    {
        Assert.Null(IndexListing.FromBytes(Listings.Bytes(2, 1)));
        Assert.Null(IndexListing.FromBytes(Listings.Bytes(1, 1)));
        Assert.Null(IndexListing.FromBytes(Listings.Bytes(1, 2, ulong.MaxValue, 3)));
    }

    [Fact]
    public void Any_bytes_at_all_give_a_sorted_listing_or_none()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            if (IndexListing.FromBytes(bytes) is not { } listing) continue;
            Assert.Equal(bytes, listing.ToBytes());
            Assert.Equal(listing.Paths.ToArray().Distinct().Order(), listing.Paths.ToArray());
        }
    }
}
