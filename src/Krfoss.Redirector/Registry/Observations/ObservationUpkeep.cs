namespace Krfoss.Redirector.Registry.Observations;

/// <summary>Deletes observations that are older than they are kept for, once an hour.</summary>
internal sealed partial class ObservationUpkeep(
    MirrorRegistry registry, TimeProvider time, ILogger<ObservationUpkeep> logger) : BackgroundService
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(Every, time);
        while (await hour.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var answer = await registry.RollUpAsync(time.GetUtcNow(), stoppingToken);
                if (answer is { IsAvailable: true, Value: > 0 }) Log.Deleted(logger, answer.Value);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.ObservationsDeleted, LogLevel.Debug, "{Rows} old rows deleted from the registry")]
        public static partial void Deleted(ILogger logger, int rows);

        [LoggerMessage(LogEvents.ObservationUpkeepFailed, LogLevel.Error,
            "Old observations could not be deleted. This is a bug, please report it; the next try is in an hour")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
