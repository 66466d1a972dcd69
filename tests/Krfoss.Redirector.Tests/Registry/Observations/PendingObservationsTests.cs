using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Registry.Observations;

public sealed class PendingObservationsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);
    private readonly PendingObservations _pending = new();

    [Fact]
    public void Of_each_state_generation_and_part_the_latest_is_kept()
    {
        _pending.Add(new()
        {
            MirrorStates = [Observed.State(Noon, "old"), Observed.State(Noon, "other", "two")],
            Generations = [Observed.Generation(1, Noon), Observed.Generation(2, Noon)],
            Parts = [Observed.Part("main", 1)],
        });
        _pending.Add(new()
        {
            MirrorStates = [Observed.State(Noon, "new")],
            Generations = [Observed.Generation(1, Noon, replacedAt: Noon)],
            Parts = [Observed.Part("main", 2)],
        });
        Assert.Equal(5, _pending.Count);
        var batch = _pending.Take(100);
        Assert.Equal(["other", "new"], batch.MirrorStates.Select(s => s.State));
        Assert.Equal([(2, null), (1, Noon)], batch.Generations.Select(g => (g.Number, g.ReplacedAt)));
        Assert.Equal([2], Assert.Single(batch.Parts).Entries);
        Assert.Equal(0, _pending.Count);
        Assert.True(_pending.Take(100).IsEmpty);
        Assert.Equal(0, _pending.Dropped);
    }

    [Fact]
    public void Checks_are_taken_in_their_order_and_the_rest_with_the_first_of_them()
    {
        _pending.Add(new()
        {
            Checks = [.. Enumerable.Range(0, 5).Select(i => Observed.Check(Noon.AddSeconds(i)))],
            StateChanges = [Observed.Change(Noon)],
            Complaints = [new(Noon, "one", "debian", 1, 1)],
            MirrorStates = [Observed.State(Noon, "{}")],
        });
        var first = _pending.Take(3);
        Assert.Equal([0, 1, 2], first.Checks.Select(c => (c.At - Noon).TotalSeconds));
        Assert.Equal(6, first.Count);
        var second = _pending.Take(3);
        Assert.Equal([3, 4], second.Checks.Select(c => (c.At - Noon).TotalSeconds));
        Assert.Equal(2, second.Count);
    }

    [Fact]
    public void Beyond_its_bound_each_kind_drops_its_oldest_and_counts()
    {
        _pending.Add(new()
        {
            Checks = [.. Many(PendingObservations.MaxChecks + 2, i => Observed.Check(Noon.AddTicks(i)))],
        });
        Assert.Equal(2, _pending.Dropped);
        _pending.Add(new() { StateChanges = [.. Many(PendingObservations.MaxOthers + 3, _ => Observed.Change(Noon))] });
        Assert.Equal(5, _pending.Dropped);
        _pending.Add(new()
        {
            MirrorStates = [.. Many(PendingObservations.MaxOthers + 1, i => Observed.State(Noon, "{}", $"m{i}"))],
        });
        Assert.Equal(6, _pending.Dropped);
        Assert.Equal(PendingObservations.MaxChecks + (2 * PendingObservations.MaxOthers), _pending.Count);
        var batch = _pending.Take(1);
        Assert.Equal(2, (batch.Checks[0].At - Noon).Ticks);
        Assert.Equal("m1", batch.MirrorStates[0].Mirror);

        static IEnumerable<T> Many<T>(int count, Func<int, T> item) => Enumerable.Range(0, count).Select(item);
    }

    [Fact]
    public void Parts_are_bounded_by_their_bytes()
    {
        var large = new byte[PendingObservations.MaxPartBytes / 4];
        foreach (var part in (string[])["a", "b", "c", "a", "d"]) Add(part, large);
        Assert.Equal(0, _pending.Dropped);
        Add("e", [1]);
        Assert.Equal(1, _pending.Dropped);
        Assert.Equal(["c", "a", "d", "e"], _pending.Take(1).Parts.Select(p => p.Part));
        Add("f", large);
        Assert.Equal(1, _pending.Dropped);

        void Add(string part, byte[] entries) => _pending.Add(new() { Parts = [Observed.Part(part, entries)] });
    }

    [Theory]
    [InlineData("plain 거울", "plain 거울")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    [InlineData("a\0b", "a\ufffdb")]
    public void Text_is_made_storable(string text, string expected) => Assert.Equal(expected, StorableText.Of(text));

    [Fact]
    public void Half_characters_are_replaced() => Assert.Equal("\ufffd\ufffd", StorableText.Of("\ude00\ud83d"));
}
