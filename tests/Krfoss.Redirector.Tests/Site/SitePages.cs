using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>A page as a browser gets it.</summary>
internal sealed record SitePage(HttpResponseMessage Answer, IHtmlDocument Document)
{
    public HttpStatusCode Status => Answer.StatusCode;

    public string Text => Document.Body!.TextContent;

    public IElement One(string selector) => Assert.Single(Document.QuerySelectorAll(selector));

    public string? Header(string name) =>
        Answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values)
        : Answer.Content.Headers.TryGetValues(name, out var more) ? string.Join(", ", more)
        : null;
}

/// <summary>Asks for pages like a browser, from a place of one's choice.</summary>
internal static class SitePages
{
    /// <summary>In Seoul, as the catalogs of these tests say.</summary>
    public const string Seoul = "121.128.0.10";

    public static async Task<SitePage> PageAsync(
        this RunningRedirector redirector,
        string path,
        string? language = "ko",
        string client = Seoul,
        string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", client);
        request.Headers.Add("Accept", accept);
        if (language is not null) request.Headers.Add("Accept-Language", language);
        var cancellation = TestContext.Current.CancellationToken;
        var answer = await redirector.Client.SendAsync(request, cancellation);
        var html = await answer.Content.ReadAsStringAsync(cancellation);
        return new(answer, new HtmlParser().ParseDocument(html));
    }

    /// <summary>The names of all elements in their order: what a page is made of, whatever stands in it.</summary>
    public static string Skeleton(this SitePage page) =>
        string.Join(' ', page.Document.All.Select(element => element.LocalName));
}
