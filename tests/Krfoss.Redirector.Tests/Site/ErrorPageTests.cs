using System.Net;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>Addresses that are nothing: a page for browsers, a line for everybody else.</summary>
public sealed class ErrorPageTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    [Theory]
    [InlineData("/nothing", "찾으시는 페이지가 없습니다")]
    [InlineData("/mirrors/nobody", "찾으시는 페이지가 없습니다")]
    [InlineData("/repositories/nothing", "찾으시는 페이지가 없습니다")]
    [InlineData("/setup/windows", "찾으시는 페이지가 없습니다")]
    [InlineData("/en/nothing", "There is nothing at this address")]
    [InlineData("/en/mirrors/nobody", "There is nothing at this address")]
    [InlineData("/not-found", "찾으시는 페이지가 없습니다")]
    [InlineData("/assets/nothing.css", "찾으시는 페이지가 없습니다")]
    public async Task Browser_gets_a_page_with_the_frame_of_all_others(string path, string title)
    {
        var page = await _redirector.PageAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(title, page.One("h1").TextContent);
        page.One("header .menu");
        Assert.StartsWith("default-src 'none'", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/plain")]
    [InlineData("text/*")]
    public async Task Package_client_gets_a_line(string accept)
    {
        var page = await _redirector.PageAsync("/nothing/dists/stable/InRelease", accept: accept);
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal("text/plain; charset=utf-8", page.Header("Content-Type"));
        Assert.StartsWith("404 Not Found", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_keeps_its_own_form_of_problems()
    {
        var page = await _redirector.PageAsync("/api/v1/mirrors/nobody");
        Assert.Equal("application/problem+json", page.Header("Content-Type"));
    }

    [Fact]
    public async Task Repository_path_is_redirected_however_a_browser_asks()
    {
        var page = await _redirector.PageAsync("/ubuntu/pool/main/h/hello/hello_2.10-3_amd64.deb");
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        Assert.Null(page.Header("Content-Security-Policy"));
    }

    [Fact]
    public async Task Other_methods_are_refused_on_pages()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/robots.txt");
        var answer = await _redirector.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task Robots_are_kept_out_of_repositories()
    {
        var page = await _redirector.PageAsync("/robots.txt");
        Assert.Contains("Disallow: /", page.Text);
        Assert.Contains("Allow: /mirrors", page.Text);
    }

    [Fact]
    public async Task Style_sheet_is_kept_by_browsers_for_good()
    {
        var front = await _redirector.PageAsync("/");
        var address = front.One("link[rel=stylesheet]").GetAttribute("href")!;
        var style = await _redirector.PageAsync(address);
        Assert.Equal("text/css; charset=utf-8", style.Header("Content-Type"));
        Assert.Equal("public, max-age=31536000, immutable", style.Header("Cache-Control"));
        Assert.Contains("prefers-color-scheme: dark", style.Text);
        Assert.DoesNotContain("url(", style.Text);
        Assert.DoesNotContain("@import", style.Text);
    }
}
