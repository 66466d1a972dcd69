using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Packs;

/// <summary><c>/pack/{name}.sh</c>: the set-up scripts for clients.</summary>
internal static class PackEndpoint
{
    private const string Suffix = ".sh";

    public static void MapPacks(this WebApplication app) =>
        app.MapMethods("/pack/{file}", [HttpMethods.Get, HttpMethods.Head], AnswerAsync).ExcludeFromDescription();

    private static Task AnswerAsync(HttpContext context, string file, SnapshotStore snapshots)
    {
        var catalog = snapshots.Current.Catalog;
        var name = file.EndsWith(Suffix, StringComparison.Ordinal) ? file[..^Suffix.Length] : "";
        if (PackScripts.Compose(name, catalog) is { } script) return WriteAsync(context, script);
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

    // A script that is out of date sets machines up wrongly, so that caches ask each time; the tag makes that cheap.
    private static Task WriteAsync(HttpContext context, string script)
    {
        var body = Encoding.UTF8.GetBytes(script);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
        var response = context.Response;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = "no-cache";
        response.Headers.XContentTypeOptions = "nosniff";
        if (IsKnown(context.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = "text/x-shellscript; charset=utf-8";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, 0, body.Length, context.RequestAborted);
    }

    private static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) => request.GetTypedHeaders().IfNoneMatch
        .Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false));
}
