using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Markers;
using Krfoss.Redirector.Crawling.Mirrors;

namespace Krfoss.Redirector.Crawling.Reports;

/// <summary>One index root of a copy, for people.</summary>
/// <param name="Standing">Null = never looked at.</param>
/// <param name="Lag">How long ago the origin replaced what the copy shows; null = not known.</param>
internal sealed record RootReport(RootPublication Root, RootStanding? Standing, TimeSpan? Lag)
{
    /// <summary>0 = none that is known.</summary>
    public int Shown => Standing?.Shown ?? 0;

    /// <summary>0 = none.</summary>
    public int Verified => Standing?.Verified ?? 0;

    public int Newest => Root.Current.Number;

    public bool IsNewest => Verified == Newest;
}

/// <summary>What is known of a public mirror's copy of a repository over one endpoint, for people.</summary>
/// <param name="Roots">Those that the mirror should have, in the repository's order.</param>
internal sealed record CopyReport(CopyKey Key, MirrorHealth Health, IReadOnlyList<RootReport> Roots)
{
    /// <summary>What the mirror itself says of it.</summary>
    public IReadOnlyList<SeenMarker> Markers { get; init; } = [];

    public int NewestRoots => Roots.Count(root => root.IsNewest);

    /// <summary>The longest of its roots; null = not known of any.</summary>
    public TimeSpan? Lag => Roots.Max(root => root.Lag);

    /// <summary>The root that says most about the copy; null = it has none.</summary>
    public RootReport? FarthestBehind => Roots
        .OrderBy(root => root.IsNewest)
        .ThenByDescending(root => root.Lag)
        .FirstOrDefault();

    /// <summary>
    /// Clients are not served, or the last look says so. Whoever sends http on to https means it, and serves https.
    /// </summary>
    public bool IsDown => Health.LastVerdict != Verdict.ForcesHttps
        && (Health.State is HealthState.Down or HealthState.HoldDown
            || (Health.LastVerdict is { } verdict
                && VerdictRules.EffectOn(verdict, Key.Endpoint) == VerdictEffect.Bad));
}
