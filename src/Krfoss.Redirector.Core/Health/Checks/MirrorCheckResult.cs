namespace Krfoss.Redirector.Core.Health.Checks;

/// <summary>A file that an index lists, of which a mirror is asked for the first bytes.</summary>
/// <param name="Path">Inside the repository, without leading slash, decoded.</param>
/// <param name="SizeBytes">By the index; never 0, −1 where it does not tell.</param>
/// <param name="SinceGeneration">Number of the generation that brought the file or last changed it.</param>
public sealed record CheckSample(string Path, long SizeBytes, long SinceGeneration)
{
    /// <summary>So much of a file is asked for.</summary>
    public const int AskedBytes = 1024;

    /// <summary>The last generation that lists the file; null = the newest still does.</summary>
    public long? UntilGeneration { get; init; }

    /// <summary>SHA-256 of the whole file, lower-case hexadecimal; null = unknown. Compared where the file is no
    /// longer than <see cref="AskedBytes"/>.</summary>
    public string? Sha256 { get; init; }

    /// <summary>SHA-256 of the first <see cref="AskedBytes"/> as the origin has them; null = unknown.</summary>
    public string? BeginningSha256 { get; init; }

    /// <summary>True where a mirror that shows this generation must have the file as it is described here.</summary>
    public bool IsListedBy(long generation) => SinceGeneration <= generation && !(UntilGeneration < generation);
}

/// <summary>A sample and what the mirror answered.</summary>
public sealed record SampleAnswer(CheckSample Sample, Exchange Exchange);

/// <summary>
/// Everything that one check of one repository on one endpoint of a mirror brought, before it is judged. A value:
/// whatever the mirror did, there is one.
/// </summary>
/// <param name="Root">The index root.</param>
public sealed record MirrorCheckResult(MirrorEndpoint Endpoint, Exchange Root)
{
    /// <summary>SHA-256 of the root, lower-case hexadecimal; also where it was not changed since (304); null = not
    /// read.</summary>
    public string? RootSha256 { get; init; }

    /// <summary>When the root was made, by its own word; null = it does not say, or was not read for it.</summary>
    public DateTimeOffset? RootDate { get; init; }

    /// <summary>The number that the root gives itself; null = none.</summary>
    public long? RootRevision { get; init; }

    /// <summary>Ascending by the generation that brought them; the first that is wrong is the last that was asked for.
    /// </summary>
    public IReadOnlyList<SampleAnswer> Samples { get; init; } = [];

    /// <summary>
    /// The newest generation that the mirror certainly has where all samples are right; 0 = none was asked for.
    /// </summary>
    public long ProvesUpTo { get; init; }

    /// <summary>A path that cannot exist; null = it was not asked for.</summary>
    public Exchange? Absent { get; init; }

    /// <summary>All exchanges in the order in which they were made.</summary>
    public IEnumerable<Exchange> Exchanges =>
        [Root, .. Samples.Select(sample => sample.Exchange), .. Absent is null ? (Exchange[])[] : [Absent]];
}

/// <summary>A content that the origin's root had.</summary>
/// <param name="Number">Grows from generation to generation.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="ReplacedAt">When the origin replaced it; null = it is the newest.</param>
/// <param name="Date">When it was made, by its own word; null = it does not say.</param>
/// <param name="Revision">The number that it gives itself; null = none.</param>
public sealed record KnownGeneration(
    long Number, string Sha256, DateTimeOffset? ReplacedAt, DateTimeOffset? Date = null, long? Revision = null);

/// <summary>What is known beforehand of the repository and of this mirror.</summary>
/// <param name="Generations">What the origin showed, newest first; empty = nothing yet.</param>
/// <param name="MaxLag">A generation may have been replaced so long ago.</param>
public sealed record CheckKnowledge(
    IReadOnlyList<KnownGeneration> Generations, TimeSpan MaxLag, DateTimeOffset Now)
{
    /// <summary>The newest generation that this mirror was ever seen with; null = none.</summary>
    public long? SeenGeneration { get; init; }

    /// <summary>Issuer of the certificate at the last good check; null = unknown.</summary>
    public string? Issuer { get; init; }

    /// <summary>Autonomous system at the last good check; null = unknown.</summary>
    public uint? Asn { get; init; }

    /// <summary>Autonomous system of the address that answered now; null = unknown.</summary>
    public uint? AsnNow { get; init; }

    public KnownGeneration? Find(string? sha256) =>
        sha256 is null ? null : Generations.FirstOrDefault(generation => generation.Sha256 == sha256);
}

/// <summary>What deserves a word to the owner although it changes nothing.</summary>
[Flags]
public enum CheckWarnings
{
    None = 0,

    /// <summary>The certificate ends within <see cref="CheckRules.CertificateNotice"/>.</summary>
    CertificateEndsSoon = 1,

    /// <summary>The server's clock is off by more than <see cref="CheckRules.ClockTolerance"/>.</summary>
    ClockOff = 2,

    /// <summary>The index came out of a cache although a fresh one was asked for.</summary>
    FromCache = 4,
}

/// <summary>What a check came to.</summary>
/// <param name="Generation">What the mirror showed; null = nothing that is known.</param>
/// <param name="Decisive">The exchange that decided; the root where all is well.</param>
public sealed record CheckFinding(
    Verdict Verdict, KnownGeneration? Generation, Exchange Decisive, CheckWarnings Warnings)
{
    /// <summary>The file that was wrong or not there; null where no file of the repository decided.</summary>
    public CheckSample? Missed { get; init; }
}
