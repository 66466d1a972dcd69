namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary><c>/mirrorlist/apt/…</c> and <c>/mirrorlist/pacman/…</c>.</summary>
public sealed class RepositoryListTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task Apt_gets_indexes_from_the_origin_and_packages_from_mirrors_by_priority()
    {
        var answer = await _redirector.AskAsync("/mirrorlist/apt/debian");
        Assert.Equal(
            [
                "https://origin.example/debian/\ttype:index priority:1",
                "http://near.example/debian/\ttype:deb priority:1",
                "http://mid.example/debian/\ttype:deb priority:2",
                "https://far.example/debian/\ttype:deb priority:3",
                "https://origin.example/debian/\tpriority:4",
                "https://redirector.example/debian/\tpriority:5",
            ],
            ListCatalog.Lines(answer));
        Assert.StartsWith("text/plain", answer.Header("Content-Type"));
    }

    [Fact]
    public async Task Apt_over_https_gets_https_alone() => Assert.All(
        ListCatalog.Lines(await _redirector.AskAsync(
            "/mirrorlist/apt/debian", headers: "X-Forwarded-Proto: https\r\n")),
        line => Assert.StartsWith("https://", line));

    [Theory]
    [InlineData("If-Modified-Since: Sat, 21 Nov 2099 21:09:51 GMT\r\n")]
    [InlineData("Range: bytes=5000-\r\nIf-Range: Sat, 21 Nov 2026 21:09:51 GMT\r\n")]
    [InlineData("Range: bytes=0-10\r\n")]
    [InlineData("If-None-Match: *\r\n")]
    [InlineData("Accept: text/*\r\n")]
    public async Task A_second_question_is_answered_like_the_first(string headers)
    {
        var answer = await _redirector.AskAsync("/mirrorlist/apt/debian", headers: headers);
        Assert.Equal(6, ListCatalog.Lines(answer).Length);
    }

    [Theory]
    [InlineData("archlinux", "http://near.example/pub/arch/$repo/os/$arch")]
    [InlineData("archlinux-arm", "http://near.example/archlinux-arm/$arch/$repo")]
    [InlineData("cachyos", "http://near.example/cachyos/repo/$arch/$repo")]
    public async Task Pacman_gets_servers_in_the_layout_of_the_project(string repository, string server)
    {
        var answer = await _redirector.AskAsync($"/mirrorlist/pacman/{repository}");
        var lines = ListCatalog.Lines(answer);
        Assert.Equal(2, lines.Length);
        Assert.Equal("Server = " + server, lines[0]);
        Assert.StartsWith($"Server = https://origin.example/{repository}/", lines[1]);
        Assert.Contains($"#CacheServer = https://redirector.example/{repository}/", answer.Body);
    }

    [Fact]
    public async Task Names_of_mirrors_stay_inside_their_comment()
    {
        var answer = await _redirector.AskAsync("/mirrorlist/pacman/archlinux");
        Assert.Contains("## ", answer.Body);
        Assert.All(
            answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.True(line[0] == '#' || line.StartsWith("Server = ", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task A_client_of_a_private_mirror_gets_it_first()
    {
        Assert.DoesNotContain("campus", (await _redirector.AskAsync("/mirrorlist/pacman/archlinux")).Body);
        var lines = ListCatalog.Lines(await _redirector.AskAsync("/mirrorlist/pacman/archlinux", ListCatalog.Campus));
        Assert.Equal("Server = https://campus.example/archlinux/$repo/os/$arch", lines[0]);
    }
}
