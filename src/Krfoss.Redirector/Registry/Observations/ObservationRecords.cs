namespace Krfoss.Redirector.Registry.Observations;

/// <summary>What a check says about a mirror's health; which verdict says what, the health rules know.</summary>
internal enum CheckBearing
{
    /// <summary>The mirror served as it should.</summary>
    Good,

    /// <summary>It did not.</summary>
    Bad,

    /// <summary>Neither: it asked us to come later, or refuses our checker alone.</summary>
    None,
}

/// <summary>One check of a mirror, as it is kept for 30 days. Records here are what the tables hold.</summary>
/// <param name="Endpoint">Word of <see cref="Core.Health.MirrorEndpoint"/>.</param>
/// <param name="Root">The index root that was looked at, path inside the repository.</param>
/// <param name="Verdict">Word of <see cref="Core.Health.Verdict"/>.</param>
/// <param name="Bearing">As what it counts in the hourly sums.</param>
/// <param name="Status">HTTP status of the answer that led to the verdict; 0 = there was none.</param>
/// <param name="Requests">How many requests the check took.</param>
/// <param name="LagSeconds">How long ago the origin replaced what the mirror shows; null = not known.</param>
/// <param name="Generation">Number of the generation that the mirror shows; null = not known.</param>
/// <param name="Evidence">Failing request and head of the response; null where nothing failed.</param>
internal sealed record CheckRecord(
    DateTimeOffset At,
    string Mirror,
    string Repository,
    string Endpoint,
    string Root,
    string Verdict,
    CheckBearing Bearing,
    int Status,
    int DurationMs,
    int Requests,
    long? LagSeconds,
    long? Generation,
    string? Evidence);

/// <summary>A mirror's state for one repository over one endpoint changed.</summary>
/// <param name="From">State before, a word.</param>
/// <param name="Evidence">What stood in the check that tipped the balance.</param>
internal sealed record StateChangeRecord(
    DateTimeOffset At,
    string Mirror,
    string Repository,
    string Endpoint,
    string From,
    string To,
    string Verdict,
    string? Evidence);

/// <summary>When a mirror was first seen with a generation of an index root.</summary>
internal sealed record GenerationArrival(string Mirror, long Generation, DateTimeOffset At);

/// <summary>One content of an index root at the origin.</summary>
/// <param name="Number">Grows by one with every new content of this root; the first that was seen has 1.</param>
/// <param name="Facts">Digests, sizes, dates, samples: JSON of the crawler's making.</param>
/// <param name="ReplacedAt">When the origin showed another content; null = it is current.</param>
/// <param name="Paths">
/// Hashes of the paths that it added or changed, packed; empty where every mirror has them, null = not known.
/// </param>
internal sealed record GenerationRecord(
    string Repository,
    string Root,
    long Number,
    string Sha256,
    DateTimeOffset FirstSeen,
    DateTimeOffset? ReplacedAt,
    string Facts,
    byte[]? Paths);

/// <summary>What one part of an index lists in its latest content, packed by the crawler.</summary>
/// <param name="Part">Name of the part, the same from generation to generation.</param>
/// <param name="Sha256">Digest of the part whose content this is.</param>
internal sealed record IndexPartRecord(string Repository, string Root, string Part, string Sha256, byte[] Entries);

/// <summary>Where a mirror stands for one repository over one endpoint: one row each, replaced as it changes.</summary>
/// <param name="State">JSON of the crawler's making: health, verified generations, last verdict.</param>
internal sealed record MirrorStateRecord(
    string Mirror, string Repository, string Endpoint, DateTimeOffset ChangedAt, string State);

/// <summary>
/// Complaints about a mirror within one minute: clients that came back for a file it was to serve. Written again for
/// the same minute, as by another node, they add up.
/// </summary>
/// <param name="Networks">From how many networks (/24, /48) they came.</param>
internal sealed record ComplaintRecord(
    DateTimeOffset Minute, string Mirror, string Repository, int Count, int Networks);

/// <summary>What is written in one transaction: all of it is there afterwards, or nothing.</summary>
internal sealed record ObservationBatch
{
    /// <summary>
    /// Tells the batch apart from every other. When nobody knows whether a transaction went through, it is written
    /// again under the same id, and nothing counts twice.
    /// </summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public IReadOnlyList<CheckRecord> Checks { get; init; } = [];

    public IReadOnlyList<StateChangeRecord> StateChanges { get; init; } = [];

    /// <summary>New ones are added; known ones (repository, root, number) are replaced.</summary>
    public IReadOnlyList<GenerationRecord> Generations { get; init; } = [];

    public IReadOnlyList<IndexPartRecord> Parts { get; init; } = [];

    public IReadOnlyList<MirrorStateRecord> MirrorStates { get; init; } = [];

    public IReadOnlyList<ComplaintRecord> Complaints { get; init; } = [];

    public int Count => Checks.Count + StateChanges.Count + Generations.Count + Parts.Count + MirrorStates.Count
        + Complaints.Count;

    public bool IsEmpty => Count == 0;
}

/// <summary>What became of a batch.</summary>
/// <param name="Rows">Rows that are new or other than before; 0 when the batch stood there already.</param>
/// <param name="Revision">The registry's revision after it.</param>
/// <param name="IsRaised">True where the batch raised it: there was news of states or generations.</param>
internal sealed record ObservationsWritten(int Rows, long Revision, bool IsRaised);

/// <summary>A mirror's checks of one day, all repositories and endpoints together.</summary>
/// <param name="Day">In Korea's time.</param>
/// <param name="Unchanged">Checks that said nothing about its health.</param>
/// <param name="BadVerdict">The bad verdict that came most often; null = none came.</param>
internal sealed record DailyUptime(
    DateOnly Day, long Good, long Bad, long Unchanged, long? WorstLagSeconds, string? BadVerdict);

/// <summary>A mirror's checks of one repository over one endpoint, summed up.</summary>
/// <param name="AverageSquareMs">Average of the squared durations, which tells how far they spread.</param>
internal sealed record CheckSums(
    string Mirror, string Endpoint, int Checks, int Good, double AverageMs, double AverageSquareMs);

/// <summary>How long observations are kept.</summary>
internal sealed record ObservationRetention(
    TimeSpan Checks,
    TimeSpan Sums,
    TimeSpan StateChanges,
    TimeSpan Complaints,
    TimeSpan ReplacedGenerations,
    TimeSpan Tallies)
{
    public static readonly ObservationRetention Default = new(
        Checks: TimeSpan.FromDays(30),
        Sums: TimeSpan.FromDays(365),
        StateChanges: TimeSpan.FromDays(365),
        Complaints: TimeSpan.FromDays(365),
        ReplacedGenerations: TimeSpan.FromDays(30),
        Tallies: TimeSpan.FromDays(3 * 366));
}
