using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Pure: how urgent a look at an index root is over one endpoint of a mirror, and when it is due.</summary>
/// <param name="roots">How many the mirror has, over all endpoints.</param>
/// <param name="behind">How many of those are behind what the origin shows.</param>
/// <param name="heartbeat">When the endpoint was last asked for anything; null = never.</param>
/// <param name="oldestCheck">When the root was looked at that was not looked at for the longest.</param>
internal sealed class VisitTimes(
    HealthPolicy policy, int roots, int behind, DateTimeOffset? heartbeat, DateTimeOffset oldestCheck)
{
    /// <summary>In each interval so many roots come to their turn, however many there are: one in 20 s.</summary>
    private const int RootsPerInterval = 3;

    /// <summary>A root that has been behind for a time is looked at again after this part of it.</summary>
    private const double PartOfTimeBehind = 0.1;

    private static readonly int[] BehindSeconds = [5, 5, 10, 15, 30];

    private TimeSpan PerRoot => policy.Interval / RootsPerInterval;

    public (VisitUrgency Urgency, DateTimeOffset Due) DueOf(MirrorCopy copy, RootPublication root, DateTimeOffset now)
    {
        if (copy.Health.IsInTrouble())
        {
            return (
                copy.Health.IsOpen() ? VisitUrgency.Recheck : VisitUrgency.Routine,
                CheckIntervals.NextCheck(copy.Health, now, policy));
        }

        if (!copy.Roots.TryGetValue(root.Path, out var standing))
        {
            // Always the same time, so that it comes to its turn among what is overdue.
            var known = root.Generations[^1].FirstSeen;
            return (VisitUrgency.New, known < now ? known : now);
        }

        if (standing.CheckedAt > now) return (VisitUrgency.Routine, now);

        // The endpoint's minute goes to the root that was looked at the longest ago.
        var due = standing.CheckedAt + Longer(PerRoot * roots, policy.Interval);
        if (standing.CheckedAt <= oldestCheck && heartbeat + policy.Interval is { } beat && beat < due) due = beat;
        if (standing.Verified == root.Current.Number) return (VisitUrgency.Routine, due);
        var soon = standing.CheckedAt + WaitWhileBehind(standing, now - root.Current.FirstSeen);
        return (VisitUrgency.Behind, soon < due ? soon : due);
    }

    private TimeSpan WaitWhileBehind(RootStanding standing, TimeSpan timeBehind)
    {
        // Nothing was wrong, there is only more to be proven than fits into one visit.
        if (standing.Shown > standing.Verified && standing is { IsWell: true, Missed: null }) return TimeSpan.Zero;
        var asked = standing.ChecksBehind;
        if (asked == 0) return Shorter(TimeSpan.FromSeconds(BehindSeconds[0]), policy.Interval);
        var wait = asked < BehindSeconds.Length
            ? Shorter(TimeSpan.FromSeconds(BehindSeconds[asked]), policy.Interval)
            : Longer(Shorter(timeBehind * PartOfTimeBehind, policy.LongestInterval), policy.Interval);
        return Longer(wait, PerRoot * behind);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

/// <summary>What a copy's health means for when and through what it is looked at.</summary>
internal static class Trouble
{
    /// <summary>Something is open or wrong; one root says how it goes on.</summary>
    public static bool IsInTrouble(this MirrorHealth health) =>
        health.Pause is not null || health.IsOpen() || health.State is HealthState.Down or HealthState.HoldDown;

    /// <summary>The next look decides something.</summary>
    public static bool IsOpen(this MirrorHealth health) =>
        health.State == HealthState.Doubtful
        || (health.State == HealthState.Unknown && health.Failures > 0)
        || (health.State == HealthState.Down && health.Successes > 0);

    public static bool IsHostIll(this MirrorHealth health) =>
        health.IsInTrouble() && health.LastVerdict is { } verdict && VerdictRules.HoldsForHost(verdict);
}
