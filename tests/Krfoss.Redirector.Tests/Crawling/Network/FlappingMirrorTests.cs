using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>A mirror that goes and comes, through the whole program.</summary>
public sealed class FlappingMirrorTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Who_falls_again_and_again_stays_absenceslonger_each_time()
    {
        await using var network = await ManualNetwork.StartAsync(3);
        var flapper = network.Members[0];
        var absences = new List<double>();
        for (var fall = 0; fall < 10; fall++)
        {
            flapper.Mirror.Turn(LiarKind.Dead);
            await UntilAsync(network, () => !network.HealthOf(flapper).TakesTraffic);
            var fell = network.Crawl.Now;
            flapper.Mirror.Turn(LiarKind.Honest);
            await UntilAsync(network, () => network.HealthOf(flapper).TakesTraffic);
            absences.Add((network.Crawl.Now - fell).TotalMinutes);
        }

        // What the hold-down takes, and then the three good looks of any return.
        double[] held = [0, 0, 1, 2, 4, 8, 16, 32, 60, 60];
        Assert.All(absences.Zip(held), time => Assert.InRange(time.First, time.Second, time.Second + 3));
        Assert.All(network.Members.Skip(1), member => Assert.Equal(HealthState.Up, network.HealthOf(member).State));
    }

    [Fact]
    public async Task Who_comes_back_gets_few_clients_first_and_all_after_ten_minutes()
    {
        await using var network = await ManualNetwork.StartAsync(3);
        var returned = network.Members[0];
        Assert.InRange((await network.SendAsync(300))[returned.Place], 70, 130);
        returned.Mirror.Turn(LiarKind.Dead);
        await UntilAsync(network, () => !network.HealthOf(returned).TakesTraffic);
        Assert.Equal(0, (await network.SendAsync(300))[returned.Place]);
        returned.Mirror.Turn(LiarKind.Honest);
        await UntilAsync(network, () => network.HealthOf(returned).TakesTraffic);

        // A tenth of a third.
        Assert.InRange((await network.SendAsync(300))[returned.Place], 2, 30);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(6));
        Assert.InRange((await network.SendAsync(300))[returned.Place], 40, 90);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(5));
        Assert.InRange((await network.SendAsync(300))[returned.Place], 70, 130);
    }

    [Fact]
    public async Task Who_dies_is_absenceswithin_fifteen_seconds_of_the_check()
    {
        await using var network = await ManualNetwork.StartAsync(3);
        var dead = network.Members[0];
        dead.Mirror.Turn(LiarKind.Dead);
        await UntilAsync(network, () => network.HealthOf(dead).State == HealthState.Doubtful);
        var seen = network.Crawl.Now;
        await UntilAsync(network, () => !network.HealthOf(dead).TakesTraffic);
        Assert.InRange(network.Crawl.Now - seen, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    private static async Task UntilAsync(ManualNetwork network, Func<bool> isSo)
    {
        for (var end = network.Crawl.Now + TimeSpan.FromHours(2); !isSo(); await network.Crawl.RunAsync(Step))
            Assert.True(network.Crawl.Now < end, "did not come true within two hours of the clock");
    }
}
