using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Importing;

/// <summary>
/// Looks at the catalog's files every few seconds and lets a new content in: read, checked, published, recorded.
/// Whatever is wrong with it, the last good catalog goes on being served.
/// </summary>
internal sealed partial class CatalogWatcher(
    CatalogOptions options,
    CatalogFiles files,
    ReadCatalog read,
    CurrentCatalog current,
    PublishSignal signal,
    CatalogRecorder recorder,
    TimeProvider time,
    ILogger<CatalogWatcher> logger) : BackgroundService
{
    /// <summary>
    /// Every so many looks the files are read whatever their times say: some tools keep size and time.
    /// </summary>
    private const int FullReadEvery = 15;

    private readonly CatalogJudge _judge = new(read, options.AllowMassRemoval);
    private volatile CatalogStatus _status = new(
        files.MainFile, null, "", 0, 0, [], LastReloadFailed: false, RejectedReloads: 0);
    private IReadOnlyList<CatalogProblem> _servedWarnings = [];
    private string _stamp = "";
    private string? _suspect;
    private string? _rejected;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private int _polls;

    public CatalogStatus Status => _status;

    /// <summary>Reads the catalog before anything is served. The caller ends the program when there is none.</summary>
    public CatalogLoad LoadFirst()
    {
        _stamp = files.Stamp();
        var load = _judge.Judge(files.Read(), previous: null);
        if (load.Catalog is null) return load;
        Accept(load, load.Catalog);
        Log.Loaded(logger, _status.File, _status.Mirrors, _status.Repositories);
        TellWarnings(load);
        return load;
    }

    /// <summary>
    /// One look. A new content that only adds or changes counts at once; one that is broken or takes something away
    /// counts when the next look sees the same: it may have been caught half-written.
    /// </summary>
    public void Poll()
    {
        var stamp = files.Stamp();
        var isFullRead = ++_polls % FullReadEvery == 0;
        if (_suspect is null && !isFullRead && string.Equals(stamp, _stamp, StringComparison.Ordinal)) return;
        _stamp = stamp;

        var content = files.Read();
        if (string.Equals(content.Sha256, _status.Sha256, StringComparison.Ordinal))
        {
            BackToServed();
            return;
        }

        if (string.Equals(content.Sha256, _rejected, StringComparison.Ordinal))
        {
            _suspect = null;
            return;
        }

        var load = _judge.Judge(content, current.Value);
        var isSettled = string.Equals(content.Sha256, _suspect, StringComparison.Ordinal);
        if (!isSettled && (load.Catalog is null || CatalogChange.Between(current.Value, load.Catalog).RemovesAnything))
        {
            _suspect = content.Sha256;
            return;
        }

        _suspect = null;
        if (load.Catalog is { } catalog) Reload(load, catalog);
        else Reject(load);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Something half-seen is looked at again sooner, so that a removal too is served within five seconds.
            var pause = _suspect is null ? options.PollInterval : options.PollInterval / 2;
            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) PollSafely();
        }
    }

    /// <summary>A worker that throws would end the whole service; told once for each message.</summary>
    private void PollSafely()
    {
        try
        {
            Poll();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _stamp = "";
            if (_told.Add(e.Message)) Log.LookFailed(logger, e);
        }
    }

    private void Accept(CatalogLoad load, CatalogDefinition catalog)
    {
        _rejected = null;
        _servedWarnings = load.Problems;
        _status = new(files.MainFile, time.GetUtcNow(), load.Sha256, catalog.Mirrors.Count, catalog.Repositories.Count,
            load.Problems, LastReloadFailed: false, _status.RejectedReloads);
        current.Folder = Path.GetDirectoryName(files.MainFile)!;
        current.Value = catalog;
        recorder.Record(new(catalog, load.Sha256, load.Warnings));
        signal.Ring();
        if (catalog.Mirrors.Count == 0 || catalog.Repositories.Count == 0)
            Log.Empty(logger, _status.File, What(catalog));
    }

    private void Reload(CatalogLoad load, CatalogDefinition catalog)
    {
        var change = CatalogChange.Between(current.Value, catalog).Summary;
        Accept(load, catalog);
        Log.Reloaded(logger, _status.File, _status.Mirrors, _status.Repositories, change);
        TellWarnings(load);
    }

    private void Reject(CatalogLoad load)
    {
        _rejected = load.Sha256;
        _status = _status with
        {
            Problems = load.Problems,
            LastReloadFailed = true,
            RejectedReloads = _status.RejectedReloads + 1,
        };
        foreach (var problem in load.Problems) Log.Problem(logger, problem);
        Log.Rejected(logger, _status.File, _status.LoadedAt);
    }

    private void BackToServed()
    {
        _suspect = null;
        _rejected = null;
        if (!_status.LastReloadFailed) return;
        _status = _status with { Problems = _servedWarnings, LastReloadFailed = false };
        Log.AsServedAgain(logger, _status.File);
    }

    private void TellWarnings(CatalogLoad load)
    {
        foreach (var problem in load.Problems) Log.Problem(logger, problem);
    }

    private static string What(CatalogDefinition catalog) => (catalog.Repositories.Count, catalog.Mirrors.Count) switch
    {
        (0, 0) => "neither repositories nor mirrors; until there are some, every path is answered 404",
        (0, _) => "no repositories; until there are some, every path is answered 404",
        _ => "no mirrors; until there are some, everything goes to the origins",
    };

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CatalogLoaded, LogLevel.Information,
            "Catalog: {File}, {Mirrors} mirrors, {Repositories} repositories")]
        public static partial void Loaded(ILogger logger, string file, int mirrors, int repositories);

        [LoggerMessage(LogEvents.CatalogReloaded, LogLevel.Information,
            "Catalog reloaded: {File}, {Mirrors} mirrors, {Repositories} repositories; {Change}")]
        public static partial void Reloaded(ILogger logger, string file, int mirrors, int repositories, string change);

        [LoggerMessage(LogEvents.CatalogRejected, LogLevel.Error,
            "The changed catalog {File} is not taken because of the problems above; "
            + "the one of {LoadedAt:u} goes on being served")]
        public static partial void Rejected(ILogger logger, string file, DateTimeOffset? loadedAt);

        [LoggerMessage(LogEvents.CatalogProblemFound, LogLevel.Warning, "{Problem}")]
        public static partial void Problem(ILogger logger, CatalogProblem problem);

        [LoggerMessage(LogEvents.CatalogEmpty, LogLevel.Warning, "The catalog {File} declares {What}")]
        public static partial void Empty(ILogger logger, string file, string what);

        [LoggerMessage(LogEvents.CatalogLookFailed, LogLevel.Error,
            "Looking at the catalog failed; what is served goes on, and the next look comes. "
            + "This is a bug, please report it")]
        public static partial void LookFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogEvents.CatalogAsServedAgain, LogLevel.Information,
            "The catalog {File} holds what is served again; the refused change is gone")]
        public static partial void AsServedAgain(ILogger logger, string file);
    }
}
