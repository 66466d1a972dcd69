using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Statistics;

namespace Krfoss.Redirector.Status.Traffic;

/// <summary>
/// Redirects by day, of Korea, and by what was asked for. Sizes are those that indexes tell of the files, so bytes are
/// an estimate of what redirects with a known size lead to; what was transferred, only mirrors know.
/// </summary>
/// <param name="SmallestCell">
/// Cells of a day below this are summed up under "(other)"; days that are smaller as a whole are left out.
/// </param>
/// <param name="Redirects">Sum of what is shown.</param>
/// <param name="RedirectsOfKnownSize">As many of the redirects have their size in the bytes.</param>
/// <param name="Totals">Sums of the cells by key, the largest first; empty for by=day.</param>
internal sealed record StatisticsJson(
    DateOnly From,
    DateOnly To,
    string TimeZone,
    string By,
    string? Mirror,
    string? Repository,
    int SmallestCell,
    long Redirects,
    long RedirectsOfKnownSize,
    long EstimatedBytes,
    IReadOnlyList<StatisticsJson.Total> Totals,
    IReadOnlyList<StatisticsJson.Cell> Cells)
{
    public static StatisticsJson Of(TrafficReport report)
    {
        var question = report.Question;
        var isByDay = question.By == TrafficDimension.Day;
        return new(
            question.From,
            question.To,
            "Asia/Seoul",
            question.By.ToString().ToLowerInvariant(),
            question.Mirror,
            question.Repository,
            SmallCells.Smallest,
            report.Sum.Redirects,
            report.Sum.Sized,
            report.Sum.Bytes,
            isByDay ? [] : [.. report.Totals.Select(TotalOf)],
            [
                .. report.Cells.Select(cell => new Cell(
                    cell.Day,
                    isByDay ? null : cell.Key,
                    cell.Tally.Redirects,
                    cell.Tally.Sized,
                    cell.Tally.Bytes)),
            ]);
    }

    /// <summary>The cells as RFC 4180 writes them. Keys are ids and words of ours: nothing needs quotes.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder("day,key,redirects,redirects_of_known_size,estimated_bytes\r\n");
        foreach (var cell in Cells)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{cell.Day:yyyy-MM-dd},{cell.Key},{cell.Redirects},")
                .Append(CultureInfo.InvariantCulture, $"{cell.RedirectsOfKnownSize},{cell.EstimatedBytes}\r\n");
        }

        return csv.ToString();
    }

    private static Total TotalOf(KeyTotal total)
    {
        var name = KoreanRegions.NameOf(total.Key);
        return new(
            total.Key,
            name?.English,
            name?.Korean,
            total.Tally.Redirects,
            total.Tally.Sized,
            total.Tally.Bytes);
    }

    /// <param name="Key">An id, a country, a region's code, or (origin), (private), (none), (other).</param>
    /// <param name="NameEn">Of a region; null else.</param>
    internal sealed record Total(
        string Key, string? NameEn, string? NameKo, long Redirects, long RedirectsOfKnownSize, long EstimatedBytes);

    /// <param name="Key">Null for by=day.</param>
    internal sealed record Cell(
        DateOnly Day, string? Key, long Redirects, long RedirectsOfKnownSize, long EstimatedBytes);
}
