using System.Text;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

/// <summary>Against a server that behaves, but for what it is asked to answer.</summary>
public sealed class ProbeClientTests : IAsyncLifetime
{
    private static readonly HashSet<string> MirrorHosts = new(StringComparer.OrdinalIgnoreCase) { "127.0.0.1" };

    private readonly ProbeClient _client = FetchScene.Client(FetchScene.Options("127.0.0.0/8"));
    private LoopbackOrigin _origin = null!;

    public async ValueTask InitializeAsync() => _origin = await LoopbackOrigin.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task A_file_comes_with_its_validators()
    {
        var date = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        _origin.Put("/a", "hello", date);
        var answer = await AskAsync("/a");
        Assert.True(answer.IsAnswered);
        Assert.Equal(200, answer.Status);
        Assert.Equal("hello", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(date, answer.LastModified);
        Assert.NotNull(answer.ETag);
        Assert.Equal("127.0.0.1", answer.Address!.ToString());
        var again = await AskAsync("/a", ask => ask with { Known = new(answer.ETag, answer.LastModified) });
        Assert.Equal(304, again.Status);
        Assert.True(again.IsAnswered);
        Assert.Equal(date.ToString("R"), _origin.Requests.Last().IfModifiedSince);
    }

    [Fact]
    public async Task We_say_who_we_are_want_the_file_as_it_is_and_keep_no_cookies()
    {
        var headers = new List<IHeaderDictionary>();
        _origin.Answer("/a", context =>
        {
            headers.Add(new HeaderDictionary(context.Request.Headers.ToDictionary()));
            context.Response.Cookies.Append("x", "1");
            return context.Response.WriteAsync("a");
        });
        await AskAsync("/a");
        await AskAsync("/a", ask => ask with { Range = (0, 1023) });
        Assert.All(headers, asked => Assert.StartsWith("Krfoss.Redirector/", asked.UserAgent.ToString()));
        Assert.All(headers, asked => Assert.Empty(asked.Cookie.ToString()));
        Assert.All(headers, asked => Assert.Equal("identity", asked.AcceptEncoding));
        Assert.All(headers, asked => Assert.Equal("no-cache", asked.CacheControl));
        Assert.All(headers, asked => Assert.Empty(asked.Authorization.ToString()));
        Assert.Equal(["", "bytes=0-1023"], headers.Select(asked => asked.Range.ToString()));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    [InlineData(500)]
    [InlineData(206)]
    public async Task Any_status_is_an_answer(int status)
    {
        AnswerStatus("/a", status);
        var answer = await AskAsync("/a");
        Assert.Equal((ExchangeOutcome.Answered, status), (answer.Outcome, answer.Status));
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_not_four()
    {
        _origin.Put("/3", "end");
        _origin.Redirect("/2", "/3");
        _origin.Redirect("/1", "/2");
        _origin.Redirect("/0", _origin.Url("/1").AbsoluteUri);
        var answer = await AskAsync("/0");
        Assert.True(answer.IsAnswered);
        Assert.Equal((_origin.Url("/0"), _origin.Url("/3")), (answer.Url, answer.FinalUrl));
        _origin.Redirect("/before", "/0");
        Assert.Equal(ExchangeOutcome.RedirectLoop, (await AskAsync("/before")).Outcome);
        _origin.Redirect("/loop", "/loop");
        Assert.Equal(ExchangeOutcome.RedirectLoop, (await AskAsync("/loop")).Outcome);
        Assert.Equal(1, _origin.CountOf("/loop"));
    }

    [Fact]
    public async Task Mirror_may_redirect_within_itself_alone()
    {
        await using var other = await LoopbackOrigin.StartAsync("127.0.0.2", _origin.Address.Port);
        other.Put("/b", "b");
        _origin.Redirect("/a", other.Url("/b").AbsoluteUri);
        Assert.True((await AskAsync("/a")).IsAnswered);
        var asMirror = await AskAsync("/a", ask => ask with { OwnHosts = MirrorHosts });
        Assert.Equal(ExchangeOutcome.RedirectedOffsite, asMirror.Outcome);
        Assert.Equal(302, asMirror.Status);
        Assert.Contains("Location: http://127.0.0.2", asMirror.Evidence);
        var both = new HashSet<string>(MirrorHosts, StringComparer.OrdinalIgnoreCase) { "127.0.0.2" };
        Assert.True((await AskAsync("/a", ask => ask with { OwnHosts = both })).IsAnswered);
        Assert.Equal(2, other.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_much_is_not_read_whether_it_is_announced_or_not(bool isAnnounced)
    {
        _origin.Answer("/a", async context =>
        {
            if (isAnnounced) context.Response.ContentLength = ProbeRequest.DefaultMaxBodyBytes + 1;
            var piece = new byte[1024 * 1024];
            for (var i = 0; i < 16; i++) await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.WriteAsync(new byte[1]);
        });
        var answer = await AskAsync("/a");
        Assert.Equal(ExchangeOutcome.TooLarge, answer.Outcome);
        Assert.Equal(isAnnounced, answer.Body.IsEmpty);
    }

    [Fact]
    public async Task Server_that_ignores_the_range_is_not_read_to_the_end_of_the_file()
    {
        var taken = new TaskCompletionSource();
        _origin.Answer("/a", async context =>
        {
            context.Response.ContentLength = 1L << 40;
            try
            {
                while (true) await context.Response.Body.WriteAsync(new byte[65_536], context.RequestAborted);
            }
            catch (OperationCanceledException)
            {
                taken.SetResult();
            }
        });
        var answer = await AskAsync("/a", ask => ask with { Range = (0, 1023) });
        Assert.Equal((ExchangeOutcome.Answered, 200), (answer.Outcome, answer.Status));
        Assert.Equal(1024, answer.Body.Length);
        Assert.Equal(1L << 40, answer.ContentLength);
        await taken.Task;
    }

    [Fact]
    public async Task Headers_that_rules_judge_are_read()
    {
        _origin.Answer("/a", context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers["Content-Range"] = "bytes 0-3/100";
            context.Response.Headers["Content-Encoding"] = "gzip";
            context.Response.Headers["Age"] = "77";
            context.Response.Headers["Retry-After"] = "120";
            context.Response.Headers["CF-RAY"] = "abc";
            context.Response.Headers["Date"] = "Sun, 22 Nov 2026 03:00:00 GMT";
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.WriteAsync("abcd");
        });
        var answer = await AskAsync("/a");
        Assert.Equal((0, 100), answer.ContentRange);
        Assert.Equal("gzip", answer.ContentEncoding);
        Assert.Equal(77, answer.AgeSeconds);
        Assert.Equal(TimeSpan.FromMinutes(2), answer.RetryAfter);
        Assert.Equal("cloudflare", answer.Cache);
        Assert.Equal("text/html", answer.ContentType);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero), answer.Date);
        Assert.StartsWith("GET /a HTTP/1.1\nHost: 127.0.0.1:", answer.Evidence);
        Assert.Contains("HTTP/1.1 206 Partial Content\n", answer.Evidence);
        Assert.Contains("Content-Range: bytes 0-3/100", answer.Evidence);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_deadline()
    {
        var clock = new ManualTimeProvider();
        using var client = FetchScene.Client(FetchScene.Options("127.0.0.0/8"), clock);
        var asked = new TaskCompletionSource();
        _origin.Answer("/a", async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
        });
        var answer = client.AskAsync(new(_origin.Url("/a")), TestContext.Current.CancellationToken);
        await asked.Task;
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(ExchangeOutcome.TimedOut, (await answer).Outcome);
        Assert.Equal(0, clock.WaitingTimers);
    }

    [Fact]
    public async Task Callers_own_end_throws_and_frees_the_host_for_the_next_question()
    {
        var asked = new TaskCompletionSource();
        _origin.Answer("/slow", context =>
        {
            asked.SetResult();
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });
        _origin.Put("/a", "a");
        using var caller = new CancellationTokenSource();
        var answer = _client.AskAsync(new(_origin.Url("/slow")), caller.Token);
        await asked.Task;
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.True((await AskAsync("/a")).IsAnswered);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_truncated()
    {
        _origin.Answer("/a", async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("short");
        });
        var answer = await AskAsync("/a");
        Assert.Equal(ExchangeOutcome.Truncated, answer.Outcome);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task A_closed_port_is_no_connection()
    {
        var url = _origin.Url("/a");
        await _origin.DisposeAsync();
        var answer = await _client.AskAsync(new(url), TestContext.Current.CancellationToken);
        Assert.Equal(ExchangeOutcome.ConnectFailed, answer.Outcome);
        Assert.Null(answer.Address);
        Assert.Contains("refused", answer.Evidence);
    }

    [Fact]
    public async Task A_mirror_has_one_connection_however_many_ask()
    {
        var connections = new HashSet<string>();
        var atOnce = 0;
        var most = 0;
        _origin.Answer("/a", async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            lock (connections) connections.Add(context.Connection.Id);
            await Task.Yield();
            Interlocked.Decrement(ref atOnce);
            await context.Response.WriteAsync("a");
        });
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync("/a", AsMirror)));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Single(connections);
        Assert.Equal(1, most);
    }

    private void AnswerStatus(string path, int status) => _origin.Answer(path, context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    });

    private static ProbeRequest AsMirror(ProbeRequest request) => request with
    {
        OwnHosts = new HashSet<string>(StringComparer.Ordinal),
        Family = System.Net.Sockets.AddressFamily.InterNetwork,
    };

    private Task<Exchange> AskAsync(string path, Func<ProbeRequest, ProbeRequest>? adjust = null)
    {
        var request = new ProbeRequest(_origin.Url(path));
        return _client.AskAsync(adjust?.Invoke(request) ?? request, TestContext.Current.CancellationToken);
    }
}
