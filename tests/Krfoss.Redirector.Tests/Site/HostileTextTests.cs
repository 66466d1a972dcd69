using System.Text;
using System.Text.Json;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>
/// What strangers write, in the catalog, in the answers of their servers and in our forms, is text: a page with it is
/// made of the very same elements as one without.
/// </summary>
public sealed class HostileTextTests(SiteCatalog.Running running) : IClassFixture<SiteCatalog.Running>
{
    private const string Worst = "\"'></title></textarea></td><script>alert(1)</script><b>";

    private static readonly string[] Texts =
    [
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>", "' onmouseover='alert(1)", "\" onfocus=\"alert(1)\" autofocus=\"",
        "</title><h1>x</h1>", "</td></tr></table><table>", "</textarea><b>x</b>", "</pre></code><i>x</i>",
        "<!--", "--><b>", "<![CDATA[<b>x</b>]]>", "&lt;b&gt; &amp; &#60;i&#62;", "<a href='javascript:alert(1)'>x</a>",
        "javascript:alert(1)", "data:text/html,<b>x</b>", "{{7*7}}", "${7*7}", "@(1+1)", "{0} {1}", "%3Cb%3E",
        "<b <i>>", "<svg/onload=alert(1)>", "</p><p>", "<style>*{display:none}</style>", "<base href=//evil.example>",
        "한글 <b>굵게</b> 문자", "＜script＞alert(1)＜/script＞", "'; DROP TABLE mirrors; --", "<plaintext>", "`<x>`",
    ];

    public static TheoryData<string> WithoutSlash => [.. Texts.Where(text => !text.Contains('/'))];

    [Fact]
    public async Task Names_and_answers_of_strangers_are_text_on_every_page()
    {
        await using var plain = await StartAsync(_ => "Plain", "Plain");
        await using var hostile = await StartAsync(number => Texts[number], Worst);
        string[] pages =
        [
            "/", "/en", "/mirrors", "/repositories", "/repositories/ubuntu", "/explain?repository=ubuntu", "/setup",
            "/about", "/crawler", .. Enumerable.Range(0, Texts.Length).Select(number => $"/mirrors/m{number}"),
        ];
        foreach (var path in pages)
        {
            var (expected, page) = (await plain.PageAsync(path), await hostile.PageAsync(path));
            Assert.Equal(expected.Skeleton(), page.Skeleton());
            Assert.Contains(Worst, page.Text);
        }

        var front = await hostile.PageAsync("/");
        Assert.All(Texts, text => Assert.Contains(text, front.Text));
        foreach (var number in Enumerable.Range(0, Texts.Length))
        {
            var page = await hostile.PageAsync($"/mirrors/m{number}");
            Assert.Contains($"Server: {Texts[number]}", page.One("details pre").TextContent);
            Assert.Contains(Texts[number], page.Document.Title!);
        }
    }

    [Theory]
    [InlineData("https://sponsor.example/?a=1&b='onload='alert(1)")]
    [InlineData("https://sponsor.example/%22%3E%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Address_of_a_sponsor_stays_an_address(string url)
    {
        await using var hostile = await RunningRedirector.StartAsync(SiteCatalog.With(sponsor: url));
        var page = await hostile.PageAsync("/");
        Assert.Equal((await running.Redirector.PageAsync("/")).Skeleton(), page.Skeleton());
        Assert.Contains(url, page.Document.QuerySelectorAll("a[rel]").Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [MemberData(nameof(WithoutSlash))]
    public async Task What_is_pasted_for_an_explanation_is_text(string text)
    {
        var expected = await running.Redirector.PageAsync("/explain?path=nothing");
        var page = await running.Redirector.PageAsync("/explain?path=" + Uri.EscapeDataString(text));
        Assert.Equal(expected.Skeleton(), page.Skeleton());
        Assert.Equal(text, page.One("textarea").TextContent);
    }

    /// <summary>One mirror for each text, with a change of state that its server's answer is shown for.</summary>
    private static async Task<RunningRedirector> StartAsync(Func<int, string> textOf, string site)
    {
        var yaml = new StringBuilder(
            $$"""
            version: 1
            site: {name: {{JsonSerializer.Serialize(site)}}, url: "https://redirector.example"}
            repositories:
              ubuntu: {format: apt, origin: "https://origin.example/ubuntu"}
            mirrors:

            """);
        foreach (var number in Enumerable.Range(0, Texts.Length))
        {
            var text = JsonSerializer.Serialize(textOf(number));
            yaml.Append(
                $$"""
                  m{{number}}:
                    name: {{text}}
                    sponsor: {name: {{text}}, url: https://sponsor.example}
                    paused: {reason: {{text}}}
                    location: {city: {{text}}, country: KR, latitude: 37.5665, longitude: 126.9780}
                    urls: [https://m{{number}}.example]
                    repositories: {ubuntu: }

                """);
        }

        var redirector = await RunningRedirector.StartAsync(yaml.ToString());
        var written = await redirector.Services.GetRequiredService<MirrorRegistry>().WriteObservationsAsync(
            new()
            {
                StateChanges =
                [
                    .. Enumerable.Range(0, Texts.Length).Select(number => new StateChangeRecord(
                        DateTimeOffset.UtcNow, $"m{number}", "ubuntu", "https4", textOf(number), textOf(number),
                        textOf(number), $"HTTP/1.1 500 {textOf(number)}\nServer: {textOf(number)}")),
                ],
            },
            TestContext.Current.CancellationToken);
        Assert.True(written.IsAvailable);
        return redirector;
    }
}
