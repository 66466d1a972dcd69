using System.Numerics;

namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// The state machine of health: what was known, and what one more check came to, make what is known next. Two failures
/// in a row take a mirror out, and so do failures in half of the latest looks; three successes bring it back; whoever
/// falls for the third time within an hour is held down for 1, 2, 4 … 60 minutes. Times in the future, which a clock
/// that was set back leaves behind, count as now or are forgotten.
/// </summary>
public static class HealthRules
{
    // 2^15 minutes are three weeks; no policy holds down for longer.
    private const int MaxLevel = 16;

    /// <param name="now">When the check ended.</param>
    /// <param name="retryAfter">What a busy mirror asked for; null = it did not say.</param>
    /// <param name="status">HTTP status of what decided; 0 = none, or it does not matter.</param>
    public static MirrorHealth Next(
        MirrorHealth previous,
        Verdict verdict,
        DateTimeOffset now,
        HealthPolicy policy,
        TimeSpan? retryAfter = null,
        int status = 0)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(policy);
        var counted = CountedAs(previous, verdict, status, policy);
        var effect = VerdictRules.EffectOn(counted, previous.Endpoint);
        if (effect == VerdictEffect.Bad && IsSameMoment(previous, now, policy)) return previous;
        var looked = Looked(previous, now) with
        {
            LastVerdict = counted,
            Unavailable = IsUnavailable(verdict, status) ? previous.Unavailable + 1 : 0,
        };
        var next = effect switch
        {
            VerdictEffect.Good => AfterGood(looked, now, policy),
            VerdictEffect.Bad => AfterBad(looked, now, policy),
            _ => looked,
        };

