using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Networks;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector;

/// <summary>
/// Loads what the first request needs, before the service listens: the catalog, the geo data, the first snapshot.
/// The registry is not among it: it is opened in the background, and one that is away is no hindrance.
/// </summary>
internal static partial class FirstLoad
{
    private static readonly TimeSpan LongestWaitForOrigins = TimeSpan.FromMilliseconds(300);

    /// <returns>False where the catalog is broken; every problem is then on <paramref name="problems"/>.</returns>
    public static async Task<bool> RunAsync(WebApplication app, TextWriter problems)
    {
        var services = app.Services;
        var geo = Task.Run(services.GetRequiredService<GeoWatcher>().LoadNow);
        var catalog = services.GetRequiredService<CatalogWatcher>().LoadFirst();
        if (catalog.Catalog is null)
        {
            // What still loads must not outlive the program that it loads for.
            await geo;
            catalog.PrintProblems(problems);
            return false;
        }

        await services.GetRequiredService<CrawlRecall>().RecallAsync();
        services.GetRequiredService<TrafficFollower>().Recall();

        // Side by side with the geo data, and not waited for beyond: without an answer nothing is certain yet.
        var control = services.GetRequiredService<OriginControl>().AskAllAsync(catalog.Catalog);
        Log.Registry(app.Logger, services.GetRequiredService<MirrorRegistry>().Place);
        await geo;
        await Task.WhenAny(control, Task.Delay(LongestWaitForOrigins));
        if (services.GetRequiredService<SnapshotPublisher>().PublishNow()) return true;
        await problems.WriteLineAsync("the first snapshot could not be built; the log says why");
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.RegistryInUse, LogLevel.Information, "Registry: {Place}")]
        public static partial void Registry(ILogger logger, string place);
    }
}
