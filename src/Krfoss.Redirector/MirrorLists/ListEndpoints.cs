using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// <c>/mirrorlist?path=</c>, <c>/metalink?path=</c>, and the lists of whole repositories for apt and pacman.
/// </summary>
internal sealed class ListEndpoints(
    SnapshotStore snapshots, RequestResolver resolver, ClientAddress clients, FileAnswers answers)
{
    /// <summary>The URLs of a folder or file, the mirrors' as well as the origin's.</summary>
    public Task MirrorlistAsync(HttpContext context)
    {
        if (PathOf(context) is not { Length: > 0 } path) return ListAnswers.NoPathAsync(context);
        if (!TryResolve(context, path, out var request, out var refusal)) return refusal;
        var withMirrors = request.Kind.IsForMirrors() || request.Kind == PathKind.Listing;
        var sources = ListedSources.For(request, ListFilter.From(context.Request.Query), withMirrors);
        return ListAnswers.WriteAsync(context, ListAnswers.Text, PlainLists.Render(request, sources));
    }

    /// <summary>The metalink of a file; for a folder that of the index root below it.</summary>
    public Task MetalinkAsync(HttpContext context)
    {
        if (PathOf(context) is not { Length: > 0 } path) return ListAnswers.NoPathAsync(context);
        if (!TryResolve(context, path, out var request, out var refusal)) return refusal;
        if (request.Kind == PathKind.Listing)
        {
            var folder = request.PathInRepository.ToString();
            if (IndexRoots.Below(request.Route.Format, folder) is not { } root) return ListAnswers.NoPathAsync(context);
            var rootPath = string.Concat(request.Target.AsSpan(0, request.PathLength - folder.Length), root);
            if (!TryResolve(context, rootPath, out request, out refusal)) return refusal;
        }

        return answers.Metalink3Async(context, request, ListFilter.From(context.Request.Query));
    }

    public Task AptAsync(HttpContext context)
    {
        if (RouteOf(context, RepositoryFormat.Apt) is not { } route)
            return ListAnswers.NotOurRepositoryAsync(context, "apt");
        if (!TryResolve(context, $"{route.Definition.Path}/", out var request, out var refusal)) return refusal;
        var sources = ListedSources.OfWholeRepository(request, ListFilter.From(context.Request.Query));
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(context, ListAnswers.Text, RepositoryLists.Apt(sources));
    }

    public Task PacmanAsync(HttpContext context)
    {
        if (RouteOf(context, RepositoryFormat.Pacman) is not { } route)
            return ListAnswers.NotOurRepositoryAsync(context, "pacman");
        if (!TryResolve(context, $"{route.Definition.Path}/", out var request, out var refusal)) return refusal;
        var sources = ListedSources.OfWholeRepository(request, ListFilter.From(context.Request.Query));
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(
                context, ListAnswers.Text, RepositoryLists.Pacman(route.Id, ServiceOf(request), sources));
    }

    /// <summary>
    /// Our own address for a repository, as the catalog declares it, unless the client could not use it.
    /// </summary>
    private static string? ServiceOf(in RepositoryRequest request) =>
        request.Snapshot.Catalog.Site.Url is { } site && (!request.IsHttps || site.Scheme == Uri.UriSchemeHttps)
            ? site.AbsoluteUri.TrimEnd('/') + request.Route.Definition.Path
            : null;

    private static string PathOf(HttpContext context) => context.Request.Query["path"].ToString();

    private RepositoryRoute? RouteOf(HttpContext context, RepositoryFormat format) =>
        context.GetRouteValue("repository") is string id
        && snapshots.Current.FindRepository(id) is { } route
        && route.Format == format ? route : null;

    /// <summary>Reads a path like a request for it. False: the refusal has to be answered.</summary>
    private bool TryResolve(HttpContext context, string path, out RepositoryRequest request, out Task refusal)
    {
        request = default;
        if (!AskedAddress.TryRead(context, clients, out var address, out refusal)) return false;
        var target = path.StartsWith('/') ? path : "/" + path;
        var reason = "path= holds a question mark";

        // A query would be ours, not the file's.
        var found = target.Contains('?')
            ? TargetClass.Unsafe
            : resolver.Resolve(target, address, clients.Of(context).IsHttps, out request, out reason);
        if (found == TargetClass.Repository) return true;
        refusal = found == TargetClass.Unsafe
            ? PlainAnswers.BadRequestAsync(context, reason)
            : PlainAnswers.NotFoundAsync(context);
        return false;
    }
}
