using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexRootWatchTests
{
    private const long Fresh = IndexRootWatch.FreshMilliseconds;

    private readonly IndexRootWatch _watch = new();

    [Fact]
    public void Nobody_doubts_before_anybody_asked()
    {
        Assert.False(_watch.IsDoubtful);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtful);
    }

    [Fact]
    public void Whoever_asks_first_is_told_to_look_and_doubt_lasts_until_that_has_ended()
    {
        Assert.True(_watch.Asked(100));
        Assert.True(_watch.IsDoubtful);
        Assert.False(_watch.Asked(101));
        _watch.LookBegins(102);
        Assert.True(_watch.IsDoubtful);
        Assert.False(_watch.LookEnded());
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
        Assert.Equal(mustLook, _watch.IsDoubtful);
    }

    [Fact]
    public void Who_asks_while_a_regular_look_goes_on_is_in_doubt_until_it_ends()
    {
        _watch.LookBegins(1_000);
        Assert.False(_watch.IsDoubtful);
        Assert.False(_watch.Asked(1_000 + Fresh));
        Assert.True(_watch.IsDoubtful);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtful);
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
        Assert.True(_watch.IsDoubtful);
        Assert.False(_watch.Asked(9_000));

        _watch.LookBegins(10_000);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtful);
    }

    [Fact]
    public void Any_look_ends_a_doubt_even_if_the_one_who_was_told_to_look_never_did()
    {
        Assert.True(_watch.Asked(0));
        _watch.LookBegins(60_000);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtful);
    }

    [Fact]
    public async Task No_look_is_lost_however_many_ask_at_once()
    {
        // The clock is a counter in which every step is longer than a look stays fresh. The origin's content changes
        // before each question, and a look reads it: who is not in doubt has asked for nothing newer than was read.
        const int clients = 4;
        const int questions = 20_000;
        var (clock, content, known, due) = (0L, 0L, 0L, 0);
        var violations = 0;
        var cancel = TestContext.Current.CancellationToken;
        var asking = Enumerable.Range(0, clients).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < questions; i++)
                {
                    var mine = Interlocked.Increment(ref content);
                    if (_watch.Asked(Interlocked.Add(ref clock, Fresh + 1))) Interlocked.Increment(ref due);
                    if (!_watch.IsDoubtful && Volatile.Read(ref known) < mine)
                        Interlocked.Increment(ref violations);
                }
            },
            cancel)).ToArray();
        var all = Task.WhenAll(asking);
        var looks = 0;
        while (true)
        {
            var isLast = all.IsCompleted;
            var mustLook = Interlocked.Exchange(ref due, 0) > 0;
            while (mustLook)
            {
                _watch.LookBegins(Interlocked.Add(ref clock, Fresh + 1));
                Volatile.Write(ref known, Volatile.Read(ref content));
                mustLook = _watch.LookEnded();
                looks++;
            }

            if (isLast) break;
            Thread.Yield();
        }

        await all;
        Assert.False(_watch.IsDoubtful);
        Assert.Equal(0, violations);
        Assert.InRange(looks, 1, clients * questions);
    }
}
