using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class PublicationLogTests
{
    [Fact]
    public void What_is_not_in_the_log_is_there_since_its_base()
    {
        var log = new PublicationLog(7);
        Assert.Equal(new Validity(7, Validity.Open), log.Find(1));
        Assert.Equal(0, log.Count);
    }

    [Fact]
    public void Added_changed_removed_and_brought_back()
    {
        var log = new PublicationLog(1).Next(2, changed: [10, 20], removed: [30]);
        Assert.Equal(new Validity(2, Validity.Open), log.Find(10));
        Assert.Equal(new Validity(1, 2), log.Find(30));

        log = log.Next(3, changed: [20], removed: [10]);
        Assert.Equal(new Validity(2, 3), log.Find(10));
        Assert.Equal(new Validity(3, Validity.Open), log.Find(20));
        Assert.Equal(new Validity(1, 2), log.Find(30));

        log = log.Next(4, changed: [10, 30], removed: []);
        Assert.Equal(new Validity(4, Validity.Open), log.Find(10));
        Assert.Equal(new Validity(4, Validity.Open), log.Find(30));
        Assert.Equal([10ul, 20, 30], log.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void A_path_that_moved_between_parts_of_an_index_counts_as_changed() => Assert.Equal(
        new Validity(2, Validity.Open), new PublicationLog(1).Next(2, changed: [5], removed: [5]).Find(5));

    [Fact]
    public void Order_and_repetition_do_not_matter()
    {
        var log = new PublicationLog(1).Next(2, changed: [9, 3, 9, 3, ulong.MaxValue, 0], removed: [7, 7, 1]);
        Assert.Equal([0ul, 1, 3, 7, 9, ulong.MaxValue], log.Entries.Select(entry => entry.Path));
        Assert.Equal(6, log.Count);
    }

    [Fact]
    public void Numbers_only_grow()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PublicationLog(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PublicationLog(3).Next(3, [], []));
    }

    [Fact]
    public void Forgetting_leaves_what_is_newer_and_what_somebody_still_has()
    {
        var log = new PublicationLog(1)
            .Next(2, changed: [10], removed: [40])
            .Next(3, changed: [20, 50], removed: [])
            .Next(4, changed: [30], removed: [50, 60])
            .ForgetUpTo(3);
        Assert.Equal(3, log.BaseNumber);
        Assert.Equal([30ul, 50, 60], log.Entries.Select(entry => entry.Path));
        Assert.Equal(new Validity(3, Validity.Open), log.Find(10));
        Assert.Equal(new Validity(4, Validity.Open), log.Find(30));
        Assert.Equal(new Validity(3, 4), log.Find(50));
        Assert.Equal(new Validity(3, 4), log.Find(60));
        Assert.Same(log, log.ForgetUpTo(2));
        Assert.Equal(0, log.ForgetUpTo(4).Count);
    }

    [Fact]
    public void Forgetting_never_makes_anybody_have_a_path_who_had_it_not()
    {
        var random = new Random(20261125);
        for (var round = 0; round < 200; round++)
        {
            var log = new PublicationLog(1);
            for (var number = 2; number < 12; number++)
            {
                log = log.Next(
                    number,
                    Enumerable.Range(0, 3).Select(_ => (ulong)random.Next(20)),
                    Enumerable.Range(0, 2).Select(_ => (ulong)random.Next(20)));
            }

            var oldest = random.Next(1, 12);
            var less = log.ForgetUpTo(oldest);
            foreach (var (path, validity) in log.Entries)
            {
                // What left by then is in no listing, so nobody looks for it in the log.
                if (validity.Until <= oldest) continue;
                for (var v = 0; v < 12; v++) Assert.Equal(v >= oldest && validity.Holds(v), less.Find(path).Holds(v));
            }
        }
    }

    [Fact]
    public void Removed_paths_can_be_forgotten_alone()
    {
        var log = new PublicationLog(1).Next(2, changed: [10], removed: [20]).ForgetRemoved();
        Assert.Equal([10ul], log.Entries.Select(entry => entry.Path));
        Assert.Equal((1, new Validity(2, Validity.Open)), (log.BaseNumber, log.Find(10)));
    }

    [Fact]
    public void Too_many_paths_push_out_the_oldest_generations_and_nothing_else()
    {
        const int perGeneration = 300_000;
        var hashes = Listings.Spread(4 * perGeneration, seed: 3);
        var log = new PublicationLog(1);
        for (var i = 0; i < 4; i++)
        {
            log = log.Next(i + 2, hashes.Where((_, at) => at % 4 == i), []);
            Assert.InRange(log.Count, 1, PublicationLog.MaxPaths);
        }

        // Half of the room stays filled, to the generation: the newest two.
        Assert.Equal(4, log.BaseNumber);
        Assert.Equal(perGeneration, log.Count);
        Assert.Equal(new Validity(4, Validity.Open), log.Find(hashes[0]));
        Assert.Equal(new Validity(5, Validity.Open), log.Find(hashes[3]));
    }

    [Fact]
    public void One_generation_that_alone_is_too_large_becomes_the_base()
    {
        var log = new PublicationLog(1).Next(2, Listings.Spread(PublicationLog.MaxPaths + 1, seed: 4), []);
        Assert.Equal((2, 0), (log.BaseNumber, log.Count));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void A_validity_holds_from_its_first_generation_until_the_one_without(int verified, bool holds)
    {
        Assert.Equal(holds, new Validity(3, 6).Holds(verified));
        Assert.Equal(verified >= 3, new Validity(3, Validity.Open).Holds(verified));
        Assert.False(Validity.Never.Holds(verified));
        Assert.False(Validity.Never.Holds(int.MaxValue));
        Assert.False(default(Validity).Holds(verified));
    }
}
