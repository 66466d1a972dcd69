using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

public sealed class RedirectRulesTests
{
    private static readonly ProbeNetwork Network = new(new PrefixTable<bool>([]))
    {
        IsOurUrl = url => url.Host is "redirector.example",
    };

    [Theory]
    [InlineData("http://m.example/a", "/b", "http://m.example/b")]
    [InlineData("http://m.example/a/x", "y", "http://m.example/a/y")]
    [InlineData("http://m.example/a", "https://m.example/a", "https://m.example/a")]
    [InlineData("http://m.example/a", "http://M.EXAMPLE/b", "http://m.example/b")]
    [InlineData("http://m.example/a", "//cdn.m.example/a", "http://cdn.m.example/a")]
    [InlineData("http://m.example:8080/a", "http://m.example:8080/b", "http://m.example:8080/b")]
    [InlineData("https://m.example/a", "https://m.example/b?c=d", "https://m.example/b?c=d")]
    public void Redirect_within_the_mirror_is_followed(string from, string location, string expected)
    {
        var (next, outcome) = Judge(location, from);
        Assert.Equal((new Uri(expected), ExchangeOutcome.Answered), (next, outcome));
    }

    [Theory]
    [InlineData(null, ExchangeOutcome.RedirectLoop)]
    [InlineData(" ", ExchangeOutcome.RedirectLoop)]
    [InlineData("http://", ExchangeOutcome.RedirectLoop)]
    [InlineData("http://m.example/a", ExchangeOutcome.RedirectLoop)]
    [InlineData("/a%0d%0aX: y", ExchangeOutcome.Malformed)]
    [InlineData("/a%0A", ExchangeOutcome.Malformed)]
    [InlineData("/a\rb", ExchangeOutcome.Malformed)]
    [InlineData("/a\u007f", ExchangeOutcome.Malformed)]
    [InlineData("http://other.example/a", ExchangeOutcome.RedirectedOffsite)]
    [InlineData("https://m.example.evil.example/a", ExchangeOutcome.RedirectedOffsite)]
    [InlineData("http://8.8.8.8/a", ExchangeOutcome.RedirectedOffsite)]
    [InlineData("http://redirector.example/debian/a", ExchangeOutcome.RedirectedToUs)]
    [InlineData("http://192.168.1.59/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("http://[::1]/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("http://2130706433/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("ftp://m.example/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("file:///etc/passwd", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("gopher://m.example/", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("http://user:secret@m.example/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("http://m.example:6379/a", ExchangeOutcome.RedirectAddressRefused)]
    [InlineData("http://m.example:22/", ExchangeOutcome.RedirectAddressRefused)]
    public void Any_other_redirect_ends_the_exchange(string? location, ExchangeOutcome expected)
    {
        var (next, outcome) = Judge(location);
        Assert.Null(next);
        Assert.Equal(expected, outcome);
    }

    [Fact]
    public void Https_is_not_given_up() => Assert.Equal(
        ExchangeOutcome.RedirectedToHttp, Judge("http://m.example/a", "https://m.example/a").End);

    [Theory]
    [InlineData(3, ExchangeOutcome.Answered)]
    [InlineData(4, ExchangeOutcome.RedirectLoop)]
    public void Three_redirects_are_enough(int seen, ExchangeOutcome expected)
    {
        var urls = Enumerable.Range(0, seen).Select(i => new Uri($"http://m.example/{i}")).ToList();
        Assert.Equal(expected, RedirectRules.Judge(Request(urls[0]), urls, "/next", Network).End);
    }

    [Fact]
    public void Origin_may_redirect_to_any_public_host()
    {
        var request = new ProbeRequest(new("http://origin.example/a"));
        var (next, _) = RedirectRules.Judge(request, [request.Url], "https://cdn.example/a", Network);
        Assert.Equal(new Uri("https://cdn.example/a"), next);
        var (_, end) = RedirectRules.Judge(request, [request.Url], "http://10.0.0.1/a", Network);
        Assert.Equal(ExchangeOutcome.RedirectAddressRefused, end);
    }

    [Theory]
    [InlineData(300, false)]
    [InlineData(301, true)]
    [InlineData(302, true)]
    [InlineData(303, true)]
    [InlineData(304, false)]
    [InlineData(305, false)]
    [InlineData(307, true)]
    [InlineData(308, true)]
    [InlineData(200, false)]
    public void Statuses_that_name_another_place_are_redirects(int status, bool expected) =>
        Assert.Equal(expected, RedirectRules.IsRedirect(status));

    private static (Uri? Next, ExchangeOutcome End) Judge(string? location, string from = "http://m.example/a")
    {
        var url = new Uri(from);
        return RedirectRules.Judge(Request(url), [url], location, Network);
    }

    private static ProbeRequest Request(Uri url) => new(url)
    {
        OwnHosts = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "m.example", "cdn.m.example" },
    };
}
