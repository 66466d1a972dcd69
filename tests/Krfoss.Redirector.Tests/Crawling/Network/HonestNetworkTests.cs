using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>What the other tests of this folder take for granted.</summary>
public sealed class HonestNetworkTests
{
    [Fact]
    public async Task Honest_mirrors_get_the_packages_and_the_origin_the_rest()
    {
        await using var network = await CrawledNetwork.StartAsync();
        var members = Enumerable.Range(1, 3).Select(i => Member.Start(LiarKind.Honest, $"honest{i}")).ToArray();
        network.Join(members);
        await network.UntilAsync(() => members.All(network.IsServing));
        var used = await network.PlacesAsync(100);
        Assert.Equal(members.Select(member => member.Place).Order(), used.Order());
        Assert.Null(await network.AskAsync("pool/n/never/never_1.0_amd64.deb"));
        Assert.Null(await network.AskAsync(SmallRepository.Gone));
        Assert.Null(await network.AskAsync(SmallRepository.RootPath));
    }
}
