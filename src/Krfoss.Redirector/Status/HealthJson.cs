using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Status;

/// <summary>What the crawler has seen of a mirror, summed up.</summary>
/// <param name="State">up, partly (some copies are not up), down, or unknown where nothing was seen yet.</param>
/// <param name="LagSeconds">The longest of the copies; null = not known.</param>
internal sealed record HealthJson(
    string State, DateTimeOffset? CheckedAt, long? LagSeconds, IReadOnlyList<HealthJson.Copy> Copies)
{
    public static HealthJson Of(IEnumerable<CopyReport> copies)
    {
        CopyReport[] seen = [.. copies];
        CopyReport[] judged = [.. seen.Where(copy => copy.Health.CheckedAt is not null)];
        var up = judged.Count(copy => copy.Health.TakesTraffic);
        return new(
            judged.Length == 0 ? "unknown" : up == judged.Length ? "up" : up > 0 ? "partly" : "down",
            seen.Max(copy => copy.Health.CheckedAt),
            SecondsOf(seen.Max(copy => copy.Lag)),
            [.. seen.Select(CopyOf)]);
    }

    public static long? SecondsOf(TimeSpan? span) => (long?)span?.TotalSeconds;

    private static Copy CopyOf(CopyReport copy) => new(
        copy.Key.Repository,
        copy.Key.Endpoint.ToString(),
        copy.Health.State.ToWord(),
        copy.Health.Since,
        copy.Health.LastVerdict?.ToWord(),
        copy.Health.CheckedAt,
        copy.Roots.Count,
        copy.NewestRoots,
        SecondsOf(copy.Lag));

    /// <summary>A repository over one endpoint.</summary>
    /// <param name="State">unknown, up, doubtful, down or hold-down.</param>
    /// <param name="Indexes">How many indexes of the origin the mirror should have.</param>
    /// <param name="Newest">At how many of them it is verified as the origin has them now.</param>
    internal sealed record Copy(
        string Repository,
        string Endpoint,
        string State,
        DateTimeOffset? Since,
        string? Verdict,
        DateTimeOffset? CheckedAt,
        int Indexes,
        int Newest,
        long? LagSeconds);
}
