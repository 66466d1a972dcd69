using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Publishing;

/// <summary>Builds the snapshot of a catalog as it is on a day, and puts it where requests read it.</summary>
internal delegate void PublishSnapshot(CatalogDefinition catalog, DateOnly today);

/// <summary>
/// The only writer of the snapshot that requests read. Builds when it is rung, and when a new day begins in Korea,
/// because <c>paused: {until: …}</c> ends on a day.
/// </summary>
internal sealed partial class SnapshotPublisher(
    CurrentCatalog catalog,
    PublishSignal signal,
    PublishSnapshot publish,
    TimeProvider time,
    ILogger<SnapshotPublisher> logger) : BackgroundService
{
    /// <summary>
    /// Often enough for the day, and looking at the clock again forgives a clock that was set or a suspended machine.
    /// </summary>
    public static readonly TimeSpan DayCheck = TimeSpan.FromMinutes(1);

    /// <summary>Korea's time, all year; the operators' days.</summary>
    private static readonly TimeSpan KoreaOffset = TimeSpan.FromHours(9);

    private readonly Lock _publishing = new();
    private DateOnly _publishedDay;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(KoreaOffset).DateTime);

    /// <summary>Builds and publishes at once; a failure is logged and what was published before stays.</summary>
    /// <returns>True when there is a new snapshot.</returns>
    public bool PublishNow()
    {
        lock (_publishing)
        {
            using var span = Traces.Begin("publish snapshot");
            var started = time.GetTimestamp();
            var today = Today;
            _publishedDay = today;
            var current = catalog.Value;
            try
            {
                publish(current, today);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Log.BuildFailed(logger, e);
                return false;
            }

            Log.Published(logger, current.Mirrors.Count, current.Repositories.Count,
                time.GetElapsedTime(started).TotalMilliseconds);
            return true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rung = signal.WaitAsync(stoppingToken);
        using var day = new PeriodicTimer(DayCheck, time);
        var ticked = day.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(rung, ticked);
            if (stoppingToken.IsCancellationRequested) return;
            var isNewDay = ticked.IsCompleted && Today != _publishedDay;
            if (ticked.IsCompleted) ticked = day.WaitForNextTickAsync(stoppingToken).AsTask();
            if (rung.IsCompleted)
            {
                // Wait for the next ring before building: one that comes while building must not be lost.
                rung = signal.WaitAsync(stoppingToken);
                PublishNow();
            }
            else if (isNewDay)
            {
                PublishNow();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.SnapshotPublished, LogLevel.Debug,
            "Snapshot published: {Mirrors} mirrors, {Repositories} repositories, built in {Milliseconds:0.0} ms")]
        public static partial void Published(ILogger logger, int mirrors, int repositories, double milliseconds);

        [LoggerMessage(LogEvents.SnapshotBuildFailed, LogLevel.Error,
            "The snapshot could not be built; the one before it goes on serving. This is a bug, please report it")]
        public static partial void BuildFailed(ILogger logger, Exception exception);
    }
}
