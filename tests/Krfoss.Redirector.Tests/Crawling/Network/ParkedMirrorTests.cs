using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>Whoever answers in the name of a mirror from another network is no mirror that is ill.</summary>
public sealed class ParkedMirrorTests
{
    [Theory]
    [InlineData(64500, Verdict.IdentityChanged)]
    [InlineData(4766, Verdict.Html)]
    [InlineData(0, Verdict.Html)]
    public async Task A_page_from_another_network_is_another_matter(uint asn, Verdict expected)
    {
        await using var network = await ManualNetwork.StartAsync(3);
        network.Asn.Value = asn;
        network.Members[0].Mirror.Turn(LiarKind.Parked);
        await network.Crawl.RunAsync(TimeSpan.FromMinutes(2));
        var health = network.HealthOf(network.Members[0]);
        Assert.Equal((HealthState.Down, expected), (health.State, health.LastVerdict));

        // An honest mirror may move as it likes.
        Assert.Equal(Verdict.Ok, network.HealthOf(network.Members[1]).LastVerdict);
    }
}
