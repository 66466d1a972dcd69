using System.Xml.Linq;

namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary>Lists as MirrorManager and AlmaLinux's service answer them, over the wire.</summary>
public sealed class ProductListTests(ProductListTests.Running running) : IClassFixture<ProductListTests.Running>
{
    private const string Campus = "121.128.31.200";

    private const string Catalog = """
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        networks:
          kt: {name: KT, asns: [4766]}
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          rocky:
            format: rpm
            origin: https://origin.example/rocky
            products:
              - versions: {'9': , '8': '8.10'}
                arches: [x86_64, aarch64]
                repos: {BaseOS: $version/BaseOS/$arch/os, BaseOS-source: $version/BaseOS/source/tree}
                isos: $version/isos/$arch
                vault: {url: 'https://vault.example', versions: ['8.3']}
          archlinux: {format: pacman, origin: "http://origin.example/archlinux"}
        mirrors:
          near:
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: [https://near.example, http://near.example]
            repositories: {rocky: {path: /pub/rocky}}
          far:
            location: {city: Tokyo, country: JP, latitude: 35.6762, longitude: 139.6503}
            urls: [https://far.example]
            repositories: {rocky: }
          campus:
            private: true
            monopoly: true
            netblocks: [121.128.31.200]
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: [https://campus.example]
            repositories: {rocky: }
        """;

    private readonly RunningRedirector _redirector = running.Redirector;

    [Theory]
    [InlineData("repo=BaseOS-9&arch=x86_64", "9/BaseOS/x86_64/os/")]
    [InlineData("arch=aarch64&repo=BaseOS-8&countme=3&other=x", "8.10/BaseOS/aarch64/os/")]
    [InlineData("repo=BaseOS-source-9&arch=x86_64", "9/BaseOS/source/tree/")]
    [InlineData("repo=BaseOS%2D9&arch=x86%5F64", "9/BaseOS/x86_64/os/")]
    public async Task Repo_and_arch_are_answered_with_the_folder_on_every_mirror(string query, string folder)
    {
        var answer = await _redirector.AskAsync("/mirrorlist?" + query);
        Assert.Equal(
            [
                "http://near.example/pub/rocky/" + folder, "https://far.example/rocky/" + folder,
                "https://origin.example/rocky/" + folder,
            ],
            ListCatalog.Lines(answer));
        Assert.StartsWith("# repo = ", answer.Body);
        Assert.Contains(" country = KR country = JP \n", answer.Body);
    }

    [Fact]
    public async Task The_comment_names_repo_arch_and_protocol_and_the_time_when_asked()
    {
        var answer = await _redirector.AskAsync("/mirrorlist?repo=BaseOS-9&arch=x86_64&protocol=https&time=1");
        var lines = answer.Body.Split('\n');
        Assert.Equal("# repo = BaseOS-9 arch = x86_64 country = KR country = JP protocol = https", lines[0]);
        Assert.Matches(@"^# database creation time: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$", lines[1]);
        Assert.All(ListCatalog.Lines(answer), line => Assert.StartsWith("https://", line));
    }

    [Fact]
    public async Task A_monopoly_is_its_clients_alone()
    {
        var campus = await _redirector.AskAsync("/mirrorlist?repo=BaseOS-9&arch=x86_64", Campus);
        Assert.Equal(
            ["https://campus.example/rocky/9/BaseOS/x86_64/os/", "https://origin.example/rocky/9/BaseOS/x86_64/os/"],
            ListCatalog.Lines(campus));
        Assert.Contains("Using preferred netblock", campus.Body);
        Assert.Contains("private", campus.Header("Cache-Control"));
        var neighbour = await _redirector.AskAsync("/mirrorlist?repo=BaseOS-9&arch=x86_64", "121.128.31.201");
        Assert.DoesNotContain("campus", neighbour.Body);
    }

