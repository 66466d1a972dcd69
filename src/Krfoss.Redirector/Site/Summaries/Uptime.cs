using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>One day of a mirror; without checks where the registry has none.</summary>
internal sealed record UptimeDay(DateOnly Day, DailyUptime? Checks)
{
    /// <summary>Part of the checks that counted and were good; null = none counted.</summary>
    public double? Good =>
        Checks is { } checks && checks.Good + checks.Bad > 0 ? checks.Good / (double)(checks.Good + checks.Bad) : null;

    public Condition? Condition => Good switch
    {
        null => null,
        >= 0.995 => Summaries.Condition.Up,
        >= 0.9 => Summaries.Condition.Partly,
        _ => Summaries.Condition.Down,
    };
}

/// <summary>A mirror's last 90 days, one after another, those without checks included.</summary>
internal sealed record Uptime(IReadOnlyList<UptimeDay> Days)
{
    public const int DaysShown = 90;

    public int Recorded => Days.Count(day => day.Good is not null);

    public int Troubled => Days.Count(day => day.Condition is Condition.Partly or Condition.Down);

    /// <summary>Of all days together; null = nothing was recorded.</summary>
    public double? Good
    {
        get
        {
            var (good, bad) = (Days.Sum(day => day.Checks?.Good ?? 0), Days.Sum(day => day.Checks?.Bad ?? 0));
            return good + bad > 0 ? good / (double)(good + bad) : null;
        }
    }

    /// <param name="today">In Korea's time.</param>
    public static Uptime Of(IReadOnlyList<DailyUptime> recorded, DateOnly today)
    {
        var byDay = recorded.ToDictionary(day => day.Day);
        return new([
            .. Enumerable.Range(1 - DaysShown, DaysShown)
                .Select(today.AddDays)
                .Select(day => new UptimeDay(day, byDay.GetValueOrDefault(day))),
        ]);
    }
}

/// <summary>Changes of state that came together: the same change, for the same reason, within a minute.</summary>
internal sealed record StateEvent(
    DateTimeOffset At,
    string From,
    string To,
    string Verdict,
    string? Evidence,
    IReadOnlyList<string> Repositories,
    IReadOnlyList<string> Endpoints)
{
    public static IReadOnlyList<StateEvent> Of(IEnumerable<StateChangeRecord> changes) =>
    [
        .. changes
            .GroupBy(change => (change.At.UtcTicks / TimeSpan.TicksPerMinute, change.From, change.To, change.Verdict))
            .Select(group => new StateEvent(
                group.Max(change => change.At),
                group.Key.From,
                group.Key.To,
                group.Key.Verdict,
                group.Select(change => change.Evidence).FirstOrDefault(evidence => evidence is not null),
                [.. group.Select(change => change.Repository).Distinct(StringComparer.Ordinal)],
                [.. group.Select(change => change.Endpoint).Distinct(StringComparer.Ordinal)]))
            .OrderByDescending(change => change.At),
    ];
}
