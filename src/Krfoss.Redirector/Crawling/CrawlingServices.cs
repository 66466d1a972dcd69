using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Markers;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Crawling.Signatures;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling;

internal static class CrawlingServices
{
    public static IServiceCollection AddCrawling(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(CrawlOptions.From(configuration))
        .AddSingleton<IndexDigests>()
        .AddSingleton<OwnAddresses>()
        .AddSingleton(NetworkFor)
        .AddSingleton(AsnFrom)
        .AddSingleton<ProbeClient>()
        .AddSingleton<MirrorCheck>()
        .AddFollowing()
        .AddMirrorVisits()
        .AddRemembering()
        .AddSingleton<CrawlReports>();

    private static IServiceCollection AddFollowing(this IServiceCollection services) => services
        .AddSingleton<OriginClient>()
        .AddSingleton<OriginReach>()
        .AddSingleton<OriginControl>()
        .AddSingleton<OriginMemory>()
        .AddSingleton<OriginIndexReader>()
        .AddSingleton<OriginListing>()
        .AddSingleton<PartFetcher>()
        .AddSingleton<SampleBeginnings>()
        .AddSingleton<Keyrings>()
        .AddSingleton<PublicationReader>()
        .AddSingleton<LearningBudget>()
        .AddSingleton<RootLooks>()
        .AddSingleton<RootSearch>()
        .AddSingleton<OriginFollower>()
        .AddHostedService(provider => provider.GetRequiredService<OriginFollower>());

    private static IServiceCollection AddMirrorVisits(this IServiceCollection services) => services
        .AddSingleton<CrawlNews>()
        .AddSingleton<MirrorMemory>()
        .AddSingleton<WarmUp>()
        .AddSingleton<EndpointReach>()
        .AddSingleton<FreezeGuard>()
        .AddSingleton<VisitPlan>()
        .AddSingleton<SyncMarkerReader>()
        .AddSingleton<MirrorVisitor>()
        .AddSingleton<Observatory>()
        .AddSingleton<ObserveNetwork>(provider => provider.GetRequiredService<Observatory>().Observe)
        .AddSingleton<MirrorCrawler>()
        .AddSingleton<WantCheck>(provider => provider.GetRequiredService<MirrorCrawler>().Want)
        .AddHostedService(provider => provider.GetRequiredService<MirrorCrawler>())
        .AddSingleton<ComplaintLedger>()
        .AddHostedService<ComplaintListener>();

    private static IServiceCollection AddRemembering(this IServiceCollection services) => services
        .AddSingleton<CheckJournal>()
        .AddSingleton(provider => new StateFile(
            provider.GetRequiredService<StateOptions>().Path,
            CrawlRecall.Version,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<StateFile>>()))
        .AddSingleton<RegistryRecall>()
        .AddSingleton<CrawlRecall>()
        .AddHostedService<CrawlUpkeep>();

    private static AsnOf AsnFrom(IServiceProvider services)
    {
        var geo = services.GetRequiredService<GeoStore>();
        return address => geo.Current.Locate(IpNumber.From(address)).Asn;
    }

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
