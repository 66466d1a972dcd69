using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>How a mirror stands, in one word; the order is that of concern.</summary>
internal enum Condition
{
    /// <summary>All that was looked at is served.</summary>
    Up,

    /// <summary>Some of its copies are not served.</summary>
    Partly,

    /// <summary>Nothing of it is served.</summary>
    Down,

    /// <summary>Nothing was looked at yet.</summary>
    Unknown,

    /// <summary>Weight 0: it may be up, and gets no traffic.</summary>
    Drained,

    /// <summary>Its operator took it out for a while.</summary>
    Paused,
}

/// <summary>A public mirror for lists, maps and windows: what is declared and what was seen, summed up.</summary>
/// <param name="Health">Up, Partly, Down or Unknown, whatever the declaration says.</param>
/// <param name="CheckedAt">The latest look; null = none yet.</param>
/// <param name="Lag">The longest of its copies; null = not known.</param>
/// <param name="Copies">Repository by endpoint, in the catalog's order.</param>
internal sealed record MirrorSummary(
    MirrorState Mirror,
    Condition Health,
    DateTimeOffset? CheckedAt,
    TimeSpan? Lag,
    IReadOnlyList<CopyReport> Copies,
    IReadOnlyList<string> Networks,
    bool IsCrawled)
{
    public string Id => Mirror.Id;

    public MirrorDefinition Definition => Mirror.Definition;

    public Condition Condition =>
        Mirror.IsPaused ? Condition.Paused
        : Health == Condition.Down ? Condition.Down
        : Definition.Weight <= 0 ? Condition.Drained
        : Health;

    /// <summary>True where clients may be sent there now: without checks the declarations stand.</summary>
    public bool TakesTraffic =>
        Condition is Condition.Up or Condition.Partly || (Condition == Condition.Unknown && !IsCrawled);

    public static MirrorSummary Of(MirrorState mirror, RoutingSnapshot snapshot, CrawlReports reports)
    {
        CopyReport[] all = [.. reports.CopiesOf(mirror)];
        CopyReport[] judged = [.. all.Where(copy => copy.Health.CheckedAt is not null)];
        var up = judged.Count(copy => copy.Health.TakesTraffic);
        return new(
            mirror,
            judged.Length == 0 ? Condition.Unknown
                : up == judged.Length ? Condition.Up
                : up > 0 ? Condition.Partly
                : Condition.Down,
            judged.Max(copy => copy.Health.CheckedAt),
            all.Max(copy => copy.Lag),
            all,
            [.. snapshot.Catalog.Networks
                .Where(network => mirror.Definition.Networks.Contains(network.Id, StringComparer.Ordinal))
                .Select(network => network.Name)],
            reports.IsOn);
    }
}
