namespace Krfoss.Redirector.Tests.Site;

public sealed class FrontPageTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    /// <summary>What a program does that reads the page: it was written by others, and goes on to work.</summary>
    [Fact]
    public async Task Programs_that_read_the_windows_find_what_they_look_for()
    {
        var page = await _redirector.PageAsync("/", language: null, accept: "*/*");
        var windows = page.Document.QuerySelectorAll("[id^='mirror-modal-']");
        Assert.Equal(
            ["near", "gumi", "abroad", "drained", "paused"],
            windows.Select(window => window.Id!["mirror-modal-".Length..]));
        var rows = windows[0].QuerySelectorAll(".mirror-detail-table tr").ToDictionary(
            row => row.QuerySelector("td:first-child")!.TextContent.Trim().Replace(":", "", StringComparison.Ordinal),
            row => row.QuerySelector("td:last-child")!);
        Assert.Equal("서울, KR", rows["위치"].TextContent.Trim());
        Assert.Equal("Plain", rows["네트워크"].TextContent.Trim());
        Assert.Equal("https://near.example/", rows["주소"].QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal("확인 전", rows["상태"].TextContent.Trim());
        Assert.Equal(
            ["ubuntu", "rocky", "archlinux"],
            rows["제공 리포지토리"].QuerySelectorAll(".repo-badge").Select(badge => badge.TextContent.Trim()));
    }

    [Fact]
    public async Task Windows_open_and_close_without_a_script()
    {
        var page = await _redirector.PageAsync("/");
        var window = page.One("#mirror-modal-near");
        Assert.True(window.HasAttribute("popover"));
        Assert.Equal(2, page.Document.QuerySelectorAll("button[popovertarget='mirror-modal-near']").Length);
    }

    [Fact]
    public async Task Map_shows_public_mirrors_by_state_with_words_and_shapes()
    {
        var page = await _redirector.PageAsync("/");
        var korea = page.One("#map-korea");
        Assert.Equal(
            ["/mirrors/drained", "/mirrors/gumi", "/mirrors/near", "/mirrors/paused"],
            korea.QuerySelectorAll("a.mark").Select(mark => mark.GetAttribute("href")!).Order(StringComparer.Ordinal));
        var paused = korea.QuerySelector("a.is-paused")!;
        Assert.Equal("Paused, 제주: 일시 중지", paused.GetAttribute("aria-label"));
        Assert.Equal("path", paused.QuerySelector("circle, path")!.LocalName);
        Assert.Equal("circle", korea.QuerySelector("a.is-unknown circle")!.LocalName);
        Assert.Equal("/mirrors/abroad", page.One("#map-world a.mark").GetAttribute("href"));
    }

    [Fact]
    public async Task Visitor_with_a_place_is_on_the_map_with_lines_to_who_would_answer()
    {
        var page = await _redirector.PageAsync("/");
        page.One("#map-korea .you-mark");
        Assert.NotEmpty(page.Document.QuerySelectorAll("#map-korea path.line"));
        Assert.Contains("서울, KR", page.One(".you").TextContent);
        Assert.Contains(SitePages.Seoul, page.One(".you").TextContent);
        Assert.StartsWith("Plain", page.One(".shares").TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visitor_without_a_place_is_told_so_and_drawn_nowhere()
    {
        var page = await _redirector.PageAsync("/", client: "198.51.100.7");
        Assert.Empty(page.Document.QuerySelectorAll(".you-mark, path.line"));
        Assert.Contains("알 수 없음 (KR 사용자로 봅니다)", page.One(".you").TextContent);
    }

    [Fact]
    public async Task One_line_follows_the_distribution_that_was_chosen()
    {
        var ubuntu = await _redirector.PageAsync("/");
        Assert.Contains("https://redirector.example/ubuntu/", ubuntu.One(".quick code").TextContent);
        var arch = await _redirector.PageAsync("/?distribution=archlinux");
        Assert.Contains("https://redirector.example/archlinux/$repo/os/$arch", arch.One(".quick code").TextContent);
        Assert.Equal("archlinux", arch.One("#distribution option[selected]").GetAttribute("value"));
        Assert.DoesNotContain("gumi.example", arch.One(".quick code").TextContent);
    }

    [Fact]
    public async Task Unknown_distribution_is_the_first_one()
    {
        var page = await _redirector.PageAsync("/?distribution=%22%3E%3Cb%3E");
        Assert.Equal("ubuntu", page.One("#distribution option[selected]").GetAttribute("value"));
    }

    [Fact]
    public async Task Missing_geo_data_is_said_in_the_footer() =>
        Assert.Contains("위치 데이터가 없어", (await _redirector.PageAsync("/")).One("footer").TextContent);
}
