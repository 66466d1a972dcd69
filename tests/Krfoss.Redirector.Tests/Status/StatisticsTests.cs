using System.Text.Json;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Tallies;
using Krfoss.Redirector.Statistics;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Status;

/// <summary><c>/api/v1/statistics</c>, from the request to the report.</summary>
public sealed class StatisticsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_clients_were_sent_for_comes_out_summed_up()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        for (var i = 0; i < 20; i++)
            await redirector.AskAsync($"/debian/pool/{i}.deb", agent: "Debian APT-HTTP/1.3 (2.6.2)");
        for (var i = 0; i < 7; i++) await redirector.AskAsync($"/rocky/9/a{i}.rpm", agent: "libdnf (x)");
        await redirector.AskAsync("/rocky/9/b.rpm", agent: "curl/8");
        Assert.True(await redirector.Services.GetRequiredService<TallyWriter>().FlushAsync(Stop));

        var days = await GetAsync(redirector, "/api/v1/statistics");
        Assert.Equal(28, days.GetProperty("redirects").GetInt64());
        Assert.Equal(0, days.GetProperty("redirectsOfKnownSize").GetInt64());
        Assert.Equal("Asia/Seoul", days.GetProperty("timeZone").GetString());
        Assert.Equal(5, days.GetProperty("smallestCell").GetInt32());
        var day = Assert.Single(days.GetProperty("cells").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, day.GetProperty("key").ValueKind);
        Assert.Equal(28, day.GetProperty("redirects").GetInt64());

        Assert.Equal(["debian=20", "rocky=8"], await TotalsAsync(redirector, "by=repository"));
        Assert.Equal(["KR-11=28"], await TotalsAsync(redirector, "by=region"));
        Assert.Equal(["KR=28"], await TotalsAsync(redirector, "by=country"));
        Assert.Equal(["(none)=28"], await TotalsAsync(redirector, "by=network"));
        // One curl alone is not shown, and what it is taken together with is not either.
        Assert.Equal(["apt=20", "(other)=8"], await TotalsAsync(redirector, "by=client"));
        Assert.Equal(["(other)=8"], await TotalsAsync(redirector, "by=client&repository=rocky"));
        Assert.NotEmpty(await TotalsAsync(redirector, "by=mirror"));
    }

    [Fact]
    public async Task The_same_comes_as_lines_for_spreadsheets()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await AddAsync(
            redirector,
            new(20261101, "debian", "m1", "apt", 12, 10, 5_000),
            new(20261101, "rocky", "m1", "dnf", 5, 5, 7));
        const string Target = "/api/v1/statistics?from=2026-11-01&to=2026-11-01&by=repository";
        var answer = await redirector.AskAsync(Target + "&format=csv");
        Assert.StartsWith("text/csv; charset=utf-8", answer.Header("Content-Type"));
        Assert.Equal(
            "day,key,redirects,redirects_of_known_size,estimated_bytes\r\n"
            + "2026-11-01,debian,12,10,5000\r\n2026-11-01,rocky,5,5,7\r\n",
            answer.Body);
        Assert.Equal(answer.Body, (await redirector.AskAsync(Target, headers: "Accept: text/csv\r\n")).Body);
        Assert.Equal("Accept", answer.Header("Vary"));
        Assert.Equal(
            "application/json; charset=utf-8",
            (await redirector.AskAsync(Target + "&format=json", headers: "Accept: text/csv\r\n"))
                .Header("Content-Type"));
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-13-01")]
    [InlineData("to=0001-01-01")]
    [InlineData("from=2026-11-02&to=2026-11-01")]
    [InlineData("from=2020-01-01&to=2026-11-01")]
    [InlineData("by=address")]
    [InlineData("by=mirror&mirror=nobody")]
    [InlineData("repository=nothing")]
    [InlineData("by=region&repository=debian")]
    [InlineData("format=xml")]
    public async Task What_cannot_be_answered_is_told_as_rfc_9457_says(string query)
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var answer = await redirector.AskAsync("/api/v1/statistics?" + query);
        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Contains("\"detail\"", answer.Body);
    }

    [Fact]
    public async Task A_registry_that_is_away_is_told_and_redirects_go_on()
    {
        await using var redirector = await RunningRedirector.StartAsync(
            TestCatalogs.Small, ["--ConnectionStrings:Registry=Data Source=/dev/null/x.db"]);
        var answer = await redirector.AskAsync("/api/v1/statistics");
        Assert.Equal((503, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        Assert.Equal(302, (await redirector.AskAsync("/debian/pool/a.deb")).Status);
    }

    [Fact]
    public async Task A_question_may_be_about_one_mirror()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await AddAsync(
            redirector,
            new(20261101, "debian", "m1", "apt", 12, 0, 0),
            new(20261101, "debian", "(origin)", "apt", 40, 0, 0));
        const string Days = "from=2026-11-01&to=2026-11-01&by=repository&mirror=";
        Assert.Equal(["debian=12"], await TotalsAsync(redirector, Days + "m1"));
        Assert.Equal(["debian=40"], await TotalsAsync(redirector, Days + "(origin)"));
        Assert.Empty(await TotalsAsync(redirector, Days + "m2"));
    }

    private static async Task AddAsync(RunningRedirector redirector, params ContentTallyRecord[] rows) =>
        Assert.True((await redirector.Services.GetRequiredService<MirrorRegistry>()
            .AddTalliesAsync(new() { Contents = rows }, Stop)).IsAvailable);

    private static async Task<string[]> TotalsAsync(RunningRedirector redirector, string query)
    {
        var json = await GetAsync(redirector, "/api/v1/statistics?" + query);
        return
        [
            .. json.GetProperty("totals").EnumerateArray()
                .Select(total => $"{total.GetProperty("key")}={total.GetProperty("redirects")}"),
        ];
    }

    private static async Task<JsonElement> GetAsync(RunningRedirector redirector, string target)
    {
        var answer = await redirector.Client.GetAsync(target, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        Assert.True(answer.IsSuccessStatusCode, text);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
