using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Statistics;

/// <summary>
/// Writes what requests counted into the registry, every minute and when the program ends. While the registry is away
/// the counts wait. A batch that failed is written again under its own id, since a connection that broke may have
/// broken after the commit.
/// </summary>
internal sealed partial class TallyWriter(
    RedirectTally tally,
    MirrorRegistry registry,
    StatisticsOptions options,
    TimeProvider time,
    ILogger<TallyWriter> logger) : BackgroundService
{
    // Of its own: a worker before that was slow to stop must not cost the counts.
    private static readonly TimeSpan TimeForTheLast = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly PendingTallies _pending = new();
    private TallyBatch? _underWay;
    private DateOnly _day = DayNumber.DayOf(time.GetUtcNow());

    /// <summary>Writes all that was counted, now.</summary>
    /// <returns>False when the registry is away; the counts wait then.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            Collect();
            while (_underWay is not null || !_pending.IsEmpty)
            {
                _underWay ??= _pending.Take();
                var answer = await registry.AddTalliesAsync(_underWay, cancellationToken);
                if (!answer.IsAvailable) return false;
                _underWay = null;
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A batch that the program cannot write must not stand in the way of all that come after it.
            Log.Failed(logger, _underWay?.Redirects ?? 0, e);
            _underWay = null;
            return false;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The web server has stopped before: what is counted now is the last of it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = new CancellationTokenSource(TimeForTheLast, time);
        try
        {
            if (await FlushAsync(patience.Token)) return;
        }
        catch (OperationCanceledException)
        {
            // The registry is too slow; what is left is told below.
        }

        Log.LeftBehind(logger);
    }

    public override void Dispose()
    {
        base.Dispose();
        _writing.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.WriteEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync(stoppingToken);
    }

    // What was counted belongs to the day on which the counting began; around midnight that is right to the minute.
    private void Collect()
    {
        _pending.Add(_day, tally.Take());
        _day = DayNumber.DayOf(time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.TalliesLeftBehind, LogLevel.Warning,
            "The last counts of redirects could not be written before the program ended: the registry is away")]
        public static partial void LeftBehind(ILogger logger);

        [LoggerMessage(LogEvents.TalliesFailed, LogLevel.Error,
            "Counts of {Redirects} redirects could not be written and are given up. This is a bug, please report it")]
        public static partial void Failed(ILogger logger, long redirects, Exception exception);
    }
}
