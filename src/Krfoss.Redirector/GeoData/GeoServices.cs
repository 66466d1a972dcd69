using Microsoft.Extensions.Options;

namespace Krfoss.Redirector.GeoData;

internal static class GeoServices
{
    public static IServiceCollection AddGeoData(this IServiceCollection services, IConfiguration configuration) =>
        services
        .AddSingleton(Options.Create(GeoOptions.From(configuration)))
        .AddSingleton<GeoStore>()
        .AddSingleton<GeoWatcher>()
        .AddHostedService(provider => provider.GetRequiredService<GeoWatcher>());
}
