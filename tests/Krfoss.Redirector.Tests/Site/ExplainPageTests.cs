using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Site.Pasting;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Site;

public sealed class ExplainPageTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private const string Deb = "/ubuntu/pool/main/h/hello/hello_2.10-3_amd64.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    [Fact]
    public async Task Decision_stands_with_everything_that_led_to_it()
    {
        var page = await _redirector.PageAsync("/explain?scheme=https&path=" + Deb);
        Assert.Equal("/mirrors/near", page.One(".decision .chosen a").GetAttribute("href"));
        Assert.Contains("https://near.example" + Deb, page.One(".decision").TextContent);
        Assert.Contains("near", page.One(".decision .badge").TextContent);
        var compared = page.One("[aria-labelledby=compared] tbody").Children;
        Assert.Equal(
            ["Plain", "Gumi", "Abroad"], compared.Select(row => row.QuerySelector("th a")!.TextContent));
        Assert.Equal("0 km", compared[0].QuerySelectorAll("td.number")[0].TextContent);
        var leftOut = page.One("[aria-labelledby=left-out]").TextContent;
        Assert.Contains("가중치가 0이라 제외됨", leftOut);
        Assert.Contains("운영자가 일시 중지함", leftOut);
        Assert.Equal(
            [Deb + "?explain", "/api/v1/explain?path=" + Uri.EscapeDataString(Deb)],
            page.Document.QuerySelectorAll(".decision .after a").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Page_text_and_json_name_the_same_mirror()
    {
        var page = await _redirector.PageAsync("/explain?path=" + Deb);
        var text = await _redirector.AskAsync(Deb + "?explain", SitePages.Seoul);
        var json = await _redirector.AskAsync("/api/v1/explain?path=" + Deb, SitePages.Seoul);
        var mirror = page.One(".decision .chosen a").GetAttribute("href")!.Split('/')[^1];
        Assert.Contains($"mirror 미러     {mirror}", System.Text.Encoding.UTF8.GetString(
            System.Text.Encoding.Latin1.GetBytes(text.Body)));
        Assert.Contains($"\"mirror\": \"{mirror}\"", json.Body);
    }

    [Fact]
    public async Task Index_is_the_origins_without_comparing_mirrors()
    {
        var page = await _redirector.PageAsync("/explain?path=/ubuntu/dists/noble/InRelease");
        Assert.Contains("원본 서버", page.One(".decision .chosen").TextContent);
        Assert.Contains("미러를 비교하지 않습니다", page.Text);
    }

    [Theory]
    [InlineData("nothing of the kind", "저장소 경로를 찾지 못했습니다")]
    [InlineData("/nothing/a.deb", "저장소 경로를 찾지 못했습니다")]
    [InlineData("/ubuntu/../etc/passwd", "400으로 거절합니다")]
    [InlineData("/ubuntu/%2e%2e/x", "400으로 거절합니다")]
    public async Task What_cannot_be_explained_is_said(string pasted, string expected)
    {
        var page = await _redirector.PageAsync("/explain?path=" + Uri.EscapeDataString(pasted));
        Assert.Contains(expected, page.One("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Nobody_but_operators_asks_for_another_address()
    {
        var page = await _redirector.PageAsync("/explain?ip=192.0.2.7&path=" + Deb);
        Assert.Contains(SitePages.Seoul, page.One(".decision").TextContent);
        Assert.DoesNotContain("192.0.2.7", page.One(".decision").TextContent);
    }

    [Theory]
    [InlineData(Deb, Deb)]
    [InlineData("https://redirector.example" + Deb + "?x=1", Deb + "?x=1")]
    [InlineData("curl -O http://anything.example/debian/a.deb", "/debian/a.deb")]
    [InlineData("https://near.example/pub/arch/core/os/x86_64/a.zst", "/archlinux/core/os/x86_64/a.zst")]
    [InlineData("https://origin.example/rocky/9/a.rpm", "/rocky/9/a.rpm")]
    [InlineData("E: Failed to fetch https://gumi.example/ubuntu/pool/a.deb  404  Not Found [IP: 192.0.2.1 443]",
        "/ubuntu/pool/a.deb")]
    [InlineData("Get:1 https://redirector.example/ubuntu noble InRelease [256 kB]", "/ubuntu/dists/noble/InRelease")]
    [InlineData("Get:7 https://redirector.example/ubuntu noble/main amd64 Packages [1,401 kB]",
        "/ubuntu/dists/noble/main/binary-amd64/Packages.xz")]
    [InlineData("Err:3 https://redirector.example/ubuntu noble/universe amd64 hello amd64 2.10-3build1",
        "/ubuntu/pool/universe/h/hello/hello_2.10-3build1_amd64.deb")]
    [InlineData("Get:12 https://redirector.example/ubuntu noble-updates/main amd64 libc6 amd64 1:2.39-0ubuntu8 [3 MB]",
        "/ubuntu/pool/main/libc/libc6/libc6_2.39-0ubuntu8_amd64.deb")]
    [InlineData("no address at all", null)]
    [InlineData("https://redirector.example/", null)]
    [InlineData("", null)]
    public void Path_is_found_in_what_people_paste(string pasted, string? expected) => Assert.Equal(
        expected,
        PastedText.TargetOf(pasted, _redirector.Services.GetRequiredService<SnapshotStore>().Current));

    [Fact]
    public void Long_paste_is_cut_and_costs_no_time()
    {
        var snapshot = _redirector.Services.GetRequiredService<SnapshotStore>().Current;
        Assert.Null(PastedText.TargetOf(new string('a', 1_000_000), snapshot));
        Assert.Null(PastedText.TargetOf("Get:1 https://" + new string(' ', 100_000), snapshot));
    }
}
