using System.Text.Json.Serialization;

namespace Krfoss.Redirector.Core.Health;

/// <summary>Where a mirror stands for one repository over one endpoint.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HealthState>))]
public enum HealthState
{
    /// <summary>No check has come to anything yet.</summary>
    Unknown,

    Up,

    /// <summary>One check failed: it is looked at again at once and keeps its traffic until then.</summary>
    Doubtful,

    Down,

    /// <summary>Down, and for being up and down too often not even considered until a time has passed.</summary>
    HoldDown,
}

/// <summary>
/// What checks have shown of a mirror, for one repository over one endpoint. Immutable; <see cref="HealthRules"/> makes
/// the next one. The registry keeps it as JSON: plain values, enumerations by name.
/// </summary>
public sealed record MirrorHealth(string Mirror, string Repository, MirrorEndpoint Endpoint)
{
    public HealthState State { get; init; }

    /// <summary>When <see cref="State"/> began; null = never checked.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the last check came to that was not held back; null = never checked.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
    public Verdict? LastVerdict { get; init; }

    /// <summary>When the last check ended.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    /// <summary>How many checks there were.</summary>
    public long Checks { get; init; }

    /// <summary>How long the mirror is to be left alone after the last check; null = as usual.</summary>
    public TimeSpan? Pause { get; init; }

    /// <summary>Bad checks in a row.</summary>
    public int Failures { get; init; }

    /// <summary>The latest looks that counted, one bit each, the newest lowest; 1 = failed.</summary>
    public int LatestFailures { get; init; }

    /// <summary>Checks in a row that were answered 503 with Retry-After.</summary>
    public int Unavailable { get; init; }

    /// <summary>Good checks in a row while it is down.</summary>
    public int Successes { get; init; }

    /// <summary>It was up once.</summary>
    public bool WasUp { get; init; }

    /// <summary>When it came up after having been down; null = it is not up, or has been from the first.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>When it last went from up to down.</summary>
    public DateTimeOffset? WentDownAt { get; init; }

    /// <summary>When it went down the time before that.</summary>
    public DateTimeOffset? WentDownBefore { get; init; }

    /// <summary>How often the hold-down has been doubled, plus one; 0 = it is no flapper.</summary>
    public int HoldDownLevel { get; init; }

    /// <summary>True where clients may be sent there as far as health goes.</summary>
    [JsonIgnore]
    public bool TakesTraffic => State is HealthState.Up or HealthState.Doubtful;
}

/// <summary>The words of <see cref="HealthState"/> in registry, metrics and API.</summary>
public static class HealthStateWords
{
    public static string ToWord(this HealthState state) => state switch
    {
        HealthState.Unknown => "unknown",
        HealthState.Up => "up",
        HealthState.Doubtful => "doubtful",
        HealthState.Down => "down",
        HealthState.HoldDown => "hold-down",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };
}
