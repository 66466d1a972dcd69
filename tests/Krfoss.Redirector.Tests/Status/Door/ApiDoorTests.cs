using System.Text.Json;
using Krfoss.Redirector.Tests.MirrorLists;

namespace Krfoss.Redirector.Tests.Status.Door;

/// <summary>What holds for every answer of the API.</summary>
public sealed class ApiDoorTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    [Theory]
    [InlineData("/api/v1/mirrors")]
    [InlineData("/api/v1/repositories")]
    [InlineData("/api/v1/events")]
    [InlineData("/api/v1/statistics")]
    [InlineData("/api/v1/mirrors/status.json")]
    [InlineData("/openapi/v1.json")]
    public async Task What_a_client_has_is_not_sent_again(string target)
    {
        var first = await _redirector.AskAsync(target);
        var tag = first.Header("ETag");
        Assert.Matches("^\"[0-9a-f]{32}\"$", tag);
        Assert.Equal("*", first.Header("Access-Control-Allow-Origin"));
        Assert.Equal("ETag", first.Header("Access-Control-Expose-Headers"));
        var again = await _redirector.AskAsync(target, headers: $"If-None-Match: {tag}\r\n");
        Assert.Equal((304, "", tag), (again.Status, again.Body, again.Header("ETag")));
        Assert.Equal("*", again.Header("Access-Control-Allow-Origin"));
        var other = await _redirector.AskAsync(target, headers: "If-None-Match: \"other\"\r\n");
        Assert.Equal((200, first.Body), (other.Status, other.Body));
        var head = await _redirector.AskAsync(target, method: "HEAD");
        Assert.Equal((200, "", tag), (head.Status, head.Body, head.Header("ETag")));
        Assert.Equal(first.Header("Content-Length"), head.Header("Content-Length"));
    }

    [Theory]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/api/v1", 404)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v2/mirrors", 404)]
    [InlineData("GET", "/api/v1/mirrors/nobody", 404)]
    [InlineData("GET", "/api/v1/mirrors/campus", 404)]
    [InlineData("GET", "/api/v1/events?mirror=campus", 404)]
    [InlineData("GET", "/api/v1/events?repository=nothing", 404)]
    [InlineData("GET", "/api/v1/events?limit=0", 400)]
    [InlineData("GET", "/api/v1/events?since=then", 400)]
    [InlineData("GET", "/api/v1/mirrors/status.json?repository=nothing", 404)]
    [InlineData("POST", "/api/v1/mirrors", 405)]
    [InlineData("DELETE", "/api/v1/mirrors/near", 405)]
    [InlineData("GET", "/api/v1/checkin", 405)]
    [InlineData("POST", "/api/v1/checkin", 400)]
    public async Task Every_problem_has_the_same_shape(string method, string target, int status)
    {
        var answer = await _redirector.AskAsync(target, method: method, headers: "Content-Length: 0\r\n");
        Assert.Equal((status, "application/problem+json"), (answer.Status, answer.Header("Content-Type")));
        using var json = JsonDocument.Parse(answer.Body);
        Assert.Equal(status, json.RootElement.GetProperty("status").GetInt32());
        Assert.Equal("about:blank", json.RootElement.GetProperty("type").GetString());
        Assert.NotEqual("", json.RootElement.GetProperty("title").GetString());
        Assert.NotEqual("", json.RootElement.GetProperty("detail").GetString());
        Assert.Equal("*", answer.Header("Access-Control-Allow-Origin"));
        Assert.Null(answer.Header("ETag"));
    }

    [Fact]
    public async Task A_browser_may_ask_what_it_may_ask()
    {
        var answer = await _redirector.AskAsync(
            "/api/v1/mirrors", method: "OPTIONS",
            headers: "Origin: https://page.example\r\nAccess-Control-Request-Headers: if-none-match\r\n");
        Assert.Equal((204, "*"), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        Assert.Equal("GET, HEAD", answer.Header("Access-Control-Allow-Methods"));
        Assert.Contains("If-None-Match", answer.Header("Access-Control-Allow-Headers"));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Other_paths_keep_their_answers_for_people()
    {
        var answer = await _redirector.AskAsync("/nothing");
        Assert.Equal((404, "text/plain; charset=utf-8"), (answer.Status, answer.Header("Content-Type")));
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }
}
