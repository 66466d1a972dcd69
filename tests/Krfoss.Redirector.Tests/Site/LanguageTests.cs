using System.Net;
using Krfoss.Redirector.Site.Languages;

namespace Krfoss.Redirector.Tests.Site;

public sealed class LanguageTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private readonly RunningRedirector _redirector = running.Redirector;

    [Theory]
    [InlineData(null, "ko")]
    [InlineData("*", "ko")]
    [InlineData("ko-KR,ko;q=0.9,en-US;q=0.8", "ko")]
    [InlineData("en-US,en;q=0.9,ko;q=0.8", "en")]
    [InlineData("ko;q=0.1, en;q=0.2", "en")]
    [InlineData("ja,de;q=0.5", "en")]
    [InlineData("ja,ko;q=0.5,en;q=0.1", "ko")]
    [InlineData("en;q=0, ja", "en")]
    [InlineData("kok", "en")]
    [InlineData(";;;", "ko")]
    public async Task Browser_gets_the_language_that_it_prefers(string? accepted, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/mirrors");
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Language", accepted);
        var answer = await _redirector.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Assert.Single(answer.Content.Headers.ContentLanguage));
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/en", "en")]
    [InlineData("/ko", "ko")]
    [InlineData("/en/mirrors/near", "en")]
    public async Task Address_with_a_language_has_this_language_and_links_that_keep_it(string path, string language)
    {
        var page = await _redirector.PageAsync(path, language == "en" ? "ko" : "en");
        Assert.Equal(language, page.Document.DocumentElement.GetAttribute("lang"));
        var pages = page.Document.QuerySelectorAll(".menu a, .brand, footer nav a")
            .Select(link => link.GetAttribute("href")!)
            .Where(link => link is not "/openapi/v1.json");
        Assert.All(pages, link => Assert.StartsWith("/" + language, link, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Switch_leads_to_the_same_page_in_the_other_language_query_included()
    {
        var page = await _redirector.PageAsync("/setup/ubuntu?version=22.04");
        Assert.Equal(
            ["/ko/setup/ubuntu?version=22.04", "/en/setup/ubuntu?version=22.04"],
            page.Document.QuerySelectorAll(".languages a").Select(link => link.GetAttribute("href")));
        var english = await _redirector.PageAsync("/en/setup/ubuntu?version=22.04");
        Assert.Equal("true", english.One(".languages a[lang=en]").GetAttribute("aria-current"));
        Assert.Contains("jammy", english.Text);
    }

    [Fact]
    public async Task Search_engines_are_told_both_languages_with_whole_addresses()
    {
        var page = await _redirector.PageAsync("/mirrors");
        var alternates = page.Document.QuerySelectorAll("link[rel=alternate][hreflang]")
            .ToDictionary(link => link.GetAttribute("hreflang")!, link => link.GetAttribute("href"));
        Assert.Equal("https://redirector.example/ko/mirrors", alternates["ko"]);
        Assert.Equal("https://redirector.example/en/mirrors", alternates["en"]);
        Assert.Equal("https://redirector.example/mirrors", alternates["x-default"]);
    }

    [Theory]
    [InlineData("/en", "/", true)]
    [InlineData("/en/", "/", true)]
    [InlineData("/ko/mirrors", "/mirrors", true)]
    [InlineData("/english", "/english", false)]
    [InlineData("/", "/", false)]
    public void Language_is_cut_off_an_address_as_a_whole_segment(string path, string rest, bool isNamed)
    {
        Assert.Equal(isNamed, LanguageChoice.OfPath(path, out var found) is not null);
        Assert.Equal(rest, found);
    }

    [Fact]
    public async Task Unknown_language_is_an_unknown_page() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _redirector.PageAsync("/de/mirrors")).Status);
}
