namespace Krfoss.Redirector.Registry.Observations;

/// <summary>How the writing of observations goes, for metrics and the health endpoint.</summary>
/// <param name="Queued">Observations that wait, those that are being written included.</param>
/// <param name="Written">Observations written since the start.</param>
/// <param name="Dropped">Observations dropped since the start, because the registry was away for too long.</param>
/// <param name="LastSuccess">When something was written last; null = nothing yet.</param>
internal sealed record ObservationWriterStatus(int Queued, long Written, long Dropped, DateTimeOffset? LastSuccess);

/// <summary>
/// Writes observations into the registry behind the back of those who make them: they are taken into memory at once
/// and written every second, in batches. While the registry is away they wait. A batch that failed is written again
/// under its own id, since a connection that broke may have broken after the commit.
/// </summary>
internal sealed partial class ObservationWriter(
    MirrorRegistry registry, TimeProvider time, ILogger<ObservationWriter> logger) : BackgroundService
{
    public const int BatchChecks = 500;
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly PendingObservations _pending = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ObservationBatch? _underWay;
    private long _written;
    private long _lost;
    private long _revision;
    private bool _toldOfDropping;
    private DateTimeOffset? _lastSuccess;

    /// <summary>
    /// Whoever holds states and generations in memory gives all of them here, when the registry turns out to be another
    /// one than before: a file that was deleted or damaged, or an older copy.
    /// </summary>
    public Func<ObservationBatch>? Resupply { get; set; }

    public ObservationWriterStatus Status
    {
        get
        {
            lock (_gate)
            {
                return new(
                    _pending.Count + (_underWay?.Count ?? 0), _written, _pending.Dropped + _lost, _lastSuccess);
            }
        }
    }

    /// <summary>Takes observations to be written; what comes in one batch is written in one transaction.</summary>
    public void Record(ObservationBatch batch)
    {
        bool tell;
        lock (_gate)
        {
            _pending.Add(batch);
            if (_pending.Checks >= BatchChecks) _full.TrySetResult();
            tell = !_toldOfDropping && _pending.Dropped > 0;
            _toldOfDropping |= tell;
        }

        if (tell) Log.Dropping(logger, PendingObservations.MaxChecks);
    }

    /// <summary>Writes all that waits, now.</summary>
    /// <returns>
    /// True when everything that was recorded before the call is committed; false when the registry is away.
    /// </returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            while (Next() is { } batch)
            {
                var answer = await registry.WriteObservationsAsync(batch, cancellationToken);
                if (!answer.IsAvailable) return false;
                NoteWritten(batch, answer.Get());
            }

            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Comes back when everything is written that was recorded, or the time for stopping is over.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (await FlushAsync(cancellationToken)) return;
        }
        catch (OperationCanceledException)
        {
            // The time for stopping is over; what waits is counted below.
        }

        Log.LeftBehind(logger, Status.Queued);
    }

    public override void Dispose()
    {
        base.Dispose();
        _writing.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var isWritten = true;
            try
            {
                isWritten = await FlushAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Forget(e);
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            var pause = Task.Delay(isWritten ? WriteEvery : RetryAfter, time, waiting.Token);
            await (isWritten ? Task.WhenAny(pause, Full()) : Task.WhenAny(pause));
            await waiting.CancelAsync();
        }
    }

    private Task Full()
    {
        lock (_gate) return _full.Task;
    }

    private ObservationBatch? Next()
    {
        lock (_gate)
        {
            if (_underWay is not null) return _underWay;
            if (_pending.Count == 0) return null;
            _underWay = _pending.Take(BatchChecks);
            if (_full.Task.IsCompleted) _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _underWay;
        }
    }

    private void NoteWritten(ObservationBatch batch, ObservationsWritten written)
    {
        bool isAnother;
        lock (_gate)
        {
            _underWay = null;
            _written += batch.Count;
            _lastSuccess = time.GetUtcNow();
            // The counter only grows; where it fell, or did not grow although we raised it, it is another one.
            isAnother = written.Revision < (written.IsRaised ? _revision + 1 : _revision);
            _revision = written.Revision;
        }

        if (!isAnother) return;
        Log.Another(logger, registry.Place);
        if (Resupply?.Invoke() is { IsEmpty: false } all) Record(all);
    }

    /// <summary>A batch that the program cannot write must not stand in the way of all that come after it.</summary>
    private void Forget(Exception e)
    {
        int count;
        lock (_gate)
        {
            count = _underWay?.Count ?? 0;
            _lost += count;
            _underWay = null;
        }

        Log.Failed(logger, count, e);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.ObservationsDropped, LogLevel.Warning,
            "The registry is away for so long that of the checks that wait for it only the last {Max} are kept")]
        public static partial void Dropping(ILogger logger, int max);

        [LoggerMessage(LogEvents.ObservationsLeftBehind, LogLevel.Warning,
            "{Count} observations could not be written before the program ended: the registry is away")]
        public static partial void LeftBehind(ILogger logger, int count);

        [LoggerMessage(LogEvents.ObservationsFailed, LogLevel.Error,
            "{Count} observations could not be written and are given up. This is a bug, please report it")]
        public static partial void Failed(ILogger logger, int count, Exception exception);

        [LoggerMessage(LogEvents.RegistryReplaced, LogLevel.Warning,
            "The registry ({Place}) is not the one that was written to before; what is known is written into it again")]
        public static partial void Another(ILogger logger, string place);
    }
}
