using Krfoss.Redirector.Core.Geo;
using Microsoft.Extensions.Options;

namespace Krfoss.Redirector.GeoData;

/// <summary>
/// Keeps the geo data as the files are: looks at them by stat every minute, reads those that changed, and swaps the
/// table as a whole. Whatever is wrong with a new file, the table in use stays. No inotify: its watches run out,
/// and copies are not atomic.
/// </summary>
internal sealed partial class GeoWatcher(
    GeoStore store, IOptions<GeoOptions> options, TimeProvider clock, ILogger<GeoWatcher> logger) : BackgroundService
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<GeoFile> _files = GeoFile.From(options.Value);
    private readonly Dictionary<GeoFile, GeoFileStamp?> _stamps = [];
    private readonly Dictionary<GeoFile, string> _told = [];
    private readonly HashSet<string> _toldOld = new(StringComparer.Ordinal);
    private readonly HashSet<string> _toldFailures = new(StringComparer.Ordinal);
    private readonly SavedGeoTable? _saved = SavedGeoTable.At(options.Value);
    private bool _settled;
    private bool _isSaved = true;

    /// <summary>Loads what is there, on the caller's thread; the host calls it before it listens.</summary>
    public void LoadNow()
    {
        lock (_gate)
        {
            Load();

            // Merging leaves several times the table behind. Nobody is served yet who could feel its removal.
            if (!_isSaved) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }

    /// <summary>Looks at the files once: cheap while nothing changed.</summary>
    public void Poll()
    {
        lock (_gate)
        {
            // A refused file is read again each time: it may have been completed without a trace in its times.
            if (!_settled || _files.Any(f => GeoFileStamp.Of(f.Path) != _stamps.GetValueOrDefault(f))) Load();
            TellOldOnes();
        }

        store.TellPolled();
    }

    /// <summary>
    /// Keeps the table in use for the next start, unless that was done. Behind the start, since a first request need
    /// not wait for it.
    /// </summary>
    public void SaveNow()
    {
        lock (_gate)
        {
            if (_isSaved || _saved is null) return;
            _isSaved = true;
            if (_saved.Save(store.Current, store.Status.Databases) is { } problem)
                Log.NotSaved(logger, _saved.Path, problem);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.PollSeconds), clock);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (_stamps.Count == 0) LookSafely();
        else Safely(SaveNow);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) LookSafely();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; nothing to put away.
        }
    }

    private void LookSafely() => Safely(() =>
    {
        Poll();
        SaveNow();
    });

    /// <summary>A worker that throws would end the whole service; told once for each message.</summary>
    private void Safely(Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (_toldFailures.Add(e.Message)) Log.LookFailed(logger, e);
        }
    }

    private void Load()
    {
        var now = clock.GetUtcNow();
        var inUse = store.Status;
        if (inUse.Databases.Count == 0 && _saved?.Load(_files) is { } saved)
        {
            foreach (var (database, stamp) in saved.Databases) _stamps[database.File] = stamp;
            _settled = true;
            Use(saved.Table, inUse with { Databases = [.. saved.Databases.Select(d => d.Database)], LoadedAt = now });
            return;
        }

        var loading = GeoLoading.Load(_files, inUse, options.Value.VerifyKnownAddresses, now);
        foreach (var reading in loading.Good.Concat(loading.Bad)) _stamps[reading.File] = reading.Stamp;
        foreach (var reading in loading.Good) _told.Remove(reading.File);
        var rejected = loading.Bad.Count(Tell);
        _settled = loading.Bad.All(b => b.IsMissing);
        var status = inUse with
        {
            LastProblem = loading.Bad.Count == 0 ? null : string.Join(' ', loading.Bad.Select(b => b.Problem)),
            RejectedLoads = inUse.RejectedLoads + rejected,
            Missing = [.. loading.Bad.Select(b => b.File).Where(f => !inUse.Databases.Any(d => d.File == f))],
        };
        if (loading.Table is not { } table)
        {
            store.Report(status);
            return;
        }

        Use(table, status with
        {
            Databases = [.. loading.Good.Select(g => new GeoDatabaseStatus(g.File, g.Sha256, g.Reader!.Metadata))],
            LoadedAt = now,
        });
        _isSaved = loading.Bad.Count > 0;
    }

    private void Use(GeoTable table, GeoStatus status)
    {
        store.Swap(table, status);
        Log.InUse(logger, string.Join(", ", status.Databases.Select(Describe)));
    }

    private static string Describe(GeoDatabaseStatus database) =>
        $"{database.Metadata.DatabaseType} built {database.Metadata.BuildTime:yyyy-MM-dd} ({database.File.Path})";

    /// <summary>Logs a problem once for each new content; true where that content was refused.</summary>
    private bool Tell(GeoFileReading reading)
    {
        var isNew = !string.Equals(_told.GetValueOrDefault(reading.File), reading.Sha256, StringComparison.Ordinal);
        _told[reading.File] = reading.Sha256;
        if (!isNew) return false;
        var inUse = store.Status.Databases.Any(d => d.File == reading.File);
        if (inUse) Log.Refused(logger, reading.File.Role, reading.Problem);
        else Log.NotThere(logger, reading.File.Role, reading.Problem);
        return !reading.IsMissing;
    }

    private void TellOldOnes()
    {
        var now = clock.GetUtcNow();
        foreach (var database in store.Status.Databases)
        {
            if (database.IsOld(now) && _toldOld.Add(database.Sha256))
            {
                Log.Old(logger, database.File.Path, database.Metadata.BuildTime);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.GeoInUse, LogLevel.Information, "Geo data: {Databases}")]
        public static partial void InUse(ILogger logger, string databases);

        [LoggerMessage(
            LogEvents.GeoRefused,
            LogLevel.Error,
            "Geo data for {Role} stays as it is, the new file cannot be used: {Problem}")]
        public static partial void Refused(ILogger logger, GeoRole role, string? problem);

        [LoggerMessage(
            LogEvents.GeoMissing,
            LogLevel.Warning,
            "No geo data for {Role}: {Problem} Without places every client counts as site.default_country; "
                + "without autonomous systems no client has a network of its own")]
        public static partial void NotThere(ILogger logger, GeoRole role, string? problem);

        [LoggerMessage(
            LogEvents.GeoLookFailed,
            LogLevel.Error,
            "Looking at the geo data failed; what is in use stays, and the next look comes. "
                + "This is a bug, please report it")]
        public static partial void LookFailed(ILogger logger, Exception exception);

        [LoggerMessage(
            LogEvents.GeoNotSaved,
            LogLevel.Warning,
            "The merged geo data could not be kept in {File}, so the next start merges it again: {Problem}")]
        public static partial void NotSaved(ILogger logger, string file, string problem);

        [LoggerMessage(
            LogEvents.GeoOld,
            LogLevel.Warning,
            "Geo database {File} was built {Built:yyyy-MM-dd}; fetch a current one")]
        public static partial void Old(ILogger logger, string file, DateTimeOffset? built);
    }
}
