using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// When a mirror is looked at next: quickly while something is open, rarely while it has been down for long, and as the
/// mirror itself asked. Intervals vary by a fifth up or down, so that checks that began together spread out.
/// </summary>
public static class CheckIntervals
{
    private const double Jitter = 0.2;

    /// <summary>A mirror that has been down for a time is looked at again after this part of it.</summary>
    private const double PartOfDownTime = 0.1;

    /// <returns>
    /// When the next check is due; in the past or now = at once. Never more than twice the interval ahead, whatever the
    /// clock does.
    /// </returns>
    public static DateTimeOffset NextCheck(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(policy);
        if (health.CheckedAt is not { } last) return now;
        var interval = IntervalAfter(health, policy);
        // The clock was set back: waiting for it to come to the last check again may take years.
        return last - now > interval ? now : last + interval;
    }

    /// <summary>How long to leave a mirror alone that refuses our checker or asked us to come later.</summary>
    internal static TimeSpan PauseAfter(Verdict verdict, TimeSpan? retryAfter, HealthPolicy policy)
    {
        if (verdict == Verdict.BlockedToChecker) return policy.BlockedInterval;
        var asked = retryAfter ?? policy.BusyInterval;
        if (asked < policy.Interval) return policy.Interval;
        return asked < policy.LongestRetryAfter ? asked : policy.LongestRetryAfter;
    }

    private static TimeSpan IntervalAfter(MirrorHealth health, HealthPolicy policy)
    {
        // Never before the time that the mirror named.
        if (health.Pause is { } pause) return pause * (1 + (Jitter * Fraction(health)));
        // The second look comes on the second: how soon a dead mirror is out hangs on it.
        if (health.State is HealthState.Doubtful or HealthState.Unknown && health.Failures > 0)
            return policy.RecheckAfter;
        return Usual(health, policy) * (1 - Jitter + (2 * Jitter * Fraction(health)));
    }

    private static TimeSpan Usual(MirrorHealth health, HealthPolicy policy)
    {
        if (health.State != HealthState.Down) return policy.Interval;
        if (health.Successes > 0) return policy.RecoveryInterval;
        var part = (health.CheckedAt - health.Since) * PartOfDownTime ?? TimeSpan.Zero;
        if (part < policy.Interval) return policy.Interval;
        return part < policy.LongestInterval ? part : policy.LongestInterval;
    }

    private static double Fraction(MirrorHealth health)
    {
        var which = StableHash.Combine(StableHash.Of(health.Mirror), StableHash.Of(health.Repository));
        var look = StableHash.Of(((UInt128)(uint)health.Endpoint.Index << 64) | (ulong)health.Checks);
        return StableHash.ToFraction(StableHash.Combine(which, look));
    }
}