    [Fact]
    public async Task A_metalink_marks_private_mirrors()
    {
        var answer = await _redirector.AskAsync("/metalink?path=rocky/9/BaseOS/x86_64/os/a.rpm", Campus);
        var url = XDocument.Parse(answer.Body).Descendants().First(e => e.Name.LocalName == "url");
        XNamespace mirrorManager = "http://fedorahosted.org/mirrormanager";
        Assert.Equal("True", url.Attribute(mirrorManager + "private")?.Value);
        Assert.Contains("mm0:private=\"True\"", answer.Body);
        Assert.Equal("100", url.Attribute("preference")?.Value);
        Assert.Equal("1", url.Parent?.Attribute("maxconnections")?.Value);
    }

    [Fact]
    public async Task Redirect_1_is_a_redirect_to_the_first()
    {
        var answer = await _redirector.AskAsync("/mirrorlist?repo=BaseOS-9&arch=x86_64&redirect=1");
        Assert.Equal(
            (302, "http://near.example/pub/rocky/9/BaseOS/x86_64/os/"), (answer.Status, answer.Location));
        var secure = await _redirector.AskAsync(
            "/mirrorlist?path=rocky/9/a.rpm&redirect=1", headers: "X-Forwarded-Proto: https\r\n");
        Assert.StartsWith("https://", secure.Location);
    }