        // Whoever asks to be left alone is left alone, also where it counts against it.
        return verdict is Verdict.Busy or Verdict.BlockedToChecker
            ? next with { Pause = CheckIntervals.PauseAfter(verdict, retryAfter, policy) }
            : next;
    }

    /// <summary>
    /// What a verdict counts as after what went before. 503 with Retry-After says nothing once: our checker may have
    /// come at a bad time. Check after check it says that clients are not served either, while 429 goes on speaking of
    /// our checker alone.
    /// </summary>
    /// <param name="status">HTTP status of what decided.</param>
    public static Verdict CountedAs(MirrorHealth previous, Verdict verdict, int status, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(policy);
        return IsUnavailable(verdict, status) && previous.Unavailable + 1 >= policy.UnavailableAfter
            ? Verdict.ServerError
            : verdict;
    }

    /// <summary>
    /// A check failed while states are frozen (<see cref="FreezeRules"/>): nothing is held against the mirror. A doubt
    /// from before is dropped too, as it was likely ours, so that after the thaw two new failures are needed.
    /// </summary>
    public static MirrorHealth Hold(MirrorHealth previous, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(previous);
        var looked = Looked(previous, now);
        return looked.State switch
        {
            HealthState.Doubtful => Move(looked, HealthState.Up, now),
            HealthState.Unknown => looked with { Failures = 0 },
            _ => looked,
        };
    }

    /// <summary>
    /// States froze because most mirrors fail at once: whoever was among the first of them, and so was thrown out
    /// before that could be seen, is put back as if nothing had been, with its whole share. All others stay.
    /// </summary>
    public static MirrorHealth Reinstate(MirrorHealth previous, DateTimeOffset now, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(policy);
        if (previous.State is not (HealthState.Down or HealthState.HoldDown)) return previous;
        if (previous.WentDownAt is not { } fell || fell > now || now - fell > policy.SweepWindow) return previous;
        return Move(previous, HealthState.Up, now) with
        {
            Successes = 0,
            WentDownAt = previous.WentDownBefore,
            WentDownBefore = null,
            HoldDownLevel = Math.Max(0, previous.HoldDownLevel - 1),
        };
    }

    /// <summary>How long a mirror in hold-down stays out; zero where it is in none.</summary>
    public static TimeSpan HoldDownOf(MirrorHealth health, HealthPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(policy);
        if (health.State != HealthState.HoldDown) return TimeSpan.Zero;
        var doubled = policy.ShortestHoldDown * Math.Pow(2, Math.Clamp(health.HoldDownLevel, 1, MaxLevel) - 1);
        return doubled < policy.LongestHoldDown ? doubled : policy.LongestHoldDown;
    }

    // A failure of the host counts for all of its repositories, whose checks may end within one second. Two failures
    // are to be two looks.
    private static bool IsSameMoment(MirrorHealth previous, DateTimeOffset now, HealthPolicy policy) =>
        previous.Failures > 0 && previous.CheckedAt is { } last && now >= last && now - last < policy.RecheckAfter / 2;

    private static bool IsUnavailable(Verdict verdict, int status) => verdict == Verdict.Busy && status == 503;

    private static MirrorHealth AfterGood(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        var good = health with { Failures = 0, LatestFailures = Shifted(health, policy) };
        if (good.State == HealthState.Up) return good;
        if (good.State == HealthState.Doubtful) return Move(good, HealthState.Up, now);
        if (!good.WasUp) return Move(good, HealthState.Up, now) with { WasUp = true, Successes = 0 };
        if (IsHeld(good, now, policy)) return good;
        var recovering = Released(good, now) with { Successes = good.Successes + 1 };
        return recovering.Successes < policy.UpAfter
            ? recovering
            : Move(recovering, HealthState.Up, now) with { Successes = 0, ReturnedAt = now };
    }

    private static MirrorHealth AfterBad(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        var bad = health with
        {
            Failures = health.Failures + 1,
            Successes = 0,
            LatestFailures = Shifted(health, policy) | 1,
        };
        if (bad.State is HealthState.Down or HealthState.HoldDown)
            return IsHeld(bad, now, policy) ? bad : Released(bad, now);
        if (bad.Failures >= policy.DownAfter || FailsTooOften(bad, policy)) return Fall(bad, now, policy);
        return bad.State == HealthState.Up ? Move(bad, HealthState.Doubtful, now) : bad;
    }

    // The newest look is the lowest bit.
    private static int Shifted(MirrorHealth health, HealthPolicy policy) =>
        (health.LatestFailures << 1) & ((1 << policy.LatestLooks) - 1);

    // Good and bad by turns never fails twice in a row, and still fails every second client.
    private static bool FailsTooOften(MirrorHealth health, HealthPolicy policy) =>
        BitOperations.PopCount((uint)health.LatestFailures) * 2 >= policy.LatestLooks;

    private static MirrorHealth Fall(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        // A mirror that was never up cannot flap.
        if (!health.WasUp) return Move(health, HealthState.Down, now);
        var level = LevelAfterQuiet(health, now, policy);
        var isThird = health.WentDownBefore is { } before && now - before <= policy.FlapWindow;
        if (level > 0 || isThird) level = Math.Min(level + 1, MaxLevel);
        return Move(health, level > 0 ? HealthState.HoldDown : HealthState.Down, now) with
        {
            HoldDownLevel = level,
            WentDownAt = now,
            WentDownBefore = health.WentDownAt,
            ReturnedAt = null,
        };
    }

    private static int LevelAfterQuiet(MirrorHealth health, DateTimeOffset now, HealthPolicy policy)
    {
        if (health.WentDownAt is not { } last) return health.HoldDownLevel;
        var quietTimes = Math.Floor((now - last) / policy.QuietTime);
        return quietTimes >= health.HoldDownLevel ? 0 : health.HoldDownLevel - (int)quietTimes;
    }

    private static bool IsHeld(MirrorHealth health, DateTimeOffset now, HealthPolicy policy) =>
        health.State == HealthState.HoldDown && now - health.Since < HoldDownOf(health, policy);

    private static MirrorHealth Released(MirrorHealth health, DateTimeOffset now) =>
        health.State == HealthState.HoldDown ? Move(health, HealthState.Down, now) : health;

    private static MirrorHealth Move(MirrorHealth health, HealthState state, DateTimeOffset now) => health with
    {
        State = state,
        Since = now,
        Failures = state == HealthState.Up ? 0 : health.Failures,
        LatestFailures = state == HealthState.Up && !health.TakesTraffic ? 0 : health.LatestFailures,
    };

    private static MirrorHealth Looked(MirrorHealth health, DateTimeOffset now) => health with
    {
        CheckedAt = now,
        Checks = health.Checks + 1,
        Pause = null,
        Since = health.Since is null || health.Since > now ? now : health.Since,
        ReturnedAt = health.ReturnedAt > now ? now : health.ReturnedAt,
        WentDownAt = health.WentDownAt > now ? null : health.WentDownAt,
        WentDownBefore = health.WentDownBefore > now ? null : health.WentDownBefore,
    };
}
