using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Status;

/// <summary>What the origin of a repository published, and who shows how much of it.</summary>
/// <param name="OriginState">reachable, unreachable or unknown, as seen from here.</param>
internal sealed record FreshnessJson(string Repository, string OriginState, IReadOnlyList<FreshnessJson.Index> Indexes)
{
    public static FreshnessJson Of(
        RepositoryRoute route,
        OriginState origin,
        IEnumerable<RootPublication> roots,
        IEnumerable<CopyReport> copies)
    {
        CopyReport[] carrying = [.. copies.Where(copy => copy.Key.Repository == route.Id)];
        return new(
            route.Id,
            origin.ToString().ToLowerInvariant(),
            [.. roots.Select(root => IndexOf(route, root, carrying))]);
    }

    private static Index IndexOf(RepositoryRoute route, RootPublication root, CopyReport[] copies) => new(
        root.Path,
        root.IsComplete,
        root.IsWithdrawn,
        root.Listings.Values.Sum(listing => (long)listing.Count),
        (long)LagRules.MaxLagOf(route.Definition, root.Path).TotalSeconds,
        [.. root.Generations.Select(generation => new Generation(
            generation.Number,
            generation.Sha256,
            generation.FirstSeen,
            generation.ReplacedAt,
            generation.OwnDate))],
        [.. copies.SelectMany(copy => copy.Roots
            .Where(report => report.Root.Path == root.Path)
            .Select(report => SeenOf(copy, report)))]);

    private static Seen SeenOf(CopyReport copy, RootReport report) => new(
        copy.Key.Mirror,
        copy.Key.Endpoint.ToString(),
        report.Shown > 0 ? report.Shown : null,
        report.Verified > 0 ? report.Verified : null,
        HealthJson.SecondsOf(report.Lag),
        copy.Health.State.ToWord(),
        (report.Standing?.Verdict ?? copy.Health.LastVerdict)?.ToWord(),
        report.Standing?.CheckedAt,
        [.. copy.Markers.Select(marker => new Marker(marker.Url, marker.Says.At, marker.Says.State, marker.ReadAt))]);

    /// <param name="Path">Path inside the repository.</param>
    /// <param name="Complete">False where a part could not be read, so that it may list more than we know.</param>
    /// <param name="Withdrawn">True where the origin has it no more.</param>
    /// <param name="FilesListed">In all parts that were read; a file in two parts counts twice.</param>
    /// <param name="MaxLagSeconds">Mirrors that are behind by more get no traffic for what it lists.</param>
    /// <param name="Generations">Newest first.</param>
    internal sealed record Index(
        string Path,
        bool Complete,
        bool Withdrawn,
        long FilesListed,
        long MaxLagSeconds,
        IReadOnlyList<Generation> Generations,
        IReadOnlyList<Seen> Mirrors);

    /// <param name="ReplacedAt">Null = it is current.</param>
    /// <param name="OwnDate">When the repository's owner made it, by its own word.</param>
    internal sealed record Generation(
        int Number, string Sha256, DateTimeOffset FirstSeen, DateTimeOffset? ReplacedAt, DateTimeOffset? OwnDate);

    /// <param name="Shown">Number of the generation that the mirror shows; null = none that is known.</param>
    /// <param name="Verified">The newest one that it certainly has; null = none.</param>
    /// <param name="LagSeconds">How long ago the origin replaced what is shown; null = not known.</param>
    /// <param name="CheckedAt">When this index was last looked at there; null = never.</param>
    /// <param name="Markers">What the mirror itself says of the repository. No decision rests on it.</param>
    internal sealed record Seen(
        string Mirror,
        string Endpoint,
        int? Shown,
        int? Verified,
        long? LagSeconds,
        string State,
        string? Verdict,
        DateTimeOffset? CheckedAt,
        IReadOnlyList<Marker> Markers);

    /// <param name="At">The time in the file; null = it names none.</param>
    /// <param name="State">ok, failed or syncing, from <c>dsync-status</c>; null in other files.</param>
    internal sealed record Marker(Uri Url, DateTimeOffset? At, string? State, DateTimeOffset ReadAt);
}
