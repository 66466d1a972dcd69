using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Tallies;
using Krfoss.Redirector.Site.Languages;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>What was counted, as people see it.</summary>
public sealed class StatisticsPageTests
{
    [Fact]
    public async Task Counts_stand_by_day_and_by_what_was_asked_for()
    {
        await using var redirector = await StartAsync();
        var page = await redirector.PageAsync("/statistics?by=mirror&days=7");
        Assert.Equal("100", page.One(".figures div:first-child dd").TextContent);
        Assert.Contains("3.00 GB", page.One("[aria-labelledby=per-day]").TextContent);
        Assert.Equal(7, page.Document.QuerySelectorAll(".columns-chart rect").Length);
        var rows = page.One("[aria-labelledby=per-key] tbody").Children;
        Assert.Equal(
            ["Plain", "원본 서버"], rows.Select(row => row.QuerySelector("th")!.TextContent.Trim()));
        Assert.Contains("75 %", rows[0].TextContent);
        Assert.Equal("mirror", page.One("#by option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Regions_and_networks_are_said_by_name()
    {
        await using var redirector = await StartAsync();
        Assert.Contains("서울", (await redirector.PageAsync("/statistics?by=region")).One("tbody").TextContent);
        Assert.Contains("Seoul", (await redirector.PageAsync("/en/statistics?by=region")).One("tbody").TextContent);
        Assert.Contains("Plain", (await redirector.PageAsync("/statistics?by=network")).One("tbody").TextContent);
    }

    [Fact]
    public async Task Mirror_is_told_the_share_it_got()
    {
        await using var redirector = await StartAsync();
        Assert.Contains("최근 30일 요청의 75 %", (await redirector.PageAsync("/mirrors/near")).Text);
        Assert.Contains("최근 30일 요청의 0 %", (await redirector.PageAsync("/mirrors/gumi")).Text);
    }

    [Fact]
    public async Task Csv_and_json_of_the_same_question_are_a_link_away()
    {
        await using var redirector = await StartAsync();
        var page = await redirector.PageAsync("/statistics?by=mirror&days=7");
        var links = page.Document.QuerySelectorAll("[aria-labelledby=per-key] .after a");
        var csv = await redirector.PageAsync(links[0].GetAttribute("href")!);
        Assert.Contains("near,75,75,", csv.Text);
        var json = await redirector.PageAsync(links[1].GetAttribute("href")!);
        Assert.Contains("\"redirects\": 100", json.Text);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.00 kB")]
    [InlineData(12_345_678, "12.3 MB")]
    [InlineData(999_400_000, "999 MB")]
    [InlineData(8_000_000_000_000_000, "8.00 PB")]
    public void Bytes_are_said_with_three_figures(long bytes, string expected) =>
        Assert.Equal(expected, Speech.Bytes(bytes));

    private static async Task<RunningRedirector> StartAsync()
    {
        var redirector = await RunningRedirector.StartAsync(SiteCatalog.With());
        var today = DayNumber.Of(DayNumber.DayOf(DateTimeOffset.UtcNow));
        var written = await redirector.Services.GetRequiredService<MirrorRegistry>().AddTalliesAsync(
            new()
            {
                Contents =
                [
                    new(today, "ubuntu", "near", "apt", 75, 75, 2_000_000_000),
                    new(today, "ubuntu", "(origin)", "apt", 25, 20, 1_000_000_000),
                ],
                Places =
                [
                    new(today, "near", "kt", "KR", "KR-11", 75, 75, 2_000_000_000),
                    new(today, "(origin)", "", "KR", "KR-26", 25, 20, 1_000_000_000),
                ],
            },
            TestContext.Current.CancellationToken);
        Assert.True(written.IsAvailable);
        return redirector;
    }
}
