using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Redirect;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Redirect;

public sealed class RepeatRequestsTests
{
    private static readonly MirrorState Bad = Mirror("bad");
    private static readonly MirrorState Worse = Mirror("worse");
    private readonly ManualTimeProvider _time = new();

    private static MirrorState Mirror(string id) =>
        new(new(id, id, new("x", "KR", new(37, 127)), [], []), [], isPaused: false);

    private static IpNumber Client(uint number) => IpNumber.FromIPv4(number);

    [Fact]
    public void A_mirror_is_avoided_for_ten_minutes_and_a_path_remembered_for_one()
    {
        var repeats = new RepeatRequests(_time);
        repeats.Remember(repeats.Look(Client(1), "apt", "/a", counts: true), Bad);
        _time.Advance(TimeSpan.FromSeconds(59));
        var second = repeats.Look(Client(1), "apt", "/a", counts: true);
        Assert.Equal(2, second.Attempt);
        Assert.True(second.Avoided.Contains(Bad));
        repeats.Remember(second, Worse);

        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, repeats.Look(Client(1), "apt", "/a", counts: true).Attempt);
        _time.Advance(TimeSpan.FromSeconds(530));
        Assert.True(repeats.Look(Client(1), "apt", "/b", counts: true).Avoided.Contains(Bad));
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.False(repeats.Look(Client(1), "apt", "/b", counts: true).Avoided.Contains(Bad));
    }

    [Fact]
    public void The_third_and_every_later_question_count_three()
    {
        var repeats = new RepeatRequests(_time);
        for (var i = 1; i <= 6; i++)
        {
            var lookup = repeats.Look(Client(1), "apt", "/a", counts: true);
            Assert.Equal(Math.Min(i, 3), lookup.Attempt);
            repeats.Remember(lookup, i < 3 ? Bad : null);
        }
    }

    [Fact]
    public void The_origin_is_never_blamed()
    {
        var repeats = new RepeatRequests(_time);
        repeats.Remember(repeats.Look(Client(1), "apt", "/a", counts: true), null);
        var second = repeats.Look(Client(1), "apt", "/a", counts: true);
        Assert.Equal((2, 0u), (second.Attempt, second.BlamedTag));
    }

    [Fact]
    public void Several_mirrors_can_be_avoided_at_once()
    {
        var repeats = new RepeatRequests(_time);
        repeats.Remember(repeats.Look(Client(1), "apt", "/a", counts: true), Bad);
        repeats.Remember(repeats.Look(Client(1), "apt", "/a", counts: true), Worse);
        var third = repeats.Look(Client(1), "apt", "/a", counts: true);
        Assert.True(third.Avoided.Contains(Bad) && third.Avoided.Contains(Worse));
        Assert.False(repeats.Look(Client(2), "apt", "/a", counts: true).Avoided.Contains(Bad));
    }

    [Fact]
    public void A_flood_of_other_clients_neither_grows_the_memory_nor_blames_strangers()
    {
        var repeats = new RepeatRequests(_time);
        var next = 0u;
        var blamed = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 150_000; i++)
            {
                var lookup = repeats.Look(Client(next++), "apt", "/a", counts: true);
                if (lookup.Attempt > 1) blamed++;
                repeats.Remember(lookup, Bad);
            }
        }));
        Assert.InRange(blamed, 0, 2);
    }
}
