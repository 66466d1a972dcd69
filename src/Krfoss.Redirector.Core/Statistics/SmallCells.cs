namespace Krfoss.Redirector.Core.Statistics;

/// <summary>One figure of a report: what was counted on one day under one key.</summary>
/// <param name="Key">An id, or one of <see cref="TallyWords"/>.</param>
public readonly record struct DayCell(DateOnly Day, string Key, Tally Tally);

/// <summary>
/// Merges cells that are so small that they might speak of a single person. It is done day by day, before anything is
/// summed up, so that comparing reports of two stretches of time tells nothing more than each of them.
/// </summary>
public static class SmallCells
{
    /// <summary>Smaller ones are not shown.</summary>
    public const int Smallest = 5;

    /// <summary>
    /// Each day's cells of fewer than <see cref="Smallest"/> redirects become one under
    /// <see cref="TallyWords.Other"/>. Where that is too small itself, the smallest of the others joins them, since a
    /// difference would tell what the sum does not; a day that is too small as a whole is left out.
    /// </summary>
    public static IReadOnlyList<DayCell> Merge(IEnumerable<DayCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return [.. cells.GroupBy(cell => cell.Day).OrderBy(day => day.Key).SelectMany(MergeDay)];
    }

    private static IEnumerable<DayCell> MergeDay(IGrouping<DateOnly, DayCell> day)
    {
        // The rest is the smallest in any case: it is what the others are not.
        var shown = new List<DayCell>();
        var rest = default(Tally);
        foreach (var cell in day.OrderByDescending(cell => cell.Tally.Redirects).ThenBy(cell => cell.Key, Order))
        {
            if (cell.Key != TallyWords.Other && cell.Tally.Redirects >= Smallest) shown.Add(cell);
            else rest += cell.Tally;
        }

        while (rest.Redirects is > 0 and < Smallest && shown.Count > 0)
        {
            rest += shown[^1].Tally;
            shown.RemoveAt(shown.Count - 1);
        }

        if (rest.Redirects >= Smallest) shown.Add(new(day.Key, TallyWords.Other, rest));
        return shown;
    }

    private static StringComparer Order => StringComparer.Ordinal;
}