    [Theory]
    [InlineData("/mirrorlist", 200, "# either path=, or repo= and arch= must be specified")]
    [InlineData("/mirrorlist?repo=BaseOS-9", 200, "# either path=, or repo= and arch= must be specified")]
    [InlineData("/mirrorlist?repo=none&arch=x", 404, "# repo = none arch = x error: invalid repo or arch")]
    [InlineData("/mirrorlist?repo=none&arch=x", 404, "# repo=BaseOS-9&arch=x86_64")]
    [InlineData("/mirrorlist?path=nothing/here", 404, "error: invalid path")]
    public async Task Refusals_have_the_words_that_people_search_for(string target, int status, string line)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(status, answer.Status);
        Assert.Contains(line, answer.Body.Split('\n'));
        Assert.DoesNotContain("\r", answer.Body);
        Assert.DoesNotContain("://", answer.Body);
    }

    [Theory]
    [InlineData("/metalink", 200, "either path=, or repo= and arch= must be specified")]
    [InlineData("/metalink?repo=--x--%3E&arch=y", 404, "error: invalid repo or arch")]
    [InlineData("/metalink?path=archlinux/", 404, "error: invalid path")]
    public async Task A_metalink_that_cannot_be_is_one_without_files(string target, int status, string why)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(status, answer.Status);
        Assert.Equal("application/metalink+xml; charset=utf-8", answer.Header("Content-Type"));
        var document = XDocument.Parse(answer.Body);
        Assert.Equal("metalink", document.Root!.Name.LocalName);
        Assert.Contains(why, document.Root.Nodes().OfType<XComment>().Single().Value);
    }

    [Theory]
    [InlineData("repo=a%0Ahttps%3A%2F%2Fevil.example%2F&arch=b")]
    [InlineData("repo=a&arch=b%0D%0Ahttps%3A%2F%2Fevil.example%2F")]
    [InlineData("repo=https%3A%2F%2Fevil.example%2F%C2%85https%3A%2F%2Fevil.example%2F&arch=b")]
    [InlineData("path=rocky/&protocol=https%0Ahttps%3A%2F%2Fevil.example")]
    [InlineData("path=rocky/&protocol=https,https%3A%2F%2Fevil.example")]
    public async Task What_was_asked_for_never_becomes_a_url_of_the_list(string query)
    {
        var answer = await _redirector.AskAsync("/mirrorlist?" + query);
        Assert.DoesNotContain(
            answer.Body.Split('\n', '\r', '\u0085'), line => line.StartsWith("https://evil", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("X-Forwarded-For: 121.128.31.200, 8.8.8.8\r\n")]
    [InlineData("X-Forwarded-For: 121.128.31.200, 10.0.0.1, 8.8.8.8\r\n")]
    public async Task The_left_most_address_of_a_header_is_not_believed(string header)
    {
        var body = await _redirector.ExchangeAsync(
            $"GET /mirrorlist?repo=BaseOS-9&arch=x86_64 HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n");
        Assert.Contains("near.example", body);
        Assert.DoesNotContain("campus", body);
    }

    [Theory]
    [InlineData("/mirrorlist/9/BaseOS", "9/BaseOS/$basearch/os/")]
    [InlineData("/mirrorlist/9/baseos?arch=aarch64", "9/BaseOS/aarch64/os/")]
    [InlineData("/mirrorlist/9.3/BaseOS?arch=x86_64", "9/BaseOS/x86_64/os/")]
    [InlineData("/mirrorlist/8/BaseOS", "8.10/BaseOS/$basearch/os/")]
    [InlineData("/isolist/9/x86_64", "9/isos/x86_64/")]
    public async Task Version_and_repository_are_answered_with_urls_alone(string target, string folder)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(
            [
                "http://near.example/pub/rocky/" + folder, "https://far.example/rocky/" + folder,
                "https://origin.example/rocky/" + folder,
            ],
            answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("?country=JP", "far origin")]
    [InlineData("?protocol=https", "near far origin")]
    [InlineData("?protocol=http", "near")]
    public async Task Country_and_protocol_narrow_it_down(string query, string hosts) => Assert.Equal(
        hosts,
        string.Join(' ', ListCatalog.Lines(await _redirector.AskAsync("/mirrorlist/9/BaseOS" + query))
            .Select(line => new Uri(line).Host.Split('.')[0])));

    [Fact]
    public async Task A_version_of_the_vault_has_one_address() => Assert.Equal(
        ["https://vault.example/8.3/BaseOS/x86_64/os/"],
        ListCatalog.Lines(await _redirector.AskAsync("/mirrorlist/8.3/BaseOS?arch=x86_64")));

    [Theory]
    [InlineData("/mirrorlist/7/BaseOS", "unknown version; known: 9, 8, 8.3")]
    [InlineData("/mirrorlist/9/none", "unknown repository; known: BaseOS, BaseOS-source")]
    [InlineData("/mirrorlist/9/BaseOS?arch=x", "unknown architecture; known: x86_64, aarch64")]
    [InlineData("/isolist/9/x", "unknown architecture")]
    public async Task An_unknown_word_is_told_with_the_known_ones(string target, string told)
    {
        var answer = await _redirector.AskAsync(target);
        Assert.Equal(404, answer.Status);
        Assert.Contains(told, answer.Body);
    }

    [Fact]
    public async Task Pacman_gets_two_hosts_where_no_mirror_carries_the_repository() => Assert.Equal(
        [
            "Server = http://redirector.example/archlinux/$repo/os/$arch",
            "Server = http://origin.example/archlinux/$repo/os/$arch",
        ],
        ListCatalog.Lines(await _redirector.AskAsync("/mirrorlist/pacman/archlinux")));

    [Fact]
    public async Task A_name_with_meta4_behind_it_asks_about_the_file()
    {
        const string File = "/rocky/9/isos/x86_64/Rocky-9-x86_64-boot.iso";
        var answer = await _redirector.AskAsync(File + ".meta4");
        Assert.Equal((200, null), (answer.Status, answer.Location));
        Assert.Equal("application/metalink4+xml; charset=utf-8", answer.Header("Content-Type"));
        var file = XDocument.Parse(answer.Body).Descendants().Single(e => e.Name.LocalName == "file");
        Assert.Equal("Rocky-9-x86_64-boot.iso", file.Attribute("name")?.Value);
        Assert.Contains("http://near.example/pub" + File, answer.Body);
        Assert.Equal(302, (await _redirector.AskAsync(File + ".meta4?x=1")).Status);
        Assert.Equal(302, (await _redirector.AskAsync("/rocky/9/.meta4")).Status);
        Assert.Equal(405, (await _redirector.AskAsync(File + ".meta4", method: "POST")).Status);
    }

    /// <summary>One program for all tests of the class.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal RunningRedirector Redirector { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Redirector = await RunningRedirector.StartAsync(Catalog);

        public ValueTask DisposeAsync() => Redirector.DisposeAsync();
    }
}
