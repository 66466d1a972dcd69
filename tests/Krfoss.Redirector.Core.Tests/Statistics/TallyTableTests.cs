using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Statistics;

public sealed class TallyTableTests
{
    private static readonly PlaceKey Jeju = new("m1", "kt", "KR", "KR-49");
    private static readonly PlaceKey Seoul = new("m1", "kt", "KR", "KR-11");

    [Fact]
    public void What_is_added_under_a_key_is_summed_up()
    {
        var table = new TallyTable<PlaceKey>(16, PlaceKey.Other);
        table.Add(Jeju, isSized: true, 100);
        table.Add(Jeju, isSized: false, 0);
        table.Add(Seoul, isSized: true, 7);
        var sums = Moved(table);
        Assert.Equal(new(2, 1, 100), sums[Jeju]);
        Assert.Equal(new(1, 1, 7), sums[Seoul]);
        Assert.Equal(2, sums.Count);
    }

    [Fact]
    public void What_was_taken_is_not_taken_again_and_keys_can_be_forgotten()
    {
        var table = new TallyTable<PlaceKey>(16, PlaceKey.Other);
        table.Add(Jeju, isSized: true, 100);
        Assert.Single(Moved(table));
        Assert.Empty(Moved(table));
        table.Add(Jeju, isSized: true, 1);
        Assert.Equal(new(1, 1, 1), Moved(table)[Jeju]);
        table.Clear();
        table.Add(Seoul, isSized: true, 2);
        Assert.Equal([Seoul], Moved(table).Keys);
    }

    [Fact]
    public void Who_finds_no_cell_is_counted_among_the_others()
    {
        var table = new TallyTable<PlaceKey>(16, PlaceKey.Other);
        for (var i = 0; i < 1_000; i++) table.Add(new($"m{i}", "", "", ""), isSized: true, 10);
        var sums = Moved(table);
        Assert.Equal(17, sums.Count);
        Assert.Equal(984, sums[PlaceKey.Other].Redirects);
        Assert.Equal(10_000, sums.Values.Sum(sum => sum.Bytes));
    }

    [Fact]
    public async Task Many_threads_at_once_lose_nothing()
    {
        const int Threads = 4;
        const int Each = 20_000;
        var table = new TallyTable<PlaceKey>(64, PlaceKey.Other);
        var sums = new Dictionary<PlaceKey, Tally>();
        using var start = new Barrier(Threads);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            start.SignalAndWait(TestContext.Current.CancellationToken);
            for (var i = 0; i < Each; i++) table.Add(new($"m{i % 20}", "kt", "KR", ""), isSized: true, 3);
        })));
        table.MoveTo(sums);
        Assert.Equal(20, sums.Count);
        Assert.Equal(new(Threads * Each, Threads * Each, 3L * Threads * Each), sums.Values.Aggregate(Tally.Add));
        Assert.All(sums.Values, sum => Assert.Equal(Threads * Each / 20, sum.Redirects));
    }

    [Fact]
    public void Adding_allocates_nothing_not_even_for_a_new_key()
    {
        var table = new TallyTable<PlaceKey>(1 << 12, PlaceKey.Other);
        var names = Enumerable.Range(0, 2_000).Select(i => $"m{i}").ToArray();
        var next = 0;
        Assert.Equal(0, Allocation.Of(() => table.Add(new(names[next++], "kt", "KR", "KR-49"), isSized: true, 5)));
    }

    private static Dictionary<PlaceKey, Tally> Moved(TallyTable<PlaceKey> table)
    {
        var sums = new Dictionary<PlaceKey, Tally>();
        table.MoveTo(sums);
        return sums;
    }
}
