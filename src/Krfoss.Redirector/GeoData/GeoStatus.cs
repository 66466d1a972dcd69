using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.GeoData;

/// <summary>A database in use.</summary>
internal sealed record GeoDatabaseStatus(GeoFile File, string Sha256, MmdbMetadata Metadata)
{
    /// <summary>
    /// Geo databases lose some per cent of their cities a month; GeoLite2's terms ask for the same limit.
    /// </summary>
    public static readonly TimeSpan OldAge = TimeSpan.FromDays(30);

    public TimeSpan? Age(DateTimeOffset now) => now - Metadata.BuildTime;

    /// <summary>True for an operator's file that is older than <see cref="OldAge"/>.</summary>
    public bool IsOld(DateTimeOffset now) => !File.IsBundled && Age(now) > OldAge;
}

/// <summary>
/// What the geo data consists of at the moment; immutable, replaced as a whole together with the table.
/// </summary>
/// <param name="Databases">In use, in order of precedence.</param>
/// <param name="Missing">Configured files that are not in use because they were not there or not usable.</param>
/// <param name="LoadedAt">When the table in use was built; null = never.</param>
/// <param name="LastProblem">Why the last look at the files changed nothing; null = nothing was wrong.</param>
/// <param name="RejectedLoads">New contents of files that were refused, since the start.</param>
internal sealed record GeoStatus(
    IReadOnlyList<GeoDatabaseStatus> Databases,
    IReadOnlyList<GeoFile> Missing,
    DateTimeOffset? LoadedAt,
    string? LastProblem,
    long RejectedLoads)
{
    public static readonly GeoStatus Nothing = new([], [], null, null, 0);
}
