using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>
/// Puts what is known by in a file, and takes it up again at the next start, so that a restart without network and
/// without database serves as before, at once. Where the file is gone, the registry knows the same, if a little less.
/// </summary>
internal sealed partial class CrawlRecall(
    StateFile file,
    RegistryRecall registry,
    CurrentCatalog catalog,
    OriginMemory origins,
    MirrorMemory mirrors,
    WarmUp warmUp,
    CrawlOptions options,
    TimeProvider time,
    ILogger<CrawlRecall> logger)
{
    /// <summary>The form of the content; another one is not read.</summary>
    public const int Version = 1;

    /// <summary>
    /// For the start, before the first snapshot: from the file, where that is gone from the registry. Without a memory
    /// the first round of checks begins.
    /// </summary>
    public async Task RecallAsync(CancellationToken cancellationToken = default)
    {
        if (!options.Enabled) return;
        var reading = file.Read();
        if (reading.Content is { } content && CrawlArchive.TryRead(content, catalog.Value, origins, mirrors))
        {
            Log.Recalled(logger, file.Path, origins.ListedFiles, mirrors.Copies.Count());
            return;
        }

        if (reading.Condition != StateFileCondition.Missing)
            Log.NotRecalled(logger, file.Path, reading.Detail ?? "it holds something else");
        if (await registry.RecallAsync(cancellationToken) is var copies && copies > 0)
        {
            Log.RecalledFromRegistry(logger, origins.ListedFiles, copies);
            return;
        }

        warmUp.Begin(time.GetUtcNow());
    }

    /// <summary>False where it could not be written; the file's log says why.</summary>
    public bool Keep() => file.Write(CrawlArchive.Write(catalog.Value, origins, mirrors)) is null;

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CrawlRecalled, LogLevel.Information,
            "Last state: {File}, {Files} files of the origins, {Copies} copies on mirrors")]
        public static partial void Recalled(ILogger logger, string file, int files, int copies);

        [LoggerMessage(LogEvents.CrawlNotRecalled, LogLevel.Warning,
            "The last state {File} cannot be used: {Problem}. What the registry holds takes its place, if anything")]
        public static partial void NotRecalled(ILogger logger, string file, string problem);

        [LoggerMessage(LogEvents.CrawlRecalledFromRegistry, LogLevel.Information,
            "Last state: the registry, {Files} files of the origins, {Copies} copies on mirrors")]
        public static partial void RecalledFromRegistry(ILogger logger, int files, int copies);
    }
}
