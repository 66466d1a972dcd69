namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>What a redirect looks like on the wire, byte for byte.</summary>
public sealed class WireTests(WireTests.Running running) : IClassFixture<WireTests.Running>
{
    private const string Deb = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task A_package_is_redirected_to_a_mirror_with_every_header()
    {
        var answer = await _redirector.AskAsync("/rocky/9/BaseOS/x86_64/os/Packages/h/hello-1.rpm");
        Assert.Equal(302, answer.Status);
        Assert.Matches(@"^http://m[123]\.example/rocky/9/BaseOS/x86_64/os/Packages/h/hello-1\.rpm$", answer.Location);
        Assert.Equal(
            $"http://{answer.Mirror}.example/rocky/9/BaseOS/x86_64/os/Packages/h/hello-1.rpm", answer.Location);
        Assert.Contains(answer.Reason, (string[])["near", "spill"]);
        Assert.Equal("private, no-cache", answer.Header("Cache-Control"));
        Assert.Equal("X-Forwarded-Proto", answer.Header("Vary"));
        Assert.Matches(
            @"^<http://m[123]\.example/rocky/[^>]+>; rel=duplicate; pri=2; geo=kr, <http", answer.Header("Link"));
        Assert.DoesNotContain($"<{answer.Location}>", answer.Header("Link"));
        Assert.Equal("0", answer.Header("Content-Length"));
        Assert.Null(answer.Header("Server"));
    }

    [Theory]
    [InlineData("/debian/dists/stable/InRelease")]
    [InlineData("/rocky/9/BaseOS/x86_64/os/repodata/repomd.xml")]
    [InlineData("/archlinux/core/os/x86_64/core.db")]
    [InlineData("/archlinux/core/os/x86_64/core%2edb")]
    public async Task Metadata_goes_to_the_origin(string path)
    {
        var answer = await _redirector.AskAsync(path);
        Assert.Equal(302, answer.Status);
        Assert.Equal("https://origin.example" + path, answer.Location);
        Assert.Equal("origin-metadata", answer.Reason);
        Assert.Equal("origin", answer.Mirror);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Null(answer.Header("Link"));
    }

    [Theory]
    [InlineData("a_1.0%2bgit%7erc1-1_all.deb")]
    [InlineData("a_1.0%2Bgit%7Erc1-1_all.deb")]
    [InlineData("a_1.0+git~rc1-1_all.deb")]
    [InlineData("x-1:1.0-1-any.pkg.tar.zst")]
    [InlineData("a^b%5ec.deb")]
    [InlineData("%ED%95%9C%EA%B8%80.deb")]
    [InlineData("a%20b.deb")]
    [InlineData("100%25.deb")]
    [InlineData("%253a.deb")]
    [InlineData("a@b(c)!,;=$&'*.deb")]
    [InlineData("./hello_1_all.deb")]
    [InlineData("a.deb?x=1&y=%20z&path=/a/b?c")]
    public async Task The_path_and_the_query_arrive_byte_for_byte(string file)
    {
        var answer = await _redirector.AskAsync("/debian/pool/main/h/" + file);
        Assert.Equal(302, answer.Status);
        Assert.Equal($"http://{answer.Mirror}.example/debian/pool/main/h/{file}", answer.Location);
    }

    [Fact]
    public async Task A_mirror_with_another_path_gets_its_own()
    {
        var answer = await _redirector.AskAsync("/~only=m1/archlinux/core/os/x86_64/a-1-any.pkg.tar.zst");
        Assert.Equal("http://m1.example/pub/arch/core/os/x86_64/a-1-any.pkg.tar.zst", answer.Location);
    }

    [Fact]
    public async Task An_https_client_never_gets_http()
    {
        for (var i = 0; i < 40; i++)
        {
            var answer = await _redirector.AskAsync(
                $"/debian/pool/{i}.deb", $"121.128.{i % 32}.9", headers: "X-Forwarded-Proto: https\r\n");
            Assert.StartsWith("https://", answer.Location);
            Assert.DoesNotContain("<http:", answer.Header("Link"));
        }
    }

    [Fact]
    public async Task Where_only_http_is_left_an_https_client_is_told_so()
    {
        var answer = await _redirector.AskAsync("/plainhttp/pool/a.deb", headers: "X-Forwarded-Proto: https\r\n");
        Assert.Equal(404, answer.Status);
        Assert.Null(answer.Location);
        Assert.Contains("https", answer.Body);
    }

    [Theory]
    [InlineData("/debian/dists/x-security/InRelease", "/debian-security/dists/x-security/InRelease")]
    [InlineData("/debian/dists/x-security/main/Packages.xz?a", "/debian-security/dists/x-security/main/Packages.xz?a")]
    [InlineData("/~no=m1/debian/dists/x-security/InRelease", "/debian-security/dists/x-security/InRelease")]
    [InlineData("/debian/dists/x/InRelease", "/debian/dists/x/InRelease")]
    public async Task Old_paths_are_led_to_where_the_files_are(string path, string location) =>
        Assert.Equal("https://origin.example" + location, (await _redirector.AskAsync(path)).Location);

    [Fact]
    public async Task Head_is_answered_like_get_without_a_body()
    {
        var get = await _redirector.AskAsync(Deb, "121.128.31.1");
        var head = await _redirector.AskAsync(Deb, "121.128.31.1", method: "HEAD");
        Assert.Equal(302, head.Status);
        Assert.Equal(get.Location, head.Location);
        Assert.Equal("", head.Body);
    }

