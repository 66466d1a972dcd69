using System.Net;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

public sealed class EvidenceTests
{
    [Fact]
    public void Request_line_and_head_are_shown()
    {
        var text = Of(response =>
        {
            response.Headers.TryAddWithoutValidation("Server", "x/1");
            response.Content.Headers.TryAddWithoutValidation("Content-Length", "5");
        });
        Assert.Equal(
            "GET /a%20b?c HTTP/1.1\nHost: m.example\nRange: bytes=0-1023\n\n"
            + "HTTP/1.1 404 Not Found\nServer: x/1\nContent-Length: 5", text);
    }

    [Theory]
    [InlineData("a\u001b[2Jb", "a?[2Jb")]
    [InlineData("a\u202eb", "a?b")]
    [InlineData("a\u200bb", "a?b")]
    [InlineData("a\u2028b", "a?b")]
    [InlineData("a\u0085b", "a?b")]
    [InlineData("a\tb", "a?b")]
    [InlineData("\U0001f600", "??")]
    public void Nothing_in_it_moves_a_cursor_or_fakes_a_line(string value, string expected) =>
        Assert.EndsWith($"X: {expected}", Of(response => response.Headers.TryAddWithoutValidation("X", value)));

    [Fact]
    public void It_stays_short()
    {
        var text = Of(response =>
        {
            for (var i = 0; i < 300; i++) response.Headers.TryAddWithoutValidation($"X{i}", new string('x', 100));
        });
        Assert.Equal(Evidence.MaxLength, text.Length);
    }

    [Fact]
    public void Failure_is_shown_with_what_was_asked() => Assert.Equal(
        "GET http://m.example/a\nno answer?within 10 s",
        Evidence.Of(new Uri("http://m.example/a"), "no answer\nwithin 10 s"));

    private static string Of(Action<HttpResponseMessage> fill)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://m.example/a b?c");
        request.Headers.Range = new(0, 1023);
        using var response = new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new ByteArrayContent([]) };
        response.Content.Headers.Clear();
        fill(response);
        return Evidence.Of(request, response);
    }
}
