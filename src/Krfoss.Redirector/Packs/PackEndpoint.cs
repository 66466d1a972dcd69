using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Packs;

/// <summary><c>/pack/{name}.sh</c>: the set-up scripts for clients.</summary>
internal static class PackEndpoint
{
    private const string Suffix = ".sh";
    private const string ContentType = "text/x-shellscript; charset=utf-8";

    public static void MapPacks(this WebApplication app) =>
        app.MapMethods("/pack/{file}", [HttpMethods.Get, HttpMethods.Head], AnswerAsync).ExcludeFromDescription();

    private static Task AnswerAsync(HttpContext context, string file, SnapshotStore snapshots)
    {
        var catalog = snapshots.Current.Catalog;
        var name = file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : "";
        if (PackScripts.Compose(name, catalog) is { } script)
            return EntityTags.WriteAsync(context, ContentType, Encoding.UTF8.GetBytes(script));
        if (catalog.Site.Url is null)
        {
            return PlainAnswers.WriteAsync(
                context,
                StatusCodes.Status404NotFound,
                "Not Found: the catalog does not say under which address (site.url) clients find this service",
                "카탈로그에 이 서비스의 주소(site.url)가 없습니다");
        }

        var names = string.Join(", ", PackScripts.Names.Select(known => $"/pack/{known}{Suffix}"));
        return PlainAnswers.WriteAsync(
            context, StatusCodes.Status404NotFound, $"Not Found: there are {names}", $"있는 스크립트: {names}");
    }
}
