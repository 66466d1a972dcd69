using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Pure: what is known of a copy after a check of one of its roots.</summary>
internal static class CheckOutcome
{
    /// <summary>
    /// Synchronising takes minutes, seldom more. Whose packages have not come by then has broken it off, and its owner
    /// has to hear of it.
    /// </summary>
    public static readonly TimeSpan LongestSync = TimeSpan.FromHours(1);

    /// <summary>
    /// The mirror was caught while it synchronises: the index is new, packages of it are missing, and what it had
    /// before is still there. It is asked again soon; nothing is held against it.
    /// </summary>
    public static bool IsMidSync(RootStanding? before, CheckFinding finding, DateTimeOffset now)
    {
        if (finding.Verdict is not (Verdict.PackagesMissing or Verdict.WrongSize or Verdict.ContentWrong)) return false;
        if (before is not { Verified: > 0, Proven: > 0 } || finding.Generation is not { } shown) return false;

        // What it has had is asked for first: where that is missed, the mirror has lost or changed something.
        if (!(finding.Missed?.SinceGeneration > before.Proven)) return false;
        var since = before.Shown == shown.Number ? before.ShownSince : now;
        return now - since <= LongestSync;
    }

    /// <summary>
    /// What counts for the health of the copy. That one root is missing says something of that root alone, as long as
    /// others are there: few mirrors carry every suite.
    /// </summary>
    public static Verdict Counted(MirrorCopy before, string root, CheckFinding finding, DateTimeOffset now)
    {
        var isMissingAlone = finding.Verdict == Verdict.Missing
            && before.Roots.Any(other => other.Key != root && other.Value is { Verified: > 0, IsWell: true });
        return isMissingAlone || IsMidSync(before.Roots.GetValueOrDefault(root), finding, now)
            ? Verdict.Ok
            : finding.Verdict;
    }

    /// <summary>What the root stands like afterwards.</summary>
    /// <param name="current">The generation that the origin shows.</param>
    public static RootStanding Next(
        RootStanding? before, MirrorCheckResult result, CheckFinding finding, int current, DateTimeOffset now)
    {
        var shown = (int)(finding.Generation?.Number ?? 0);
        var verified = VerifiedAfter(before?.Verified ?? 0, shown, result, finding);
        var proven = IsProof(finding) ? verified : 0;
        var hasMoved = before is not null
            && (before.Shown != shown || verified > before.Verified);
        return new(
            shown,
            before?.Shown != shown ? now : before.ShownSince,
            verified,
            result.Root.ETag ?? before?.ETag,
            result.Root.LastModified ?? before?.LastModified,
            now,
            finding.Verdict)
        {
            ChecksBehind = verified == current ? 0 : hasMoved ? 1 : (before?.ChecksBehind ?? 0) + 1,
            Newest = Math.Max(before?.Newest ?? 0, shown),
            Proven = Math.Max(before?.Proven ?? 0, proven),
            FailedSamples = (before?.FailedSamples ?? 0) + (IsMidSync(before, finding, now) ? 1 : 0),
            Missed = MissedBy(finding)?.Path,
        };
    }

    /// <summary>As it was: while states are frozen, nothing counts but that it was looked at.</summary>
    public static RootStanding Held(RootStanding? before, CheckFinding finding, DateTimeOffset now) =>
        before is null ? new(0, now, 0, null, null, now, finding.Verdict) : before with { CheckedAt = now };

    private static int VerifiedAfter(int before, int shown, MirrorCheckResult result, CheckFinding finding)
    {
        // Who does not answer may still have what it had; who says that it has no index has nothing.
        if (shown == 0) return finding.Verdict == Verdict.Missing ? 0 : before;

        // Its index became known only by what the check found: it was asked for no file yet.
        if (result.ProvesUpTo == 0) return Math.Min(before, shown);
        if (IsProof(finding)) return (int)Math.Min(result.ProvesUpTo, shown);

        // The samples ascend, so everything before the one that was missed is there.
        return MissedBy(finding) is { } missed
            ? (int)Math.Min(missed.SinceGeneration - 1, Math.Min(result.ProvesUpTo, shown))
            : Math.Min(before, shown);
    }

    private static bool IsProof(CheckFinding finding) =>
        finding.Verdict is Verdict.Ok or Verdict.Stale or Verdict.RolledBack;

    // Whoever is busy or does not answer says nothing of the file that was asked for.
    private static CheckSample? MissedBy(CheckFinding finding) => finding.Verdict
        is Verdict.PackagesMissing or Verdict.WrongSize or Verdict.ContentWrong or Verdict.Html or Verdict.NoRange
            ? finding.Missed
            : null;
}
