using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Pure: what is known of a copy after a check of one of its roots.</summary>
internal static class CheckOutcome
{
    /// <summary>
    /// The mirror was caught while it synchronises: the index is new, packages of it are missing, and what it had
    /// before is still good. It is asked again soon; nothing is held against it.
    /// </summary>
    public static bool IsMidSync(RootStanding? standing, CheckFinding finding) =>
        finding.Verdict is Verdict.PackagesMissing or Verdict.WrongSize or Verdict.ContentWrong
        && finding.Generation is { } shown
        && standing is { Verified: > 0 } && shown.Number > standing.Verified;

    /// <summary>What the root stands like afterwards; null = nothing is known of it, as before.</summary>
    public static RootStanding? Next(
        RootStanding? before, MirrorCheckResult result, CheckFinding finding, int current, DateTimeOffset now)
    {
        var shown = (int)(finding.Generation?.Number ?? 0);
        var isProven = finding.Verdict is Verdict.Ok or Verdict.Stale or Verdict.RolledBack;
        var verified = shown == 0 ? before?.Verified ?? 0
            : isProven ? shown

            // An older index than was proven may come without the newer packages.
            : Math.Min(before?.Verified ?? 0, shown);
        if (before is null && shown == 0) return null;
        var hasMoved = before?.Shown != shown;
        return new(
            shown,
            hasMoved || before is null ? now : before.ShownSince,
            verified,
            result.Root.ETag ?? before?.ETag,
            result.Root.LastModified ?? before?.LastModified,
            now,
            finding.Verdict)
        {
            ChecksBehind = verified == current ? 0 : hasMoved ? 1 : (before?.ChecksBehind ?? 0) + 1,
            FailedSamples = (before?.FailedSamples ?? 0) + (IsMidSync(before, finding) ? 1 : 0),
        };
    }
}
