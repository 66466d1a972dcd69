using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists.Products;

/// <summary>
/// <c>/mirrorlist</c> and <c>/metalink</c> as MirrorManager answers them: <c>repo=</c> with <c>arch=</c>, or
/// <c>path=</c>; <c>country=</c>, <c>protocol=</c>, <c>time=1</c>, <c>redirect=1</c>. Other words (<c>countme=</c>)
/// change nothing. Refusals have its words, since people search for them.
/// </summary>
internal sealed class MirrorManagerEndpoints(
    ListProducts products, AskedPaths paths, FileAnswers answers, TimeProvider time)
{
    private const int LongestEcho = 200;

    /// <summary>The URLs of a folder or file, the mirrors' and at last the origin's.</summary>
    public Task MirrorlistAsync(HttpContext context)
    {
        if (!TryAsk(context, isMetalink: false, out var asked, out var refusal)) return refusal;
        var (request, head) = asked;
        var filter = ListFilter.From(context.Request.Query);
        var comment = "";
        var sources = request.Kind.IsForMirrors() || request.Kind == PathKind.Listing
            ? ListedSources.AsMirrorManager(request, filter, out comment)
            : ListedSources.For(request, filter, withMirrors: false);
        if (IsOne(context, "redirect")) return RedirectAsync(context, request, sources);
        return ListAnswers.WriteAsync(
            context, ListAnswers.Text, Text(context, head + comment, PlainLists.PathOf(request), sources));
    }

    /// <summary>The metalink of a file; for a folder that of the index root below it.</summary>
    public Task MetalinkAsync(HttpContext context)
    {
        if (!TryAsk(context, isMetalink: true, out var asked, out var refusal)) return refusal;
        var request = asked.Request;
        if (request.Kind == PathKind.Listing)
        {
            var folder = request.PathInRepository.ToString();
            if (IndexRoots.Below(request.Route.Format, folder) is not { } root)
                return RefuseAsync(context, true, StatusCodes.Status404NotFound, "error: invalid path");
            var target = string.Concat(request.Target.AsSpan(0, request.PathLength - folder.Length), root);
            if (!paths.TryResolve(context, target, out request, out refusal)) return refusal;
        }

        return answers.MirrorManagerMetalinkAsync(context, request, ListFilter.From(context.Request.Query));
    }

    private bool TryAsk(
        HttpContext context, bool isMetalink, out (RepositoryRequest Request, string Head) asked, out Task refusal)
    {
        asked = default;
        var query = context.Request.Query;
        string path, head;
        if (query.ContainsKey("path"))
        {
            path = query["path"].ToString();
            head = $"# path = {Echo(path.Trim('/'))} ";
        }
        else if (query.ContainsKey("repo") && query.ContainsKey("arch"))
        {
            var (repo, arch) = (query["repo"].ToString(), query["arch"].ToString());
            head = $"# repo = {Echo(repo)} arch = {Echo(arch)} ";
            if (products.Folders.Find(repo, arch) is not { } folder)
            {
                refusal = RefuseAsync(context, isMetalink, StatusCodes.Status404NotFound, Unknown(head));
                return false;
            }

            path = $"{folder.Repository.Path}/{folder.Path}";
        }
        else
        {
            const string Missing = "# either path=, or repo= and arch= must be specified";
            refusal = RefuseAsync(context, isMetalink, StatusCodes.Status200OK, Missing);
            return false;
        }

        if (paths.TryResolve(context, path, out var request, out var found, out refusal))
        {
            asked = (request, head);
            return true;
        }

        if (found == TargetClass.Elsewhere)
            refusal = RefuseAsync(context, isMetalink, StatusCodes.Status404NotFound, "error: invalid path");
        return false;
    }

    private string Text(
        HttpContext context, string comment, string path, IReadOnlyList<ListedSource> sources)
    {
        var text = new StringBuilder(comment);
        if (context.Request.Query["protocol"].ToString() is { Length: > 0 } protocol)
            text.Append("protocol = ").Append(Echo(protocol));
        if (context.Request.Query.ContainsKey("time"))
        {
            text.Append("\n# database creation time: ")
                .Append(products.Since.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)).Append(" UTC");
        }

        text.Append('\n');
        if (sources.Count == 0) text.Append("# nothing fits this protocol · 이 프로토콜로는 제공되지 않습니다\n");
        foreach (var source in sources) text.Append(source.BaseUrl).Append(path).Append('\n');
        return text.ToString();
    }

    private string Unknown(string head)
    {
        var text = new StringBuilder(head)
            .Append("error: invalid repo or arch\n# following repositories are available:\n");
        foreach (var name in products.Folders.Names) text.Append("# ").Append(name).Append('\n');
        return text.ToString();
    }

    private static Task RedirectAsync(
        HttpContext context, in RepositoryRequest request, IReadOnlyList<ListedSource> sources)
    {
        if (sources.Count == 0) return PlainAnswers.NoHttpsAsync(context);
        context.Response.StatusCode = StatusCodes.Status302Found;
        context.Response.ContentLength = 0;
        context.Response.Headers.Location = sources[0].BaseUrl + PlainLists.PathOf(request);
        context.Response.Headers.CacheControl = "private, no-cache, no-store";
        return Task.CompletedTask;
    }

    private Task RefuseAsync(HttpContext context, bool isMetalink, int status, string why) => isMetalink
        ? ListAnswers.WriteAsync(
            context, ListAnswers.Metalink3, Metalink3Xml.Refusal(why, time.GetUtcNow()), status)
        : ListAnswers.WriteAsync(context, ListAnswers.Text, Encoding.UTF8.GetBytes(why.TrimEnd() + "\n"), status);

    private static bool IsOne(HttpContext context, string key) => context.Request.Query[key].ToString() == "1";

    // A line feed would end the comment, and what follows would be a URL to the client.
    private static string Echo(string text) =>
        string.Concat(text.Take(LongestEcho).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
}
