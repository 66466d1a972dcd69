using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists.Products;

/// <summary>
/// <c>/mirrorlist/{version}/{repo}</c> and <c>/isolist/{version}/{arch}</c> as mirrors.almalinux.org answers them: one
/// URL a line and nothing else. Without <c>arch=</c> they hold <c>$basearch</c>, which dnf fills in. A version of the
/// vault has one address.
/// </summary>
internal sealed class AlmaLinuxEndpoints(ListProducts products, AskedPaths paths)
{
    public Task MirrorlistAsync(HttpContext context)
    {
        var arch = context.Request.Query["arch"].ToString();
        return AnswerAsync(context, products.Folders.Find(
            Word(context, "version"), Word(context, "repo"), arch.Length == 0 ? null : arch));
    }

    public Task IsolistAsync(HttpContext context) => AnswerAsync(
        context, products.Folders.FindIsos(Word(context, "version"), Word(context, "arch")));

    private Task AnswerAsync(HttpContext context, ProductAnswer answer)
    {
        if (answer.Folder is not { } folder) return UnknownAsync(context, answer);
        var asked = $"{folder.Repository.Path}/{folder.Example}";
        if (!paths.TryResolve(context, asked, out var request, out var refusal)) return refusal;
        if (folder.Vault is { } vault)
        {
            if (request.IsHttps && vault.Scheme != Uri.UriSchemeHttps) return PlainAnswers.NoHttpsAsync(context);
            return ListAnswers.WriteAsync(context, ListAnswers.Text, $"{vault.OriginalString}/{folder.Path}\n");
        }

        var sources = ListedSources.AsAlmaLinux(request, ListFilter.From(context.Request.Query));
        if (sources.Count == 0) return PlainAnswers.NoHttpsAsync(context);
        var text = new StringBuilder();
        foreach (var source in sources) text.Append(source.BaseUrl).Append('/').Append(folder.Path).Append('\n');
        return ListAnswers.WriteAsync(context, ListAnswers.Text, text.ToString());
    }

    private static Task UnknownAsync(HttpContext context, ProductAnswer answer) => PlainAnswers.WriteAsync(
        context,
        StatusCodes.Status404NotFound,
        $"Not Found: unknown {answer.Unknown}; known: {string.Join(", ", answer.Known)}",
        "알 수 없는 버전, 저장소 또는 아키텍처입니다");

    private static string Word(HttpContext context, string key) => context.GetRouteValue(key) as string ?? "";
}
