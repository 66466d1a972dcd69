using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Crawling;

internal static class CrawlingServices
{
    public static IServiceCollection AddCrawling(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(CrawlOptions.From(configuration))
        .AddSingleton<IndexDigests>()
        .AddSingleton<VettedHttp>()
        .AddSingleton<OriginIndexReader>()
        .AddHostedService<IndexFollower>();
}
