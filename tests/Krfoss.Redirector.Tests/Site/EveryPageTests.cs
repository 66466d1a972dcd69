using System.Net;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>What holds for all pages alike, in both languages.</summary>
public sealed class EveryPageTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private static readonly string[] Loading =
        ["src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest", "xlink:href"];

    private readonly RunningRedirector _redirector = running.Redirector;

    public static TheoryData<string> Addresses =>
        [.. SiteCatalog.Pages.SelectMany(page => (string[])[page, "/ko" + page, "/en" + page])
            .Select(page => page.Length > 3 ? page.TrimEnd('/') : page)];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_answers_with_headers_that_let_nothing_foreign_in(string address)
    {
        var page = await _redirector.PageAsync(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("text/html; charset=utf-8", page.Header("Content-Type"));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; style-src 'self'; img-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Equal("no-cache, private", page.Header("Cache-Control"));
        Assert.Null(page.Header("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_loads_nothing_from_elsewhere_and_runs_nothing(string address)
    {
        var page = await _redirector.PageAsync(address);
        Assert.Empty(page.Document.QuerySelectorAll("script, style, iframe, object, embed, base, partial"));
        foreach (var element in page.Document.All)
        {
            foreach (var attribute in element.Attributes)
            {
                Assert.False(attribute.Name.StartsWith("on", StringComparison.Ordinal), attribute.Name);
                Assert.NotEqual("style", attribute.Name);
                if (Array.IndexOf(Loading, attribute.Name) >= 0) Assert.True(IsOurs(attribute.Value), attribute.Value);
            }

            if (element.LocalName is "link" or "use" or "image"
                && element.GetAttribute("rel") is not "alternate"
                && element.GetAttribute("href") is { } href)
            {
                Assert.True(IsOurs(href), href);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Page_has_one_heading_landmarks_a_skip_link_and_names_for_what_it_holds(string address)
    {
        var page = await _redirector.PageAsync(address);
        page.One("h1");
        page.One("main#content");
        page.One("header");
        page.One("footer");
        Assert.Equal("#content", page.Document.QuerySelector("body > a")!.GetAttribute("href"));
        Assert.All(page.Document.QuerySelectorAll("nav"), nav => Assert.NotEmpty(nav.GetAttribute("aria-label")!));
        Assert.All(
            page.Document.QuerySelectorAll("table.list"),
            table => Assert.NotEmpty(table.QuerySelector("caption")!.TextContent.Trim()));
        Assert.All(
            page.Document.QuerySelectorAll("select, textarea, input"),
            field => Assert.Single(page.Document.QuerySelectorAll($"label[for='{field.Id}']")));
        Assert.All(page.Document.QuerySelectorAll("svg"), svg => Assert.True(
            svg.HasAttribute("aria-label") || svg.GetAttribute("aria-hidden") == "true", svg.OuterHtml));
        string[] ids = [.. page.Document.All.Select(element => element.Id ?? "").Where(id => id.Length > 0)];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Private_mirrors_stand_on_no_page()
    {
        foreach (var address in SiteCatalog.Pages)
        {
            var page = await _redirector.PageAsync(address);
            Assert.DoesNotContain("Hidden", page.Document.DocumentElement.OuterHtml);
            Assert.DoesNotContain("hidden.example", page.Document.DocumentElement.OuterHtml);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _redirector.PageAsync("/mirrors/secret")).Status);
    }

    [Fact]
    public async Task Every_link_inside_the_site_answers()
    {
        Queue<string> left = new(["/", "/ko", "/en"]);
        HashSet<string> seen = new(left, StringComparer.Ordinal);
        while (left.TryDequeue(out var address))
        {
            var page = await _redirector.PageAsync(address);
            Assert.True(page.Status == HttpStatusCode.OK, $"{address}: {page.Status}");
            if (page.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) != true) continue;
            foreach (var link in LinksOf(page)) if (seen.Add(link)) left.Enqueue(link);
        }

        Assert.Contains("/en/mirrors/near", seen);
        Assert.Contains("/setup/alpine?version=3.22", seen);
        Assert.Contains("/api/v1/mirrors/near/checks", seen);
        Assert.True(seen.Count > 150, $"{seen.Count} addresses were found");
    }

    private static IEnumerable<string> LinksOf(SitePage page) =>
        page.Document.QuerySelectorAll("[href], form[action]")
            .Where(element => element.GetAttribute("rel") is not "alternate")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("action")!)
            .Where(link => link.StartsWith('/'))
            .Select(link => link.Split('#')[0]);

    private static bool IsOurs(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal);
}
