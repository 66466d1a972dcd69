using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

internal static class ImportingServices
{
    /// <summary>Needs the registry and the publisher beside it.</summary>
    public static IServiceCollection AddImporting(this IServiceCollection services, IConfiguration configuration)
    {
        var options = CatalogOptions.From(configuration);
        return services
            .AddSingleton(options)
            .AddSingleton<ReadCatalog>(CatalogReader.Read)
            .AddSingleton(new CatalogFiles(options.File, Directory.GetCurrentDirectory(), AppContext.BaseDirectory))
            .AddSingleton<CatalogRecorder>()
            .AddSingleton<CatalogWatcher>()
            .AddHostedService(provider => provider.GetRequiredService<CatalogRecorder>())
            .AddHostedService(provider => provider.GetRequiredService<CatalogWatcher>());
    }
}
