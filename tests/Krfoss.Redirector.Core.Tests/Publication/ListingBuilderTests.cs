using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class ListingBuilderTests
{
    private static IndexFile[] Files(int count) => [.. Enumerable.Range(0, count).Select(i => new IndexFile($"p/{i}"))];

    private static ulong[] Hashes(params string[] paths) => [.. paths.Select(path => PathHash.Of(path)).Order()];

    [Fact]
    public void The_first_reading_brings_everything_and_calls_nothing_new()
    {
        var change = Published.Read(Files(40), before: null);
        Assert.Equal(40, change.Listing.Count);
        Assert.Equal(change.Listing.Paths, change.Changed.ToArray());
        Assert.Empty(change.Removed);
        Assert.Empty(change.Newest);
        Assert.Equal(ListingBuilder.Samples, change.Old.Count);
    }

    [Fact]
    public void Later_readings_tell_what_was_added_changed_and_removed()
    {
        var before = Published.Read(["same", new("changed", 1), "gone"], before: null).Listing;
        var change = Published.Read(["added", "same", new("changed", 2)], before);
        Assert.Equal(Hashes("added", "changed"), change.Changed);
        Assert.Equal(Hashes("gone"), change.Removed);
        Assert.Equal(["added", "changed"], change.Newest.Select(sample => sample.Path).Order());
        Assert.Equal(["same"], change.Old.Select(sample => sample.Path));
    }

    [Fact]
    public void The_same_again_is_no_change()
    {
        var before = Published.Read(Files(100), before: null).Listing;
        var change = Published.Read(Files(100).Reverse(), before);
        Assert.Empty(change.Changed);
        Assert.Empty(change.Removed);
        Assert.Equal(before.ToBytes(), change.Listing.ToBytes());
    }

    [Fact]
    public void A_file_that_is_listed_twice_counts_once()
    {
        var before = Published.Read(["a", "b", "a"], before: null);
        Assert.Equal(Hashes("a", "b"), before.Changed);
        Assert.Equal(2, before.Listing.Count);
        Assert.Equal(2, before.Old.Count);
        Assert.Empty(Published.Read(["b", "a", "a", "b"], before.Listing).Changed);
    }

    [Fact]
    public void A_file_that_is_listed_with_two_contents_counts_as_changed_each_time()
    {
        IndexFile[] files = [new("a", 1), new("a", 2), "b"];
        var listing = Published.Read(files, before: null).Listing;
        for (var i = 0; i < 3; i++)
        {
            var change = Published.Read(files, listing);
            Assert.Equal(Hashes("a"), change.Changed);
            listing = change.Listing;
        }
    }

    [Fact]
    public void What_tells_most_of_a_mirror_comes_first()
    {
        var before = Published.Read([new("a", 1), new("b", 1), "m"], before: null).Listing;
        var files = Files(100).Append(new("a", 2)).Append(new("b", 2)).Append("m").Append("z").ToArray();
        for (var seed = 0ul; seed < 20; seed++)
        {
            var names = Published.Read(files, before, seed).Newest.Select(sample => sample.Path).ToArray();
            Assert.Contains(names[0], (string[])["a", "b"]);
            Assert.Equal("z", names[1]);
            Assert.Contains(names[2], (string[])["a", "b"]);
            Assert.Equal(ListingBuilder.Samples, names.Distinct().Count());
            Assert.DoesNotContain("m", names);
        }
    }

    [Fact]
    public void The_last_by_name_counts_once_where_it_changed_under_its_name()
    {
        var before = Published.Read(["a", new("z", 1)], before: null).Listing;
        Assert.Equal(
            ["z", "b"],
            Published.Read(["a", "b", new("z", 2)], before).Newest.Select(sample => sample.Path));
    }

    [Fact]
    public void Samples_carry_what_mirrors_are_held_against()
    {
        var sample = Assert.Single(Published.Read([new("a", 3)], IndexListing.Empty).Newest);
        Assert.Equal(new IndexSample("a", 300, Convert.ToHexStringLower(new IndexFile("a", 3).Digest)), sample);
    }

    [Fact]
    public void Samples_depend_on_the_generation_and_not_on_the_order_of_reading()
    {
        var files = Files(500);
        var samples = Names(files, seed: 1);
        Assert.Equal(ListingBuilder.Samples, samples.Distinct().Count());
        Assert.Equal(samples, Names([.. files.Reverse()], seed: 1));
        Assert.NotEqual(samples, Names(files, seed: 2));

        static string[] Names(IndexFile[] files, ulong seed) =>
            [.. Published.Read(files, IndexListing.Empty, seed).Newest.Select(sample => sample.Path)];
    }

    [Fact]
    public void Every_file_has_the_same_chance_to_be_a_sample()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0ul; seed < 400; seed++)
        {
            foreach (var sample in Published.Read(Files(32), before: null, seed).Old)
                counts[sample.Path] = counts.GetValueOrDefault(sample.Path) + 1;
        }

        Assert.Equal(32, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 140, 260));
    }

    [Fact]
    public void A_part_beyond_all_measure_says_so()
    {
        var builder = new ListingBuilder(null, 0);
        for (var i = 0; i < ListingBuilder.MaxFiles; i++) builder.Add("one", 1, []);
        Assert.False(builder.IsTooLarge);
        builder.Add("two", 1, []);
        Assert.True(builder.IsTooLarge);
    }
}
