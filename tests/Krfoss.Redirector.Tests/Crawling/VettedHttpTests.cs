using System.Text;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.TestSupport;
using Microsoft.AspNetCore.Http;

namespace Krfoss.Redirector.Tests.Crawling;

public sealed class VettedHttpTests : IAsyncLifetime
{
    private readonly VettedHttp _http = FetchScene.Http(FetchScene.Options("127.0.0.0/8"));
    private LoopbackOrigin _origin = null!;

    public async ValueTask InitializeAsync() => _origin = await LoopbackOrigin.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task A_file_comes_with_its_validators()
    {
        var date = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        _origin.Put("/a", "hello", date);
        var answer = await GetAsync("/a");
        Assert.Equal(FetchOutcome.Ok, answer.Outcome);
        Assert.Equal("hello", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(date, answer.LastModified);
        Assert.NotNull(answer.ETag);
        var again = await GetAsync("/a", new(answer.ETag, answer.LastModified));
        Assert.Equal(FetchOutcome.NotModified, again.Outcome);
        Assert.Equal(date.ToString("R"), _origin.Requests.Last().IfModifiedSince);
    }

    [Fact]
    public async Task We_say_who_we_are_and_keep_no_cookies()
    {
        _origin.Answer("/a", context =>
        {
            context.Response.Cookies.Append("x", "1");
            return context.Response.WriteAsync("a");
        });
        await GetAsync("/a");
        await GetAsync("/a");
        Assert.All(_origin.Requests, asked => Assert.StartsWith("Krfoss.Redirector/", asked.UserAgent.ToString()));
        Assert.All(_origin.Requests, asked => Assert.Empty(asked.Cookie.ToString()));
    }

    [Theory]
    [InlineData(404, FetchOutcome.Missing)]
    [InlineData(410, FetchOutcome.Missing)]
    [InlineData(403, FetchOutcome.Failed)]
    [InlineData(500, FetchOutcome.Failed)]
    [InlineData(206, FetchOutcome.Failed)]
    public async Task Statuses_are_told_apart(int status, object outcome)
    {
        _origin.Answer("/a", context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        Assert.Equal((FetchOutcome)outcome, (await GetAsync("/a")).Outcome);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_not_four()
    {
        _origin.Put("/3", "end");
        _origin.Redirect("/2", "/3");
        _origin.Redirect("/1", "/2");
        _origin.Redirect("/0", _origin.Url("/1").AbsoluteUri);
        Assert.Equal(FetchOutcome.Ok, (await GetAsync("/0")).Outcome);
        _origin.Redirect("/before", "/0");
        Assert.Equal(FetchOutcome.Failed, (await GetAsync("/before")).Outcome);
        _origin.Redirect("/loop", "/loop");
        Assert.Equal(FetchOutcome.Failed, (await GetAsync("/loop")).Outcome);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/a")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("http://127.0.0.1:22/")]
    [InlineData("http://127.0.0.1:6379/")]
    [InlineData("http://user:secret@127.0.0.1/")]
    public async Task A_redirect_out_of_the_web_is_not_followed(string location)
    {
        _origin.Redirect("/a", location);
        Assert.Equal(FetchOutcome.Refused, (await GetAsync("/a")).Outcome);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_much_is_not_read_whether_it_is_announced_or_not(bool isAnnounced)
    {
        _origin.Answer("/a", async context =>
        {
            if (isAnnounced) context.Response.ContentLength = VettedHttp.MaxBodyBytes + 1;
            var piece = new byte[1024 * 1024];
            for (var i = 0; i < 16; i++) await context.Response.Body.WriteAsync(piece);
            await context.Response.Body.WriteAsync(new byte[1]);
        });
        var answer = await GetAsync("/a");
        Assert.Equal(FetchOutcome.Failed, answer.Outcome);
        Assert.Contains("larger", answer.Detail);
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_deadline()
    {
        var clock = new ManualTimeProvider();
        using var http = FetchScene.Http(FetchScene.Options("127.0.0.0/8"), clock);
        var asked = new TaskCompletionSource();
        _origin.Answer("/a", async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, context.RequestAborted);
        });
        var answer = http.GetAsync(_origin.Url("/a"), null, TestContext.Current.CancellationToken);
        await asked.Task;
        Assert.False(answer.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(FetchOutcome.Failed, (await answer).Outcome);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_failure()
    {
        _origin.Answer("/a", async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("short");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        Assert.Equal(FetchOutcome.Failed, (await GetAsync("/a")).Outcome);
    }

    [Fact]
    public async Task A_closed_port_is_a_failure()
    {
        var url = _origin.Url("/a");
        await _origin.DisposeAsync();
        var answer = await _http.GetAsync(url, null, TestContext.Current.CancellationToken);
        Assert.Equal(FetchOutcome.Failed, answer.Outcome);
    }

    private Task<FetchAnswer> GetAsync(string path, Validators? known = null) =>
        _http.GetAsync(_origin.Url(path), known, TestContext.Current.CancellationToken);
}
