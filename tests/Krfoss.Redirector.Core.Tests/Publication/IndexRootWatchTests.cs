using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexRootWatchTests
{
    private const long Fresh = IndexRootWatch.FreshMilliseconds;

    private readonly IndexRootWatch _watch = new();

    [Fact]
    public void Whoever_asks_first_is_told_to_look_and_others_are_not()
    {
        Assert.True(_watch.Asked(100));
        Assert.False(_watch.Asked(101));
        _watch.LookBegins(102);
        Assert.False(_watch.LookEnded());
    }

    [Fact]
    public void Asking_and_looking_raise_no_doubt()
    {
        _watch.Asked(100);
        Assert.False(_watch.IsDoubtful);
        _watch.LookBegins(102);
        Assert.False(_watch.IsDoubtful);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtful);
    }

    [Fact]
    public void What_was_found_to_have_changed_is_in_doubt_until_it_is_published()
    {
        _watch.LookBegins(0);
        _watch.Doubt();
        Assert.True(_watch.IsDoubtful);
        _watch.LookEnded();
        Assert.False(_watch.IsDoubtful);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(Fresh, false)]
    [InlineData(Fresh + 1, true)]
    public void A_look_a_moment_ago_is_as_good_as_another(long later, bool mustLook)
    {
        _watch.LookBegins(1_000);
        _watch.LookEnded();
        Assert.Equal(mustLook, _watch.Asked(1_000 + later));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_look_that_began_long_before_a_client_asked_must_be_followed_by_another(bool wasAskedBefore)
    {
        if (wasAskedBefore) Assert.True(_watch.Asked(900));
        _watch.LookBegins(1_000);
        Assert.False(_watch.Asked(1_001 + Fresh));
        Assert.True(_watch.LookEnded());
        Assert.False(_watch.Asked(9_000));
        _watch.LookBegins(10_000);
        Assert.False(_watch.LookEnded());
    }

    [Fact]
    public void Who_was_told_to_look_and_cannot_lets_the_next_one_look()
    {
        Assert.True(_watch.Asked(0));
        _watch.NobodyLooks();
        Assert.True(_watch.Asked(1));
    }

    [Fact]
    public async Task No_look_is_lost_however_many_ask_at_once()
    {
        // Every step of this clock is longer than a look stays fresh: after the last question a look must have begun.
        const int clients = 4;
        const int questions = 20_000;
        var (clock, asked, looked, due) = (0L, 0L, 0L, 0);
        var cancel = TestContext.Current.CancellationToken;
        var all = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < questions; i++)
                {
                    Interlocked.Increment(ref asked);
                    if (_watch.Asked(Interlocked.Add(ref clock, Fresh + 1))) Interlocked.Increment(ref due);
                }
            },
            cancel)));
        while (true)
        {
            var isLast = all.IsCompleted;
            var mustLook = Interlocked.Exchange(ref due, 0) > 0;
            while (mustLook)
            {
                _watch.LookBegins(Interlocked.Add(ref clock, Fresh + 1));
                Volatile.Write(ref looked, Volatile.Read(ref asked));
                mustLook = _watch.LookEnded();
            }

            if (isLast) break;
            Thread.Yield();
        }

        await all;
        Assert.Equal(clients * questions, looked);
    }
}
