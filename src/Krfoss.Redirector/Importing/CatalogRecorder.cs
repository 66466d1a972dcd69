using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Importing;

/// <summary>A catalog that is served and has to be remembered.</summary>
internal sealed record ServedCatalog(CatalogDefinition Catalog, string Sha256, int Warnings);

/// <summary>
/// Writes the served catalog into the registry, behind the back of serving: only the latest matters, a registry that
/// is away is tried again, and an unchanged catalog is offered now and then, since the registry may have been
/// replaced by an empty one.
/// </summary>
internal sealed partial class CatalogRecorder(
    MirrorRegistry registry, TimeProvider time, ILogger<CatalogRecorder> logger) : BackgroundService
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan OfferAgainAfter = TimeSpan.FromMinutes(5);

    private readonly PublishSignal _signal = new();
    private volatile ServedCatalog? _latest;
    private long _revision;

    /// <summary>The registry's revision of the latest catalog written; 0 = none yet.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public void Record(ServedCatalog catalog)
    {
        _latest = catalog;
        _signal.Ring();
    }

    /// <summary>Returns false when the registry did not take it and it has to be tried again.</summary>
    public async Task<bool> WriteLatestAsync(CancellationToken cancellationToken)
    {
        if (_latest is not { } served) return true;
        var answer = await registry.ImportCatalogAsync(
            served.Catalog, served.Sha256, served.Warnings, time.GetUtcNow(), cancellationToken);
        if (!answer.IsAvailable) return false;
        if (Interlocked.Exchange(ref _revision, answer.Value) != answer.Value) Log.Recorded(logger, answer.Value);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rung = _signal.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = OfferAgainAfter;
            try
            {
                if (!await WriteLatestAsync(stoppingToken)) pause = RetryAfter;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e);
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(rung, Task.Delay(pause, time, waiting.Token));
            await waiting.CancelAsync();
            if (rung.IsCompletedSuccessfully) rung = _signal.WaitAsync(stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogEvents.CatalogRecorded, LogLevel.Debug, "The registry holds the catalog as revision {Revision}")]
        public static partial void Recorded(ILogger logger, long revision);

        [LoggerMessage(LogEvents.CatalogRecordFailed, LogLevel.Error,
            "The catalog could not be written into the registry. This is a bug, please report it; serving goes on")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
