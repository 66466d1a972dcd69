namespace Krfoss.Redirector.Core.Health;

/// <summary>Why states are frozen.</summary>
public enum FreezeCause
{
    None,

    /// <summary>No origin answers us.</summary>
    Origins,

    /// <summary>More than half of the mirrors failed at once.</summary>
    Mirrors,
}

/// <summary>How the last look at a mirror ended that took traffic until then.</summary>
/// <param name="At">When it ended.</param>
/// <param name="HasFailed">It came to a verdict that is bad, whether or not it was held back.</param>
public readonly record struct MirrorLook(string Mirror, DateTimeOffset At, bool HasFailed);

/// <summary>How the last look at an origin ended: the control, done with the same code as a mirror's check.</summary>
public readonly record struct OriginLook(string Repository, DateTimeOffset At, bool Answers);

/// <summary>Whether states stand. The default is "not frozen".</summary>
/// <param name="Since">When the cause was first seen; null = there is none.</param>
/// <param name="IsFrozen">False with a cause where it has lasted too long to be believed.</param>
public readonly record struct Freeze(FreezeCause Cause, DateTimeOffset? Since, bool IsFrozen);

/// <summary>
/// Is it us? Where no origin answers, or more than half of the mirrors fail at once, the fault is likely on our side of
/// the line: states stand, nobody is thrown out, and people are told (Envoy bounds ejections by the same thought).
/// <para>Asked once for the network, with all mirrors and all origins, and once for each repository, with its mirrors
/// and its origin: the first freezes everything, the second what hangs on comparing with that origin.</para>
/// <para>The order of a crawl: after the first failure of a mirror look at an origin, if none was looked at since
/// (<see cref="NeedsControl"/>); judge; then a verdict that <see cref="Holds"/> goes to
/// <see cref="HealthRules.Hold"/> in place of <see cref="HealthRules.Next"/>. Good verdicts are never held.</para>
/// </summary>
public static class FreezeRules
{
    /// <param name="mirrors">
    /// Last looks at mirrors that took traffic before them. Those that were down already say nothing of us: with them a
    /// network that has lost half of its mirrors would be frozen for good. A mirror with several looks (endpoints,
    /// repositories) has failed where all of them have.
    /// </param>
    /// <param name="origins">Last look at each origin.</param>
    public static Freeze Judge(
        Freeze previous,
        IEnumerable<MirrorLook> mirrors,
        IEnumerable<OriginLook> origins,
        DateTimeOffset now,
        HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        // Thawing needs an answer; having seen nothing lately is none.
        var seen = origins.Where(look => IsRecent(look.At, now, policy)).ToArray();
        var isCutOff = seen.Length > 0 ? !seen.Any(look => look.Answers) : previous.Cause == FreezeCause.Origins;
        if (isCutOff) return new(FreezeCause.Origins, SinceOf(previous, FreezeCause.Origins, now), IsFrozen: true);

        if (!DoMostFail(mirrors.Where(look => IsRecent(look.At, now, policy)), policy)) return default;
        var since = SinceOf(previous, FreezeCause.Mirrors, now);
        return new(FreezeCause.Mirrors, since, now - since < policy.LongestFreezeByMirrors);
    }

    /// <summary>True where this verdict must not count.</summary>
    /// <param name="network">The freeze of the whole network.</param>
    /// <param name="repository">The freeze of the repository that was looked at.</param>
    public static bool Holds(Verdict verdict, MirrorEndpoint endpoint, Freeze network, Freeze repository) =>
        VerdictRules.EffectOn(verdict, endpoint) == VerdictEffect.Bad
        && (network.IsFrozen || (repository.IsFrozen && !VerdictRules.HoldsForHost(verdict)));

    /// <summary>True where no origin was looked at since a mirror failed, so that nobody knows yet whose fault it is.
    /// </summary>
    public static bool NeedsControl(DateTimeOffset failedAt, IEnumerable<OriginLook> origins) =>
        !origins.Any(look => look.At >= failedAt);

    private static bool DoMostFail(IEnumerable<MirrorLook> looks, HealthPolicy policy)
    {
        var mirrors = looks.GroupBy(look => look.Mirror, StringComparer.Ordinal).ToArray();
        return mirrors.Length >= policy.LeastMirrorsToFreeze
            && mirrors.Count(mirror => mirror.All(look => look.HasFailed)) * 2 > mirrors.Length;
    }

    private static bool IsRecent(DateTimeOffset at, DateTimeOffset now, HealthPolicy policy) =>
        at <= now && now - at <= policy.SweepWindow;

    private static DateTimeOffset SinceOf(Freeze previous, FreezeCause cause, DateTimeOffset now) =>
        previous.Cause == cause && previous.Since is { } since && since <= now ? since : now;
}
