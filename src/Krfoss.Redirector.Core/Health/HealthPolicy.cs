namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// The numbers of <see cref="HealthRules"/>, <see cref="CheckIntervals"/>, <see cref="SlowStart"/> and
/// <see cref="FreezeRules"/>. A mirror with an interval of its own gets a policy of its own.
/// </summary>
public sealed record HealthPolicy
{
    public static readonly HealthPolicy Default = new();

    /// <summary>Between two checks of a mirror that is up.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From a failure to the second look.</summary>
    public TimeSpan RecheckAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Between the good checks of a mirror that is coming back. Together with <see cref="UpAfter"/> it says how long a
    /// mirror must be seen well (30 s): longer than the good half of a mirror that changes every 20 s, which therefore
    /// stays out in place of going in and out.
    /// </summary>
    public TimeSpan RecoveryInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Between two checks of a mirror that has been down for long.</summary>
    public TimeSpan LongestInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Failures in a row.</summary>
    public int DownAfter { get; init; } = 2;

    /// <summary>
    /// So many of the latest looks are remembered; whoever failed in half of them goes down, in a row or not.
    /// </summary>
    public int LatestLooks { get; init; } = 8;

    /// <summary>From so many checks in a row on, 503 with Retry-After counts as a failure.</summary>
    public int UnavailableAfter { get; init; } = 3;

    /// <summary>Successes in a row, for a mirror that was up before.</summary>
    public int UpAfter { get; init; } = 3;

    /// <summary>A mirror that goes down for the third time within this is a flapper.</summary>
    public TimeSpan FlapWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long a flapper stays out the first time; doubled each time after.</summary>
    public TimeSpan ShortestHoldDown { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestHoldDown { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>Without going down for so long, a flapper's next hold-down is half as long; and so on.</summary>
    public TimeSpan QuietTime { get; init; } = TimeSpan.FromDays(1);

    /// <summary>From the return of a mirror to its whole share.</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a mirror is left alone that says it is busy and not for how long.</summary>
    public TimeSpan BusyInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A mirror may not keep us away for longer than this, whatever its Retry-After.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Between two checks of a mirror that refuses our checker: asking often makes many a firewall refuse for longer.
    /// </summary>
    public TimeSpan BlockedInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>What was seen within this counts as seen at once.</summary>
    public TimeSpan SweepWindow { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Fewer mirrors than these cannot show that the fault is ours. Two that fail together may well be two that failed,
    /// and clients of theirs are in good hands at an origin that answers us.
    /// </summary>
    public int LeastMirrorsToFreeze { get; init; } = 3;

    /// <summary>
    /// So long states stand because many mirrors fail while an origin answers; after that they are taken at their word,
    /// for then the origin serves, and clients are not sent to dead mirrors day after day.
    /// </summary>
    public TimeSpan LongestFreezeByMirrors { get; init; } = TimeSpan.FromMinutes(15);
}
