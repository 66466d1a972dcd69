using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Registry;

internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services, IConfiguration configuration) =>
        services
            .AddSingleton(RegistryOptions.From(configuration))
            .AddSingleton<MirrorRegistry>()
            .AddSingleton<ObservationWriter>()
            // Before the workers that observe: what starts first stops last, and writes what they leave.
            .AddHostedService(provider => provider.GetRequiredService<ObservationWriter>())
            .AddHostedService<ObservationUpkeep>();
}
