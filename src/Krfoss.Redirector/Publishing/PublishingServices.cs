namespace Krfoss.Redirector.Publishing;

internal static class PublishingServices
{
    public static IServiceCollection AddPublishing(this IServiceCollection services) => services
        .AddSingleton<CurrentCatalog>()
        .AddSingleton<PublishSignal>()
        .AddSingleton<SnapshotPublisher>()
        .AddHostedService(provider => provider.GetRequiredService<SnapshotPublisher>());
}
