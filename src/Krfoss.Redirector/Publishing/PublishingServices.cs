using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Publishing;

internal static class PublishingServices
{
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton(new SnapshotStore(SnapshotBuilder.Build(CatalogDefinition.Empty, revision: 0, today: default)))
        .AddSingleton(provider => Into(
            provider.GetRequiredService<SnapshotStore>(), provider.GetRequiredService<CurrentFindings>()))
        .AddSingleton<CurrentFindings>()
        .AddSingleton<CheckIns>()
        .AddSingleton<CurrentCatalog>()
        .AddSingleton<PublishSignal>()
        .AddSingleton<SnapshotPublisher>()
        .AddHostedService(provider => provider.GetRequiredService<SnapshotPublisher>());

    private static PublishSnapshot Into(SnapshotStore store, CurrentFindings found) => (catalog, today) =>
        store.Publish(SnapshotBuilder.Build(catalog, store.Current.Revision + 1, today, found.Value));
}
