using Krfoss.Redirector.Core.Statistics;

namespace Krfoss.Redirector.Core.Tests.Statistics;

public sealed class SmallCellsTests
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    [Theory]
    [InlineData("a=9 b=5", "a=9 b=5")]
    [InlineData("a=9 b=3 c=2", "a=9 (other)=5")]
    [InlineData("a=9 b=4 c=4", "a=9 (other)=8")]
    // What is merged would be told by what is missing in the sum: the smallest of the others joins it.
    [InlineData("a=9 b=7 c=2", "a=9 (other)=9")]
    [InlineData("a=9 c=1", "(other)=10")]
    // The day as a whole is too small.
    [InlineData("a=4", "")]
    [InlineData("a=2 b=2", "")]
    [InlineData("a=3 b=3", "(other)=6")]
    [InlineData("", "")]
    // What was counted without a cell of its own joins the merged ones.
    [InlineData("a=9 (other)=20 b=1", "a=9 (other)=21")]
    [InlineData("a=9 (other)=1", "(other)=10")]
    public void Cells_below_five_are_merged(string counted, string shown) =>
        Assert.Equal(shown, Write(SmallCells.Merge(Read(counted, Day))));

    [Fact]
    public void Days_are_merged_each_for_itself()
    {
        var merged = SmallCells.Merge([.. Read("a=9 b=3", Day.AddDays(1)), .. Read("a=9 b=9", Day)]);
        Assert.Equal(
            [(Day, "a", 9), (Day, "b", 9), (Day.AddDays(1), "(other)", 12)],
            merged.Select(cell => (cell.Day, cell.Key, cell.Tally.Redirects)));
    }

    [Fact]
    public void Bytes_go_where_the_redirects_go()
    {
        var merged = SmallCells.Merge([new(Day, "a", new(10, 8, 800)), new(Day, "b", new(4, 1, 7)),
            new(Day, "c", new(3, 3, 30))]);
        Assert.Equal([new(10, 8, 800), new Tally(7, 4, 37)], merged.Select(cell => cell.Tally));
    }

    [Fact]
    public void A_report_sums_up_what_is_shown_and_nothing_else()
    {
        var question = new TrafficQuestion(Day, Day.AddDays(1), TrafficDimension.Region);
        var report = TrafficReport.Of(
            question, [.. Read("KR-11=9 KR-49=4", Day), .. Read("KR-11=20 KR-49=6", Day.AddDays(1)),
                .. Read("KR-26=4", Day.AddDays(2))]);
        Assert.Equal(
            [("KR-11", 20), ("(other)", 13), ("KR-49", 6)],
            report.Totals.Select(total => (total.Key, total.Tally.Redirects)));
        Assert.Equal(39, report.Sum.Redirects);
        Assert.True(question.IsAboutPlaces);
        Assert.False((question with { By = TrafficDimension.Client }).IsAboutPlaces);
    }

    private static IEnumerable<DayCell> Read(string text, DateOnly day) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(cell => cell.Split('='))
        .Select(cell => new DayCell(day, cell[0], new(int.Parse(cell[1], null), 0, 0)));

    private static string Write(IEnumerable<DayCell> cells) =>
        string.Join(' ', cells.Select(cell => $"{cell.Key}={cell.Tally.Redirects}"));
}
