using System.Globalization;
using Krfoss.Redirector.Observability;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>Nothing is said of requests unless it was asked for, and then one line each.</summary>
public sealed class RequestLogTests
{
    private const int ManyRequests = 9_000;
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_being_asked_a_redirect_writes_no_line_and_nothing_stands_in_the_pipeline()
    {
        using var log = new CapturedLog();
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small, [], log.Attach);
        Assert.Null(redirector.Services.GetService<RequestLog>());
        await redirector.AskAsync(Deb);
        var before = log.Lines.Count(IsInformation);
        Assert.All(await redirector.AskForPackagesAsync(1_000), answer => Assert.Equal(302, answer.Status));
        await redirector.AskAsync("/debian/../x");
        await redirector.AskAsync("/nothing");
        Assert.Equal(before, log.Lines.Count(IsInformation));
    }

    [Theory]
    [InlineData("truncated", "121.128.3.4", "121.128.3.0/24")]
    [InlineData("truncated", "2001:db8:1:2::3", "2001:db8:1::/48")]
    [InlineData("full", "121.128.3.4", "121.128.3.4")]
    [InlineData("full", "2001:db8:1:2::3", "2001:db8:1:2::3")]
    public async Task A_line_tells_what_was_asked_and_answered(string mode, string client, string shown)
    {
        using var log = new CapturedLog();
        await using var redirector = await StartAsync(mode, log);
        var answer = await redirector.AskAsync(Deb + "?x", client);
        var refused = await redirector.AskAsync("/nothing", client, method: "HEAD");
        Assert.Equal(404, refused.Status);
        var lines = await FinishAsync(redirector, log);
        Assert.Equal(2, lines.Count);
        Assert.Matches(
            $@"^GET {Deb}\?x 302 {answer.Mirror} {answer.Reason} {shown.Replace(".", "\\.")} [\d.]+ ms$", lines[0]);
        Assert.Matches($@"^HEAD /nothing 404 - - {shown.Replace(".", "\\.")} [\d.]+ ms$", lines[1]);
        if (mode == "truncated") Assert.DoesNotContain(client, string.Concat(lines));
    }

    [Fact]
    public async Task What_strangers_write_cannot_end_a_line_or_pass_for_a_field()
    {
        using var log = new CapturedLog();
        await using var redirector = await StartAsync("full", log);
        await redirector.AskAsync("/debian/\u001b[31m\u000b\"\\\u007f");
        await redirector.AskAsync("/debian/%0a%E2%80%A8x");
        var lines = await FinishAsync(redirector, log);
        Assert.StartsWith(@"GET /debian/\u001b[31m\u000b\u0022\u005c\u007f 400 - - ", lines[0]);
        Assert.StartsWith("GET /debian/%0a%E2%80%A8x 400 - - ", lines[1]);
    }

    [Fact]
    public async Task A_slow_log_holds_nobody_up_and_what_is_lost_is_counted()
    {
        using var log = new CapturedLog();
        await using var redirector = await StartAsync("truncated", log);
        log.HoldUp();
        var answers = await redirector.AskForPackagesAsync(ManyRequests);
        Assert.All(answers, answer => Assert.Equal(302, answer.Status));
        log.LetGo();
        var metrics = await redirector.Client.GetStringAsync("/metrics", Stop);
        var lines = await FinishAsync(redirector, log);
        var dropped = int.Parse(
            metrics.Split("\nkrfoss_request_log_dropped_total ")[1].Split('\n')[0], CultureInfo.InvariantCulture);
        Assert.True(dropped > 0);
        Assert.Equal(ManyRequests + 1, lines.Count + dropped);
    }

    [Theory]
    [InlineData("\u2028", @"\u2028")]
    [InlineData("가", @"\uac00")]
    [InlineData("\r\n\t\0", @"\u000d\u000a\u0009\u0000")]
    [InlineData("a b", @"a\u0020b")]
    [InlineData("/plain+path~1.0%2b.deb?x=1&y", "/plain+path~1.0%2b.deb?x=1&y")]
    public void Text_is_escaped_to_printable_ascii(string text, string escaped) =>
        Assert.Equal(escaped, LogText.Escaped(text));

    private static bool IsInformation((string Category, LogLevel Level, string Text) line) =>
        line.Level >= LogLevel.Information && line.Category.StartsWith("Krfoss.", StringComparison.Ordinal);

    private static Task<RunningRedirector> StartAsync(string mode, CapturedLog log) =>
        RunningRedirector.StartAsync(TestCatalogs.Small, [$"--Redirector:RequestLog={mode}"], log.Attach);

    // Stopping writes what is still in the queue.
    private static async Task<IReadOnlyList<string>> FinishAsync(RunningRedirector redirector, CapturedLog log)
    {
        await redirector.Services.GetRequiredService<RequestLog>().StopAsync(Stop);
        var lines = log.Lines.Where(line => line.Category == RequestLog.Category).ToArray();
        Assert.All(lines, line => Assert.Equal(LogLevel.Information, line.Level));
        return [.. lines.Select(line => line.Text)];
    }
}
