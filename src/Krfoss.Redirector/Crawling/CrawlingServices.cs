using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling;

internal static class CrawlingServices
{
    public static IServiceCollection AddCrawling(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(CrawlOptions.From(configuration))
        .AddSingleton<IndexDigests>()
        .AddSingleton<OwnAddresses>()
        .AddSingleton(NetworkFor)
        .AddSingleton<ProbeClient>()
        .AddSingleton<OriginClient>()
        .AddSingleton<OriginIndexReader>()
        .AddHostedService<IndexFollower>();

    private static ProbeNetwork NetworkFor(IServiceProvider services)
    {
        var own = services.GetRequiredService<OwnAddresses>();
        return new(services.GetRequiredService<CrawlOptions>().AllowedNetworks)
        {
            IsOurUrl = own.IsOurs,
            IsOurAddress = own.IsOurs,
        };
    }
}
