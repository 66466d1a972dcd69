using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// What the crawler observed and what was counted of redirects; workers write it, everybody may read it.
/// </summary>
internal sealed partial class MirrorRegistry
{
    /// <summary>
    /// Writes a batch, all of it or nothing. Raises the revision where states or generations are other than before. A
    /// batch that stands there already, by its id, changes nothing.
    /// </summary>
    public Task<RegistryAnswer<ObservationsWritten>> WriteObservationsAsync(
        ObservationBatch batch, CancellationToken cancellationToken) => AskAsync(
            (context, token) => new BatchRecord(context, time.GetUtcNow()).WriteAsync(batch, token),
            cancellationToken);

    /// <summary>A mirror's checks, newest first.</summary>
    public Task<RegistryAnswer<IReadOnlyList<CheckRecord>>> ReadChecksAsync(
        string mirror,
        int limit,
        CancellationToken cancellationToken,
        DateTimeOffset? before = null,
        string? repository = null) => AskAsync(
            (context, token) => ObservationQueries.ChecksAsync(context, mirror, limit, before, repository, token),
            cancellationToken);

    /// <summary>Checks of a repository on these mirrors since then, summed up by mirror and endpoint.</summary>
    public Task<RegistryAnswer<IReadOnlyList<CheckSums>>> ReadCheckSumsAsync(
        string repository,
        IReadOnlyList<string> mirrors,
        DateTimeOffset since,
        CancellationToken cancellationToken) => AskAsync(
            (context, token) => ObservationQueries.CheckSumsAsync(context, repository, mirrors, since, token),
            cancellationToken);

    /// <summary>When mirrors were first seen with each generation of an index root, since a moment.</summary>
    public Task<RegistryAnswer<IReadOnlyList<GenerationArrival>>> ReadArrivalsAsync(
        IReadOnlyCollection<string> mirrors,
        string repository,
        string root,
        DateTimeOffset since,
        CancellationToken cancellationToken) => AskAsync(
            (context, token) => ObservationQueries.ArrivalsAsync(context, mirrors, repository, root, since, token),
            cancellationToken);

    /// <summary>Changes of state, newest first.</summary>
    public Task<RegistryAnswer<IReadOnlyList<StateChangeRecord>>> ReadStateChangesAsync(
        int limit, CancellationToken cancellationToken, string? mirror = null, DateTimeOffset? since = null) =>
        AskAsync(
            (context, token) => ObservationQueries.StateChangesAsync(context, mirror, limit, since, token),
            cancellationToken);

    /// <summary>The last days of a mirror, today included, oldest first; days without checks are left out.</summary>
    public Task<RegistryAnswer<IReadOnlyList<DailyUptime>>> ReadUptimeAsync(
        string mirror, int days, CancellationToken cancellationToken) => AskAsync(
            (context, token) => ObservationQueries.UptimeAsync(context, mirror, days, time.GetUtcNow(), token),
            cancellationToken);

    /// <summary>
    /// All generations that are kept, by repository, root and number. Without <paramref name="withPaths"/> their paths
    /// are null throughout.
    /// </summary>
    public Task<RegistryAnswer<IReadOnlyList<GenerationRecord>>> ReadGenerationsAsync(
        CancellationToken cancellationToken, bool withPaths = false) => AskAsync(
            (context, token) => ObservationQueries.GenerationsAsync(context, withPaths, token), cancellationToken);

    /// <summary>The value is null where nothing was written of that part.</summary>
    public Task<RegistryAnswer<IndexPartRecord?>> ReadIndexPartAsync(
        string repository, string root, string part, CancellationToken cancellationToken) => AskAsync(
            (context, token) => ObservationQueries.IndexPartAsync(context, repository, root, part, token),
            cancellationToken);

    /// <summary>What all parts of all indexes list, as far as it was written.</summary>
    public Task<RegistryAnswer<IReadOnlyList<IndexPartRecord>>> ReadIndexPartsAsync(
        CancellationToken cancellationToken) => AskAsync(ObservationQueries.IndexPartsAsync, cancellationToken);

    /// <summary>Where every mirror stands.</summary>
    public Task<RegistryAnswer<IReadOnlyList<MirrorStateRecord>>> ReadMirrorStatesAsync(
        CancellationToken cancellationToken) => AskAsync(ObservationQueries.MirrorStatesAsync, cancellationToken);

    /// <summary>Complaints about a mirror, oldest first.</summary>
    public Task<RegistryAnswer<IReadOnlyList<ComplaintRecord>>> ReadComplaintsAsync(
        string mirror, DateTimeOffset since, CancellationToken cancellationToken) => AskAsync(
            (context, token) => ObservationQueries.ComplaintsAsync(context, mirror, since, token), cancellationToken);

    /// <summary>
    /// Adds counts to those of their days. A batch that stands there already, by its id, changes nothing; the value is
    /// the number of rows.
    /// </summary>
    public Task<RegistryAnswer<int>> AddTalliesAsync(TallyBatch batch, CancellationToken cancellationToken) =>
        AskAsync(
            (context, token) => TallyStore.AddAsync(context, batch, time.GetUtcNow(), token), cancellationToken);

    /// <summary>Counts by day and by what the question tells apart, also what is too small to be shown.</summary>
    public Task<RegistryAnswer<IReadOnlyList<DayCell>>> ReadTalliesAsync(
        TrafficQuestion question, CancellationToken cancellationToken) => AskAsync(
            (context, token) => TallyStore.ReadAsync(context, question, token), cancellationToken);

    /// <summary>Deletes what is older than it is kept for; the value is the number of rows.</summary>
    public Task<RegistryAnswer<int>> RollUpAsync(
        DateTimeOffset now, CancellationToken cancellationToken, ObservationRetention? retention = null) => AskAsync(
            (context, token) => new RollUp(context, token).RunAsync(now, retention ?? ObservationRetention.Default),
            cancellationToken);
}
