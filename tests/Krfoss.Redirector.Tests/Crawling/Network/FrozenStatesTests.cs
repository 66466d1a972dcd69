using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>When it is likely us, nobody is thrown out and people are told, through the whole program.</summary>
public sealed class FrozenStatesTests
{
    private const int Clients = 60;

    [Fact]
    public async Task Cut_off_from_everybody_we_throw_out_nobody()
    {
        await using var network = await ManualNetwork.StartAsync(5);
        Turn(network.Members, LiarKind.Dead);
        network.Origin.IsDead = true;
        await network.Crawl.RunAsync(TimeSpan.FromHours(3));
        Assert.All(network.Members, member => Assert.True(network.HealthOf(member).TakesTraffic));
        await AllServeAsync(network, network.Members);
        await FrozenAsync(network, isFrozen: true);

        Turn(network.Members, LiarKind.Honest);
        network.Origin.IsDead = false;
        await network.Crawl.FollowAsync("/debian/" + SmallRepository.RootPath);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(3));
        await FrozenAsync(network, isFrozen: false);
        await AllServeAsync(network, network.Members);
        Assert.All(network.Members, member => Assert.Null(network.HealthOf(member).WentDownAt));
    }

    [Fact]
    public async Task Where_most_mirrors_fail_at_once_nobody_is_thrown_out_for_a_while()
    {
        await using var network = await ManualNetwork.StartAsync(5);
        var failing = network.Members.Take(3).ToArray();
        Turn(failing, LiarKind.Dead);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(5));
        await FrozenAsync(network, isFrozen: true);
        await AllServeAsync(network, network.Members);

        // The origin answers, so that after a quarter of an hour they are taken at their word.
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(20));
        Assert.All(failing, member => Assert.False(network.HealthOf(member).TakesTraffic));
        await AllServeAsync(network, [.. network.Members.Skip(3)]);
    }

    [Fact]
    public async Task One_or_two_that_fail_are_taken_out_as_ever()
    {
        await using var network = await ManualNetwork.StartAsync(5);
        Turn(network.Members.Take(2), LiarKind.Dead);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(2));
        await FrozenAsync(network, isFrozen: false);
        await AllServeAsync(network, [.. network.Members.Skip(2)]);
    }

    private static void Turn(IEnumerable<Member> members, LiarKind kind)
    {
        foreach (var member in members) member.Mirror.Turn(kind);
    }

    /// <summary>These get all clients, and each of them some.</summary>
    private static async Task AllServeAsync(ManualNetwork network, IReadOnlyList<Member> members)
    {
        var sent = await network.SendAsync(Clients);
        Assert.Equal(Clients, members.Sum(member => sent[member.Place]));
        Assert.All(members, member => Assert.NotEqual(0, sent[member.Place]));
    }

    private static async Task FrozenAsync(ManualNetwork network, bool isFrozen)
    {
        Assert.Equal($"krfoss_crawl_frozen {(isFrozen ? 1 : 0)}", await network.MetricAsync("krfoss_crawl_frozen"));
        var alarms = network.Alarms.Of(LogEvents.CrawlFrozen).Count;
        var ends = network.Alarms.Of(LogEvents.CrawlThawed).Count;
        Assert.Equal(isFrozen, alarms > ends);
    }
}
