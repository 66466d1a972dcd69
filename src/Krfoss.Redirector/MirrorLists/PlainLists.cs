using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// One URL a line below a comment, as MirrorManager writes it, and the same as a page. Line feeds alone: old readers of
/// mirror lists take a carriage return for a part of the URL.
/// </summary>
internal static class PlainLists
{
    // Korean stays readable in the source; what has a meaning in HTML is escaped by every encoder.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(in RepositoryRequest request, IReadOnlyList<ListedSource> sources)
    {
        var text = new StringBuilder("# repo = ").Append(request.Route.Id)
            .Append(" path = ").Append(request.PathInRepository)
            .Append(" country = ").Append(request.Snapshot.CountryOf(request.Location)).Append('\n');
        if (sources.Count == 0) text.Append("# nothing fits this protocol · 이 프로토콜로는 제공되지 않습니다\n");
        foreach (var source in sources) text.Append(source.BaseUrl).Append(PathOf(request)).Append('\n');
        return text.ToString();
    }

    public static string RenderHtml(in RepositoryRequest request, IReadOnlyList<ListedSource> sources)
    {
        var path = Encoder.Encode(request.PublicPath.ToString());
        var html = new StringBuilder(
            $"""
            <!doctype html>
            <html lang="ko">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{path}</title></head>
            <body>
            <h1>{path}</h1>
            <p>이 파일을 받을 수 있는 미러를 가까운 순서로 보여 드립니다.</p>
            <p lang="en">Mirrors for this file, best first; the origin comes last.</p>
            <ol>

            """);
        foreach (var source in sources)
        {
            var url = Encoder.Encode(string.Concat(source.BaseUrl, PathOf(request)));
            html.Append("<li><a href=\"").Append(url).Append("\">").Append(url).Append("</a> ")
                .Append(Encoder.Encode(WhoOf(source))).Append("</li>\n");
        }

        return html.Append("</ol>\n</body>\n</html>\n").ToString();
    }

    /// <summary>
    /// What follows the base URL: the path inside the repository with its slash, as the client wrote it.
    /// </summary>
    public static string PathOf(in RepositoryRequest request) =>
        request.Target[request.RestStart..request.PathLength];

    private static string WhoOf(ListedSource source) => source.Mirror is { } mirror
        ? $"{mirror.Name}, {mirror.Location.City}, {mirror.Location.Country}"
        : "원본 서버 · origin";
}