    [Theory]
    [InlineData("Range: bytes=1000-\r\n")]
    [InlineData("Range: bytes=1000-\r\nIf-Range: Sat, 21 Nov 2026 21:09:51 GMT\r\n")]
    [InlineData("If-Modified-Since: Sat, 21 Nov 2026 21:09:51 GMT\r\n")]
    [InlineData("If-None-Match: *\r\n")]
    [InlineData("Accept: application/metalink4+xml\r\n")]
    [InlineData("Accept-Encoding: gzip, br\r\n")]
    [InlineData("Cache-Control: max-age=0\r\n")]
    public async Task Conditions_and_ranges_change_nothing(string headers)
    {
        var answer = await _redirector.AskAsync(Deb, headers: headers);
        Assert.Equal(302, answer.Status);
        Assert.NotEqual("origin", answer.Mirror);
    }

    [Fact]
    public async Task Pipelined_requests_are_answered_in_order()
    {
        var paths = Enumerable.Range(0, 20).Select(i => $"/debian/pool/main/p/package{i}.deb").ToArray();
        var text = await _redirector.ExchangeAsync(string.Concat(paths.Select((path, i) =>
            $"GET {path} HTTP/1.1\r\nHost: x\r\n{(i == 19 ? "Connection: close\r\n" : "")}\r\n")));
        var locations = text.Split("\r\n").Where(line => line.StartsWith("Location: ", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(20, locations.Length);
        Assert.All(paths.Zip(locations), pair => Assert.EndsWith(pair.First, pair.Second));
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    [InlineData("PROPFIND")]
    public async Task Other_methods_are_refused(string method)
    {
        var answer = await _redirector.AskAsync(Deb, method: method, headers: "Content-Length: 0\r\n");
        Assert.Equal(405, answer.Status);
        Assert.Equal("GET, HEAD", answer.Header("Allow"));
        Assert.NotEqual("", answer.Body);
    }

    [Theory]
    [InlineData("Content-Length: 5\r\n", "hello")]
    [InlineData("Transfer-Encoding: chunked\r\n", "0\r\n\r\n")]
    public async Task A_get_with_a_body_is_refused_and_the_connection_closed(string header, string body)
    {
        var answer = new RawAnswer(
            await _redirector.ExchangeAsync($"GET {Deb} HTTP/1.1\r\nHost: x\r\n{header}\r\n{body}"));
        Assert.Equal(400, answer.Status);
        Assert.Null(answer.Location);
    }

    [Theory]
    [InlineData("/debian/../../etc/passwd", 400)]
    [InlineData("/debian/%2e%2e/rocky/x", 400)]
    [InlineData("/debian/%252e%252e/rocky/x", 400)]
    [InlineData("/debian/pool%2fx", 400)]
    [InlineData("/debian/pool/%0d%0aSet-Cookie:x=1", 400)]
    [InlineData("/debian/pool/\u0001a.deb", 400)]
    [InlineData("/debian/%c0%ae%c0%ae/x", 400)]
    [InlineData("//evil.example/debian/a.deb", 400)]
    [InlineData("/debian//pool/a.deb", 400)]
    [InlineData("/~no=m1/../etc/passwd", 400)]
    [InlineData("/~no=/debian/a.deb", 400)]
    [InlineData("/debian.evil.example/a.deb", 404)]
    [InlineData("/debian@evil.example/a.deb", 404)]
    [InlineData("/debian:80/a.deb", 404)]
    [InlineData("/no-such-repository/a.deb", 404)]
    [InlineData("/~wish/debian/pool/a.deb", 404)]
    [InlineData("/favicon.ico", 404)]
    public async Task What_is_unsafe_or_unknown_is_refused_and_never_redirected(string target, int status)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(status, answer.Status);
        Assert.Null(answer.Location);
        Assert.Null(answer.Header("Set-Cookie"));
        Assert.NotEqual("", answer.Body);
    }

    [Theory]
    [InlineData("/debian/pool/%00a.deb")]
    [InlineData("http://evil.example/debian/a.deb")]
    [InlineData("http://redirector.example/debian/pool/a.deb")]
    [InlineData("debian/pool/a.deb")]
    public async Task What_the_web_server_itself_refuses_is_not_redirected_either(string target)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(400, answer.Status);
        Assert.Null(answer.Location);
    }

    [Fact]
    public async Task Http_1_0_without_a_host_is_served() =>
        Assert.Equal(302, new RawAnswer(await _redirector.ExchangeAsync($"GET {Deb} HTTP/1.0\r\n\r\n")).Status);

    [Fact]
    public async Task Foreign_hosts_are_not_reflected()
    {
        var answer = await _redirector.AskAsync(Deb, headers: "X-Forwarded-Host: evil.example\r\n");
        Assert.DoesNotContain("evil", answer.Text);
        Assert.DoesNotContain("redirector.example", answer.Text);
    }

    [Theory]
    [InlineData("/~only=m2" + Deb, "m2")]
    [InlineData("/~no=m1,m3" + Deb, "m2")]
    [InlineData("/~https/~only=m2" + Deb, "m2")]
    [InlineData("/~https/~only=m3" + Deb, "origin")]
    [InlineData("/~origin" + Deb, "origin")]
    [InlineData("/~only=gone" + Deb, "origin")]
    public async Task Wishes_are_kept_and_left_out_of_the_location(string path, string mirror)
    {
        var answer = await _redirector.AskAsync(path);
        Assert.Equal(302, answer.Status);
        Assert.Equal(mirror, answer.Mirror);
        Assert.EndsWith(".example" + Deb, answer.Location);
        if (path.Contains("~https", StringComparison.Ordinal)) Assert.StartsWith("https:", answer.Location);
    }

    /// <summary>One program for all of these tests; every question comes from a client of its own.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal RunningRedirector Redirector { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);

        public ValueTask DisposeAsync() => Redirector.DisposeAsync();
    }
}
