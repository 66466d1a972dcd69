using System.Net;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Networks;

internal static class NetworkServices
{
    public static IServiceCollection AddNetworks(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(NetworkOptions.From(configuration))
        .AddSingleton<ResolveName>(_ => Dns.GetHostAddressesAsync)
        .AddSingleton<NetblockNames>()
        .AddSingleton<SubnetLists>()
        .AddHostedService<NetworkFollower>()
        .AddSingleton<DailyTraffic>()
        .AddSingleton<TrafficMemory>()
        .AddSingleton<TrafficFollower>()
        .AddHostedService(provider => provider.GetRequiredService<TrafficFollower>());
}
