using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class ComplaintLedgerTests
{
    private readonly ComplaintLedger _ledger = new();

    [Fact]
    public void Three_networks_make_the_mirror_be_looked_at_once()
    {
        Assert.False(Complain(network: 1));
        Assert.False(Complain(network: 2));
        Assert.True(Complain(network: 3));
        Assert.False(Complain(network: 4));
    }

    [Fact]
    public void One_network_can_say_it_a_thousand_times()
    {
        for (var i = 0; i < 1_000; i++) Assert.False(Complain(network: 7));
        Assert.Equal(new("m1", "debian", 1_000, 1), Assert.Single(_ledger.Take()));
    }

    [Fact]
    public void Complaints_that_lie_far_apart_are_not_counted_together()
    {
        Assert.False(Complain(network: 1, at: 0));
        Assert.False(Complain(network: 2, at: 1));
        Assert.False(Complain(network: 3, at: ComplaintLedger.WindowMilliseconds + 2));
    }

    [Fact]
    public void Mirrors_and_repositories_have_accounts_of_their_own()
    {
        Complain(network: 1);
        Complain(network: 2);
        Assert.False(_ledger.Note("m2", "debian", 3, 10));
        Assert.False(_ledger.Note("m1", "rocky", 3, 10));
        Assert.Equal(3, _ledger.Take().Count);
    }

    [Fact]
    public void What_was_taken_is_not_counted_again()
    {
        Complain(network: 1);
        Assert.Equal(new("m1", "debian", 1, 1), Assert.Single(_ledger.Take()));
        Assert.Empty(_ledger.Take());
        Complain(network: 1);
        Assert.Equal(new("m1", "debian", 1, 0), Assert.Single(_ledger.Take()));
    }

    [Fact]
    public void A_flood_from_everywhere_takes_no_more_memory_than_one_complaint()
    {
        Complain(network: 1);
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0UL; i < 1_000; i++) Complain(network: i, at: 20);
        }));
    }

    private bool Complain(ulong network, long at = 10) => _ledger.Note("m1", "debian", network, at);
}
