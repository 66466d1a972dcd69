using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_generation_carries_its_digests_and_its_size()
    {
        var generation = IndexGeneration.Of("abc"u8, Start.AddHours(-1), Start);
        Assert.Equal(3, generation.SizeBytes);
        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", generation.Hashes.Md5);
        Assert.Equal("a9993e364706816aba3e25717850c26c9cd0d89d", generation.Hashes.Sha1);
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", generation.Hashes.Sha256);
        Assert.StartsWith("ddaf35a193617abacc417349ae204131", generation.Hashes.Sha512);
        Assert.Equal(Start.AddHours(-1), generation.Timestamp);
        Assert.Equal(Start, IndexGeneration.Of("abc"u8, null, Start).Timestamp);
    }

    [Fact]
    public void The_same_content_again_changes_nothing_but_its_date()
    {
        var first = IndexHistory.Next(null, Generation("a", 0));
        var again = IndexHistory.Next(first, Generation("a", 5) with { LastModified = Start.AddHours(4) });
        Assert.Equal(Start, again.Current.FirstSeen);
        Assert.Equal(Start.AddHours(4), again.Current.LastModified);
        Assert.Empty(again.Older);
    }

    [Fact]
    public void Older_contents_are_kept_newest_first_and_no_more_than_three()
    {
        var history = After("a", "b", "c", "d", "e");
        Assert.Equal(Hash("e"), history.Current.Hashes.Sha256);
        Assert.Equal([Hash("d"), Hash("c"), Hash("b")], history.Older.Select(g => g.Hashes.Sha256));
    }

    [Fact]
    public void A_content_that_comes_back_is_not_older_than_itself()
    {
        var history = After("a", "b", "a");
        Assert.Equal(Hash("a"), history.Current.Hashes.Sha256);
        Assert.Equal(Hash("b"), Assert.Single(history.Older).Hashes.Sha256);
    }

    [Fact]
    public void What_was_replaced_more_than_four_days_ago_is_no_alternate()
    {
        // a was replaced after one hour, b after two.
        var history = After("a", "b", "c");
        Assert.Equal(2, history.AlternatesAt(Start.AddHours(1).AddDays(4)).Count());
        Assert.Equal(
            [Hash("b")], history.AlternatesAt(Start.AddHours(1).AddDays(4).AddSeconds(1)).Select(g => g.Hashes.Sha256));
        Assert.Empty(history.AlternatesAt(Start.AddHours(2).AddDays(4).AddSeconds(1)));
    }

    private static IndexHistory After(params string[] contents)
    {
        IndexHistory? history = null;
        for (var i = 0; i < contents.Length; i++) history = IndexHistory.Next(history, Generation(contents[i], i));
        return history!;
    }

    private static IndexGeneration Generation(string content, int hour) =>
        IndexGeneration.Of(System.Text.Encoding.UTF8.GetBytes(content), null, Start.AddHours(hour));

    private static string Hash(string content) => Generation(content, 0).Hashes.Sha256;
}
