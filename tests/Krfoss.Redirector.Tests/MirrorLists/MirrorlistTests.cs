namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary><c>?mirrorlist</c> on a file and <c>/mirrorlist?path=</c>.</summary>
public sealed class MirrorlistTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private const string Deb = "/debian/pool/contrib/h/hello_1_all.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task Mirrors_of_a_package_come_in_the_order_of_choice_and_the_origin_last()
    {
        var answer = await _redirector.AskAsync(Deb + "?mirrorlist");
        Assert.Equal(
            ["http://near.example" + Deb, "http://mid.example" + Deb, "https://far.example" + Deb,
                "https://origin.example" + Deb],
            ListCatalog.Lines(answer));
        Assert.StartsWith("# repo = debian path = pool/contrib/h/hello_1_all.deb country = KR\n", answer.Body);
        Assert.Equal("text/plain; charset=utf-8", answer.Header("Content-Type"));
        Assert.Contains("private", answer.Header("Cache-Control"));
        Assert.Contains("no-store", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task A_mirror_that_carries_a_part_is_named_for_that_part_alone()
    {
        var lines = ListCatalog.Lines(await _redirector.AskAsync("/debian/pool/main/a_1_all.deb?mirrorlist"));
        Assert.Contains("https://part.example/debian/pool/main/a_1_all.deb", lines);
    }

    [Fact]
    public async Task An_https_client_gets_https_alone()
    {
        var lines = ListCatalog.Lines(await _redirector.AskAsync(
            Deb + "?mirrorlist", headers: "X-Forwarded-Proto: https\r\n"));
        Assert.Equal(
            ["https://near.example" + Deb, "https://far.example" + Deb, "https://origin.example" + Deb], lines);
        var none = await _redirector.AskAsync(
            "/plainhttp/pool/a_1_all.deb?mirrorlist", headers: "X-Forwarded-Proto: https\r\n");
        Assert.Equal(404, none.Status);
    }

    [Theory]
    [InlineData("/debian/dists/stable/InRelease")]
    [InlineData("/debian/dists/stable/main/binary-amd64/Packages.xz")]
    [InlineData("/debian/pool/")]
    [InlineData("/debian/README")]
    [InlineData("/rocky/9/os/repodata/repomd.xml")]
    [InlineData("/~origin" + Deb)]
    public async Task Where_only_the_origin_is_sure_it_stands_alone(string path)
    {
        var line = Assert.Single(ListCatalog.Lines(await _redirector.AskAsync(path + "?mirrorlist")));
        Assert.Equal("https://origin.example" + path.Replace("/~origin", "", StringComparison.Ordinal), line);
    }

    [Fact]
    public async Task Wishes_are_kept()
    {
        var lines = ListCatalog.Lines(await _redirector.AskAsync("/~no=near,far" + Deb + "?mirrorlist"));
        Assert.Equal(["http://mid.example" + Deb, "https://origin.example" + Deb], lines);
    }

    [Fact]
    public async Task A_private_mirror_is_named_to_those_it_serves_and_to_nobody_else()
    {
        Assert.DoesNotContain("campus", (await _redirector.AskAsync(Deb + "?mirrorlist")).Body);
        var lines = ListCatalog.Lines(await _redirector.AskAsync(Deb + "?mirrorlist", ListCatalog.Campus));
        Assert.Equal("https://campus.example" + Deb, lines[0]);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", true)]
    [InlineData("text/plain, text/html", true)]
    [InlineData("text/plain, text/html;q=0.5", false)]
    [InlineData("text/html;q=0", false)]
    [InlineData("*/*", false)]
    [InlineData("text/*", false)]
    [InlineData("garbage;;;,", false)]
    public async Task A_page_comes_by_accept(string accept, bool isPage)
    {
        var answer = await _redirector.AskAsync(Deb + "?mirrorlist", headers: $"Accept: {accept}\r\n");
        Assert.Equal(200, answer.Status);
        Assert.Equal(isPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8", answer.Header("Content-Type"));
        if (!isPage) return;
        Assert.Equal("default-src 'none'", answer.Header("Content-Security-Policy"));
        Assert.Contains("<a href=\"http://near.example" + Deb + "\">", answer.Body);
        Assert.Contains("&lt;b&gt;", answer.Body);
        Assert.DoesNotContain("<b>", answer.Body);
    }

    [Fact]
    public async Task Head_has_no_body_and_other_methods_are_refused()
    {
        foreach (var target in (string[])[Deb + "?mirrorlist", "/mirrorlist?path=rocky/", "/mirrorlist/apt/debian"])
        {
            var head = await _redirector.AskAsync(target, method: "HEAD");
            Assert.Equal(200, head.Status);
            Assert.Equal("", head.Body);
            Assert.NotEqual("0", head.Header("Content-Length"));
            var post = await _redirector.AskAsync(target, method: "POST", headers: "Content-Length: 0\r\n");
            Assert.Equal(405, post.Status);
        }
    }

    [Theory]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/", "near mid far origin")]
    [InlineData("path=/rocky/9/BaseOS/x86_64/os/", "near mid far origin")]
    [InlineData("path=rocky%2F9%2FBaseOS%2Fx86_64%2Fos%2F", "near mid far origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&country=KR", "near mid origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&country=jp", "far origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&country=AQ", "near mid far origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&protocol=https", "near far origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&protocol=http", "near mid")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&protocol=https,http", "near mid far origin")]
    [InlineData("path=rocky/9/BaseOS/x86_64/os/&protocol=rsync", "")]
    public async Task Urls_of_a_folder_are_listed_and_filtered(string query, string hosts)
    {
        var lines = ListCatalog.Lines(await _redirector.AskAsync("/mirrorlist?" + query));
        Assert.All(lines, line => Assert.EndsWith(".example/rocky/9/BaseOS/x86_64/os/", line));
        Assert.Equal(hosts, string.Join(' ', lines.Select(line => new Uri(line).Host.Split('.')[0])));
        if (query.EndsWith("protocol=https", StringComparison.Ordinal))
            Assert.All(lines, line => Assert.StartsWith("https:", line));
    }

    [Theory]
    [InlineData("/mirrorlist?path=", 404)]
    [InlineData("/mirrorlist?path=nothing/here/", 404)]
    [InlineData("/metalink?path=debian/dists/", 404)]
    [InlineData("/mirrorlist?path=debian/../../etc/passwd", 400)]
    [InlineData("/mirrorlist?path=debian/%0d%0aSet-Cookie:x", 400)]
    [InlineData("/mirrorlist?path=debian/%252e%252e/x", 400)]
    [InlineData("/mirrorlist?path=debian/a%3Fexplain", 400)]
    [InlineData("/mirrorlist?path=//evil.example/debian/", 400)]
    [InlineData("/mirrorlist?path=http://evil.example/debian/", 400)]
    [InlineData("/mirrorlist/apt/nothing", 404)]
    [InlineData("/mirrorlist/apt/rocky", 404)]
    [InlineData("/mirrorlist/pacman/debian", 404)]
    public async Task What_is_no_path_of_ours_is_refused_with_a_body(string target, int status)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(status, answer.Status);
        Assert.NotEqual("", answer.Body);
        Assert.Null(answer.Location);
        Assert.Null(answer.Header("Set-Cookie"));
    }

    [Theory]
    [InlineData(Deb + "?mirrorlist&ip=1.2.3.4")]
    [InlineData(Deb + "?metalink&ip=1.2.3.4")]
    [InlineData(Deb + "?explain&ip=1.2.3.4")]
    [InlineData("/mirrorlist?path=debian/&ip=1.2.3.4")]
    [InlineData("/metalink?path=rocky/9/os/&ip=1.2.3.4")]
    [InlineData("/mirrorlist/apt/debian?ip=1.2.3.4")]
    [InlineData("/mirrorlist/pacman/archlinux?ip=1.2.3.4")]
    public async Task Strangers_cannot_ask_for_other_addresses(string target)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(403, answer.Status);
        Assert.NotEqual("", answer.Body);
        var nonsense = await _redirector.AskAsync(target.Replace("1.2.3.4", "nonsense"), client: "127.0.0.1");
        Assert.Equal(400, nonsense.Status);
    }

    [Fact]
    public async Task Operators_can()
    {
        var answer = await _redirector.AskAsync($"/mirrorlist?path=debian/&ip={ListCatalog.Campus}", "127.0.0.1");
        Assert.Equal("https://campus.example/debian/", ListCatalog.Lines(answer)[0]);
    }
}
