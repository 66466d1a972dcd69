using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Following;

public sealed class OriginClientTests : IAsyncLifetime
{
    private readonly ManualTimeProvider _clock = new();
    private LoopbackOrigin _origin = null!;
    private ProbeClient _probe = null!;
    private OriginClient _client = null!;
    private Task? _timerSet;

    public async ValueTask InitializeAsync()
    {
        _origin = await LoopbackOrigin.StartAsync();
        var options = FetchScene.Options("127.0.0.0/8");
        _probe = FetchScene.Client(options, _clock);
        _client = new(_probe, options, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _probe.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task What_may_pass_is_asked_again()
    {
        AnswerWith(503, 500, 200);
        var answer = await AskWhileTimePassesAsync();
        Assert.Equal(200, answer.Status);
        Assert.Equal(3, _origin.CountOf("/a"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(304)]
    public async Task What_will_not_pass_is_asked_once(int status)
    {
        AnswerWith(status);
        Assert.Equal(status, (await AskWhileTimePassesAsync()).Status);
        Assert.Equal(1, _origin.CountOf("/a"));
    }

    [Fact]
    public async Task Host_that_keeps_failing_is_left_alone_for_a_while()
    {
        AnswerWith(500);
        Assert.Equal(500, (await AskWhileTimePassesAsync()).Status);
        Assert.Equal(500, (await AskWhileTimePassesAsync()).Status);
        Assert.Equal(OriginClient.FailuresToPause, _origin.CountOf("/a"));
        var spared = await AskWhileTimePassesAsync();
        Assert.Equal(ExchangeOutcome.ConnectFailed, spared.Outcome);
        Assert.Contains("left alone", spared.Evidence);
        Assert.Equal(OriginClient.FailuresToPause, _origin.CountOf("/a"));

        _clock.Advance(OriginClient.Pause);
        AnswerWith(200);
        Assert.Equal(200, (await AskWhileTimePassesAsync()).Status);
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(1_000_000, 3_600)]
    public async Task Host_that_names_a_time_is_asked_again_then(int retryAfter, int expectedSeconds)
    {
        _origin.Answer("/busy", context =>
        {
            context.Response.Headers.RetryAfter = $"{retryAfter}";
            context.Response.StatusCode = 429;
            return Task.CompletedTask;
        });
        Assert.Equal(429, (await AskWhileTimePassesAsync("/busy")).Status);
        Assert.Equal(1, _origin.CountOf("/busy"));
        Assert.False((await AskWhileTimePassesAsync("/busy")).IsAnswered);
        Assert.Equal(1, _origin.CountOf("/busy"));
        _origin.Put("/busy", "free");
        _clock.Advance(TimeSpan.FromSeconds(expectedSeconds));
        Assert.Equal(200, (await AskWhileTimePassesAsync("/busy")).Status);
    }

    [Theory]
    [InlineData(ExchangeOutcome.ConnectFailed, 0, true)]
    [InlineData(ExchangeOutcome.TimedOut, 0, true)]
    [InlineData(ExchangeOutcome.Truncated, 200, true)]
    [InlineData(ExchangeOutcome.TlsExpired, 0, false)]
    [InlineData(ExchangeOutcome.AddressRefused, 0, false)]
    [InlineData(ExchangeOutcome.TooLarge, 200, false)]
    [InlineData(ExchangeOutcome.Answered, 429, true)]
    [InlineData(ExchangeOutcome.Answered, 502, true)]
    [InlineData(ExchangeOutcome.Answered, 200, false)]
    [InlineData(ExchangeOutcome.Answered, 404, false)]
    public void Failures_that_may_pass_are_told_from_those_that_will_not(
        ExchangeOutcome outcome, int status, bool expected)
    {
        var url = new Uri("http://origin.example/a");
        Assert.Equal(expected, OriginClient.MayPass(new(outcome, url, url, "") { Status = status }));
    }

    /// <summary>One status after the other; the last for all that follow.</summary>
    private void AnswerWith(params int[] statuses)
    {
        var asked = 0;
        _origin.Answer("/a", context =>
        {
            context.Response.StatusCode = statuses[Math.Min(asked++, statuses.Length - 1)];
            return Task.CompletedTask;
        });
    }

    /// <summary>Moves the clock whenever somebody begins to wait, by less than the deadline of an exchange.</summary>
    private async Task<Exchange> AskWhileTimePassesAsync(string path = "/a")
    {
        var cancellation = TestContext.Current.CancellationToken;
        var answer = _client.AskAsync(new(_origin.Url(path)), cancellation);
        while (true)
        {
            // One wait at a time: a second one could take a timer away from the first.
            _timerSet ??= _clock.TimerSetAsync(cancellation);
            if (await Task.WhenAny(answer, _timerSet) == answer) return await answer;
            _timerSet = null;
            _clock.Advance(TimeSpan.FromSeconds(3));
        }
    }
}
