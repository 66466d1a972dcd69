using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Registry.Lines;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// The memory of the service, and the only class others call for it. Every answer may be "away": nothing here throws
/// because of the database, and nothing on the request path waits for it.
/// </summary>
internal sealed partial class MirrorRegistry(
    RegistryOptions options, TimeProvider time, ILogger<MirrorRegistry> logger) : IDisposable
{
    private readonly RegistryDatabase _database = new(options);
    private readonly Lock _statusLock = new();
    private volatile bool _isDisposed;
    private RegistryStatus _status = new(Available: false, LastError: null, time.GetUtcNow());

    /// <summary>Where the registry is, for people: a file, a server without its password, or why nowhere.</summary>
    public string Place => _database.Place;

    public RegistryStatus Status
    {
        get
        {
            lock (_statusLock) return _status;
        }
    }

    /// <summary>Creates or updates the schema. The other calls do it themselves on first use.</summary>
    public Task<RegistryAnswer<bool>> MigrateAsync(CancellationToken cancellationToken) =>
        AskAsync((_, _) => Task.FromResult(true), cancellationToken);

    /// <summary>
    /// Records a catalog that is served: rows, history, and a new revision when its content is
    /// not the last one recorded.
    /// </summary>
    /// <returns>The revision under which this content stands.</returns>
    public Task<RegistryAnswer<long>> ImportCatalogAsync(
        CatalogDefinition catalog,
        string sha256,
        int problemsCount,
        DateTimeOffset now,
        CancellationToken cancellationToken) => AskAsync(
            (context, token) => new CatalogRecord(context, now).WriteAsync(catalog, sha256, problemsCount, token),
            cancellationToken);

    /// <summary>The counter that other nodes watch.</summary>
    public Task<RegistryAnswer<long>> ReadRevisionAsync(CancellationToken cancellationToken) =>
        AskAsync(RevisionCounter.ReadAsync, cancellationToken);

    /// <summary>
    /// Everything the registry knows as JSON lines; the value is the number of lines. Only reads: a database that is
    /// missing or damaged is an error and stays as it is, so that an empty backup never takes the place of a good one.
    /// </summary>
    public Task<RegistryAnswer<int>> ExportAsync(TextWriter output, CancellationToken cancellationToken) =>
        _database.NothingToRead() is { } problem
            ? Task.FromResult(new RegistryAnswer<int>(0, problem))
            : AskAsync((context, token) => LinesWriter.WriteAsync(context, output, token), cancellationToken);

    /// <summary>
    /// Replaces everything the registry knows by what <see cref="ExportAsync"/> wrote; all of it or nothing.
    /// </summary>
    public Task<RegistryAnswer<RegistryImport>> ImportAsync(TextReader input, CancellationToken cancellationToken) =>
        AskAsync((context, token) => LinesReader.ReadAsync(context, input, token), cancellationToken);

    public Task<RegistryAnswer<IReadOnlyList<IndexRoot>>> ReadIndexRootsAsync(CancellationToken cancellationToken) =>
        AskAsync<IReadOnlyList<IndexRoot>>(async (context, token) => await context.IndexRoots
            .OrderBy(r => r.Repository).ThenBy(r => r.Path)
            .Select(r => new IndexRoot(r.Repository, r.Path, r.FirstAsked, r.LastConfirmed))
            .ToListAsync(token), cancellationToken);

    /// <summary>
    /// Adds new index roots and notes later confirmations of known ones; the value is the number of new ones.
    /// </summary>
    public Task<RegistryAnswer<int>> RememberIndexRootsAsync(
        IReadOnlyList<IndexRoot> roots, CancellationToken cancellationToken) =>
        AskAsync((context, token) => IndexRootRecord.WriteAsync(context, roots, token), cancellationToken);

    /// <summary>When each mirror last checked in, by id.</summary>
    public Task<RegistryAnswer<IReadOnlyDictionary<string, DateTimeOffset>>> ReadCheckInsAsync(
        CancellationToken cancellationToken) => AskAsync(CheckInRecord.ReadAsync, cancellationToken);

    /// <summary>Notes check-ins; an older one than is known changes nothing. The value is their number.</summary>
    public Task<RegistryAnswer<int>> RememberCheckInsAsync(
        IReadOnlyDictionary<string, DateTimeOffset> checkIns, CancellationToken cancellationToken) =>
        AskAsync((context, token) => CheckInRecord.WriteAsync(context, checkIns, token), cancellationToken);

    /// <summary>The history, newest first.</summary>
    public Task<RegistryAnswer<IReadOnlyList<RegistryEvent>>> ReadEventsAsync(
        int limit, CancellationToken cancellationToken, string? mirror = null, string? repository = null) =>
        AskAsync<IReadOnlyList<RegistryEvent>>(async (context, token) => await context.Events
            .Where(e => (mirror == null || e.Mirror == mirror) && (repository == null || e.Repository == repository))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Id)
            .Take(limit)
            .Select(e => new RegistryEvent(e.At, e.Kind, e.Mirror, e.Repository, e.Text))
            .ToListAsync(token), cancellationToken);

    public void Dispose()
    {
        _isDisposed = true;
        _database.Dispose();
    }

    // SQLite's asynchronous calls block; the pool is where they may do so, whoever calls.
    private Task<RegistryAnswer<T>> AskAsync<T>(
        Func<RegistryContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken) =>
        Task.Run(() => AnswerAsync(work, cancellationToken), cancellationToken);

    private async Task<RegistryAnswer<T>> AnswerAsync<T>(
        Func<RegistryContext, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            var damaged = await _database.OpenAsync(time.GetUtcNow(), cancellationToken);
            if (damaged is not null) Log.Damaged(logger, _database.Place, damaged);
            await using var context = _database.CreateContext();
            var value = await work(context, cancellationToken);

            // A server's answer comes on the thread that waits for the sockets; what callers do with it belongs here.
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            NoteAvailable();
            return new(value, null);
        }
        catch (ObjectDisposedException) when (_isDisposed)
        {
            // A start that failed takes the registry away from workers that had begun.
            return new(default, "the program is ending");
        }
        catch (Exception e) when (RegistryDatabase.IsFailure(e) && !cancellationToken.IsCancellationRequested)
        {
            _database.Close(e);
            var error = e.GetBaseException().Message;
            NoteUnavailable(error);
            return new(default, error);
        }
    }

    private void NoteAvailable()
    {
        RegistryStatus before;
        lock (_statusLock)
        {
            before = _status;
            if (before.Available) return;
            _status = before with { Available = true, Since = time.GetUtcNow() };
        }

        if (before.LastError is null) Log.Ready(logger, _database.Place);
        else Log.Back(logger, _database.Place, Status.Since - before.Since);
    }

    private void NoteUnavailable(string error)
    {
        bool tell;
        lock (_statusLock)
        {
            tell = _status.Available || _status.LastError is null;
            _status = new(Available: false, error, tell ? time.GetUtcNow() : _status.Since);
        }

        // The error of a wrong setting is what the place would say too; once is enough.
        if (tell) Log.Unavailable(logger, _database.HasPlace ? _database.Place : "not set up", error);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.RegistryReady, LogLevel.Debug, "Registry opened: {Place}")]
        public static partial void Ready(ILogger logger, string place);

        [LoggerMessage(LogEvents.RegistryUnavailable, LogLevel.Warning,
            "The registry ({Place}) cannot be used: {Error}. Redirecting goes on; history and what was learnt wait")]
        public static partial void Unavailable(ILogger logger, string place, string error);

        [LoggerMessage(LogEvents.RegistryBack, LogLevel.Information, "The registry ({Place}) is back after {Duration}")]
        public static partial void Back(ILogger logger, string place, TimeSpan duration);

        [LoggerMessage(LogEvents.RegistryDamaged, LogLevel.Error,
            "The registry {Place} was damaged; it was set aside as {Aside} and a new one was made. "
            + "What the catalog says comes back by itself; 'registry import' restores the rest from an export")]
        public static partial void Damaged(ILogger logger, string place, string aside);
    }
}
