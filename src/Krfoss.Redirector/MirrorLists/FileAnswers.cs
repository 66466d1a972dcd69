using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// Answers what is asked about one file. Mirrors are named for packages, and for an index whose digest the
/// origin showed us, in a form that carries the digest: then a stale mirror is passed over by the client. In
/// doubt there is the origin alone.
/// </summary>
internal sealed class FileAnswers(IndexDigests digests, TimeProvider time)
{
    public static Task MirrorlistAsync(HttpContext context, in RepositoryRequest request, ListFilter filter)
    {
        var sources = ListedSources.For(request, filter, request.Kind.IsForMirrors());
        if (sources.Count == 0) return PlainAnswers.NoHttpsAsync(context);
        return WantedType.IsHtml(context.Request)
            ? ListAnswers.WriteAsync(context, ListAnswers.Html, PlainLists.RenderHtml(request, sources))
            : ListAnswers.WriteAsync(context, ListAnswers.Text, PlainLists.Render(request, sources));
    }

    public Task Metalink3Async(HttpContext context, in RepositoryRequest request, ListFilter filter)
    {
        var index = IndexOf(request);
        var sources = ListedSources.For(request, filter, request.Kind.IsForMirrors() || index is not null);
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(
                context, ListAnswers.Metalink3, Metalink3Xml.Render(request, sources, index, time.GetUtcNow()));
    }

    /// <summary>The metalink of an index root for dnf: mirrors in the order of MirrorManager.</summary>
    public Task MirrorManagerMetalinkAsync(HttpContext context, in RepositoryRequest request, ListFilter filter)
    {
        var index = IndexOf(request);
        var sources = request.Kind.IsForMirrors() || index is not null
            ? ListedSources.AsMirrorManager(request, filter, out _)
            : ListedSources.For(request, filter, withMirrors: false);
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(
                context, ListAnswers.Metalink3, Metalink3Xml.Render(request, sources, index, time.GetUtcNow()));
    }

    public Task Metalink4Async(HttpContext context, in RepositoryRequest request, ListFilter filter)
    {
        var index = IndexOf(request);
        var sources = ListedSources.For(request, filter, request.Kind.IsForMirrors() || index is not null);
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(
                context, ListAnswers.Metalink4, Metalink4Xml.Render(request, sources, index, time.GetUtcNow()));
    }

    /// <summary>What is known of an index root; whoever asks for one that is not known has it learnt.</summary>
    private IndexHistory? IndexOf(in RepositoryRequest request)
    {
        if (request.Kind != PathKind.Metadata) return null;
        digests.Ask(request.Route.Format, request.PathInRepository, request.PublicPath, request.Address);
        return digests.Find(request.PublicPath);
    }
}
