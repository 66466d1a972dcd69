namespace Krfoss.Redirector.GeoData;

internal static class GeoServices
{
    public static IServiceCollection AddGeoData(this IServiceCollection services, IConfiguration configuration) =>
        services
        .Configure<GeoOptions>(configuration.GetSection(GeoOptions.Section))
        .AddSingleton<GeoStore>()
        .AddSingleton<GeoWatcher>()
        .AddHostedService(provider => provider.GetRequiredService<GeoWatcher>());
}
