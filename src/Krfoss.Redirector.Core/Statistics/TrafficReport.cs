namespace Krfoss.Redirector.Core.Statistics;

/// <summary>What a report tells apart beside the days.</summary>
public enum TrafficDimension
{
    /// <summary>The days alone.</summary>
    Day,
    Repository,
    Mirror,
    Network,
    Region,
    Country,
    Client,
}

/// <summary>What is asked of the statistics.</summary>
/// <param name="From">First day, of Korea.</param>
/// <param name="To">Last day, of Korea.</param>
/// <param name="Mirror">This one alone; null = all. An id, or one of <see cref="TallyWords"/>.</param>
/// <param name="Repository">This one alone; null = all. Not together with places: they are not kept together.</param>
public sealed record TrafficQuestion(
    DateOnly From, DateOnly To, TrafficDimension By, string? Mirror = null, string? Repository = null)
{
    public bool IsAboutPlaces => By is TrafficDimension.Network or TrafficDimension.Region or TrafficDimension.Country;
}

/// <summary>What was counted, without cells that are too small to be shown.</summary>
/// <param name="Cells">By day, the largest first.</param>
/// <param name="Totals">By key over all days, the largest first. Sums of the cells that are shown.</param>
/// <param name="Sum">Of everything that is shown.</param>
public sealed record TrafficReport(
    TrafficQuestion Question, IReadOnlyList<DayCell> Cells, IReadOnlyList<KeyTotal> Totals, Tally Sum)
{
    public static TrafficReport Of(TrafficQuestion question, IEnumerable<DayCell> counted)
    {
        ArgumentNullException.ThrowIfNull(question);
        var cells = SmallCells.Merge(counted);
        KeyTotal[] totals =
        [
            .. cells.GroupBy(cell => cell.Key, StringComparer.Ordinal)
                .Select(key => new KeyTotal(key.Key, SumOf(key)))
                .OrderByDescending(total => total.Tally.Redirects)
                .ThenBy(total => total.Key, StringComparer.Ordinal),
        ];
        return new(question, cells, totals, SumOf(cells));
    }

    private static Tally SumOf(IEnumerable<DayCell> cells) =>
        cells.Aggregate(default(Tally), (sum, cell) => sum + cell.Tally);
}

/// <summary>What was counted under one key in all days of a report.</summary>
public readonly record struct KeyTotal(string Key, Tally Tally);
