namespace Krfoss.Redirector.Tests.Redirect.Wire;

/// <summary>
/// Plain requests are answered from their bytes, all others by the web server. A client must not be able to tell which
/// of the two it was: the same request is asked by both doors, the second time with a header that no plain request has.
/// (That there are two is seen by what they allocate: <see cref="RedirectAllocationTests"/>.)
/// </summary>
public sealed class TwoDoorsTests
{
    private const string NotPlain = "TE: trailers\r\n";

    private static readonly string[] Paths =
    [
        "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb",
        "/debian/pool/main/h/hello/hello_2.10%2b3%7erc1_amd64.deb",
        "/debian/pool/main/h/hello/hello^1.deb",
        "/debian/dists/stable/InRelease",
        "/debian/dists/stable-security/InRelease",
        "/debian/dists/stable/main/binary-amd64/by-hash/SHA256/0123",
        "/debian",
        "/debian/",
        "/rocky/9/BaseOS/x86_64/os/Packages/b/bash-5.1-1.x86_64.rpm",
        "/rocky/9/BaseOS/x86_64/os/repodata/repomd.xml",
        "/archlinux/core/os/x86_64/bash-5.2-1-x86_64.pkg.tar.zst",
        "/archlinux/core/os/x86_64/core.db",
        "/plainhttp/pool/a.deb",
        "/~no=m1/debian/pool/a.deb",
        "/~nonsense/debian/pool/a.deb",
        "/debian/pool/a.deb?x=1",
        "/debian/pool/a.deb?explain",
        "/debian/pool/a.deb.meta4",
        "/debian/pool/.meta4",
        "/debian/../x",
        "/debian/pool//a.deb",
        "/debian/pool/%zz",
        "/nothing/here",
        "/",
        "*",
        "http://other.example/debian/pool/a.deb",
    ];

    private static readonly string[] Headers =
    [
        "",
        "X-Forwarded-Proto: https\r\n",
        "X-Forwarded-Proto: http, https\r\n",
        "X-Forwarded-For: 121.128.0.9, 127.0.0.9\r\n",
        "X-Forwarded-For: 121.128.0.9\r\nForwarded: for=121.128.0.9;proto=https\r\n",
        "X-Forwarded-For: 121.128.0.9\r\nForwarded: for=9.9.9.9\r\n",
        "Forwarded: for=\"[2001:db8::1]:80\"\r\n",
        "X-Forwarded-For: nonsense\r\n",
        "X-Forwarded-For:\r\n",
        "x-forwarded-for:\t121.128.0.9 \r\n",
        "Range: bytes=0-9\r\nIf-Range: \"x\"\r\n",
        "Accept: */*\r\nAccept-Encoding: identity\r\nCache-Control: max-age=0\r\nX-Other: a, b;c=\"d\"\r\n",
    ];

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("get")]
    public async Task Both_doors_give_the_same_answer(string method)
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var redirects = 0;
        foreach (var path in Paths)
        {
            foreach (var headers in Headers)
            {
                // The agent differs from request to request, so that none is a repetition.
                var request = $"{method} {path} HTTP/1.1\r\nHost: x.example:80\r\n{headers}Connection: close\r\n";
                var one = await redirector.ExchangeAsync($"{request}User-Agent: one/{redirects}\r\n\r\n");
                var other = await redirector.ExchangeAsync($"{request}User-Agent: two/{redirects}\r\n{NotPlain}\r\n");
                Assert.True(Lines(one).SequenceEqual(Lines(other)), $"{request}\n{one}\n{other}");
                redirects++;
            }
        }
    }

    [Fact]
    public async Task A_repetition_is_noticed_through_either_door()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        const string path = "/debian/pool/main/h/hello/hello_1.0_amd64.deb";
        var first = await redirector.AskAsync(path, "121.128.1.1");
        var second = await redirector.AskAsync(path, "121.128.1.1", headers: NotPlain);
        var third = await redirector.AskAsync(path, "121.128.1.1");
        Assert.Equal(("near", "retry", "retry"), (first.Reason, second.Reason, third.Reason));
        Assert.NotEqual(first.Mirror, second.Mirror);
        Assert.Equal("origin", third.Mirror);
    }

    [Fact]
    public async Task Both_doors_are_counted()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        await redirector.AskAsync("/debian/dists/stable/InRelease");
        await redirector.AskAsync("/debian/dists/stable/InRelease", headers: NotPlain);
        var metrics = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var line = Assert.Single(
            metrics.Split('\n'), line => line.StartsWith("krfoss_redirects_total{", StringComparison.Ordinal));
        Assert.EndsWith(" 2", line, StringComparison.Ordinal);
    }

    // But for the time of the answer, which a metalink names as well.
    private static IEnumerable<string> Lines(string answer) => answer.Split('\n')
        .Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal))
        .Where(line => !line.Contains("<published>", StringComparison.Ordinal));
}
