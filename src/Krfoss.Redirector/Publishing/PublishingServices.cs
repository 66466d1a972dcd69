using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Publishing;

internal static class PublishingServices
{
    public static IServiceCollection AddPublishing(
        this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(StateOptions.From(configuration))
        .AddSingleton(new SnapshotStore(SnapshotBuilder.Build(CatalogDefinition.Empty, revision: 0, today: default)))
        .AddSingleton(Into)
        .AddSingleton<CurrentFindings>()
        .AddSingleton<CheckIns>()
        .AddSingleton<CurrentCatalog>()
        .AddSingleton<PublishSignal>()
        .AddSingleton<SnapshotPublisher>()
        .AddHostedService(provider => provider.GetRequiredService<SnapshotPublisher>());

    private static PublishSnapshot Into(IServiceProvider services)
    {
        var store = services.GetRequiredService<SnapshotStore>();
        var observe = services.GetRequiredService<ObserveNetwork>();
        var found = services.GetRequiredService<CurrentFindings>();
        var time = services.GetRequiredService<TimeProvider>();
        return (catalog, today) => store.Publish(SnapshotBuilder.Build(
            catalog, store.Current.Revision + 1, today, observe(catalog, time.GetUtcNow()), found.Value));
    }
}
