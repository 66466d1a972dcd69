using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

public sealed class IndexRootWatchTests
{
    private const long Fresh = IndexRootWatch.FreshMilliseconds;
    private static readonly IpNumber Client = IpNumber.FromIPv4(0x79800001);
    private static readonly IpNumber Other = IpNumber.FromIPv4(0x79800002);

    private readonly IndexRootWatch _watch = new();

    [Fact]
    public void Whoever_asks_first_is_told_to_look_and_others_are_not()
    {
        Assert.True(_watch.Asked(Client));
        Assert.False(_watch.Asked(Other));
        _watch.LookBegins(102);
        Assert.False(_watch.LookEnded());
    }

    [Fact]
    public void Who_asked_may_know_more_than_we_until_a_look_has_ended_and_nobody_else()
    {
        Assert.False(_watch.IsDoubtfulFor(Client));
        _watch.Asked(Client);
        Assert.True(_watch.IsDoubtfulFor(Client));
        Assert.False(_watch.IsDoubtfulFor(Other));
        Assert.False(_watch.IsDoubtful);
        _watch.LookBegins(102);
        Assert.True(_watch.IsDoubtfulFor(Client));
        _watch.LookEnded();
        Assert.False(_watch.IsDoubtfulFor(Client));
    }

    [Fact]
    public void A_look_that_began_before_the_question_does_not_answer_it_however_lately()
    {
        _watch.LookBegins(100);
        Assert.False(_watch.Asked(Client));
        Assert.True(_watch.LookEnded());
        Assert.True(_watch.IsDoubtfulFor(Client));
        _watch.LookBegins(101);
        Assert.False(_watch.LookEnded());
        Assert.False(_watch.IsDoubtfulFor(Client));
    }

    [Fact]
    public void What_was_found_to_have_changed_is_in_doubt_for_all_until_it_is_published()
    {
        _watch.LookBegins(0);
        _watch.Doubt();
        Assert.True(_watch.IsDoubtful);
        Assert.True(_watch.IsDoubtfulFor(Client));
        _watch.LookEnded();
        Assert.False(_watch.IsDoubtful);
        Assert.False(_watch.IsDoubtfulFor(Client));
    }

    [Fact]
    public void While_the_origin_does_not_answer_nobody_waits_for_it()
    {
        _watch.Asked(Client);
        _watch.LookBegins(100);
        _watch.LookIsSlow();
        Assert.False(_watch.IsDoubtfulFor(Client));
        Assert.False(_watch.Asked(Other));
        Assert.False(_watch.IsDoubtfulFor(Other));
        Assert.True(_watch.LookEnded());
        Assert.True(_watch.IsDoubtfulFor(Other));
    }

    [Fact]
    public void A_slow_look_that_found_a_change_stays_in_doubt()
    {
        _watch.LookBegins(100);
        _watch.Doubt();
        _watch.LookIsSlow();
        Assert.True(_watch.IsDoubtfulFor(Client));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(Fresh, false)]
    [InlineData(Fresh + 1, true)]
    public void For_who_does_not_read_the_root_a_look_a_moment_ago_is_as_good_as_another(long later, bool mustLook)
    {
        _watch.LookBegins(1_000);
        _watch.LookEnded();
        Assert.Equal(mustLook, _watch.WantedAt(1_000 + later));
    }

    [Fact]
    public void Who_was_told_to_look_and_cannot_lets_the_next_one_look()
    {
        Assert.True(_watch.Asked(Client));
        _watch.NobodyLooks();
        Assert.True(_watch.IsDoubtfulFor(Client));
        Assert.True(_watch.Asked(Client));
    }

    [Fact]
    public async Task No_look_is_lost_however_many_ask_at_once()
    {
        const int clients = 4;
        const int questions = 20_000;
        var (asked, looked, due) = (0L, 0L, 0);
        var cancel = TestContext.Current.CancellationToken;
        var all = Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            () =>
            {
                for (var i = 0; i < questions; i++)
                {
                    Interlocked.Increment(ref asked);
                    if (_watch.Asked(IpNumber.FromIPv4((uint)client))) Interlocked.Increment(ref due);
                }
            },
            cancel)));
        while (true)
        {
            var isLast = all.IsCompleted;
            var mustLook = Interlocked.Exchange(ref due, 0) > 0;
            while (mustLook)
            {
                _watch.LookBegins(0);
                Volatile.Write(ref looked, Volatile.Read(ref asked));
                mustLook = _watch.LookEnded();
            }

            if (isLast) break;
            Thread.Yield();
        }

        await all;
        Assert.Equal(clients * questions, looked);
        Assert.All(
            Enumerable.Range(0, clients),
            client => Assert.False(_watch.IsDoubtfulFor(IpNumber.FromIPv4((uint)client))));
    }
}
