using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.MirrorLists.Products;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// The lists of whole repositories for apt and pacman.
/// </summary>
internal sealed class ListEndpoints(SnapshotStore snapshots, AskedPaths paths)
{
    public Task AptAsync(HttpContext context)
    {
        if (RouteOf(context, RepositoryFormat.Apt) is not { } route)
            return ListAnswers.NotOurRepositoryAsync(context, "apt");
        if (!paths.TryResolve(context, $"{route.Definition.Path}/", out var request, out var refusal)) return refusal;
        var sources = ListedSources.OfWholeRepository(request, ListFilter.From(context.Request.Query));
        return sources.Count == 0
            ? PlainAnswers.NoHttpsAsync(context)
            : ListAnswers.WriteAsync(context, ListAnswers.Text, RepositoryLists.Apt(ServiceOf(request), sources));
    }

    public Task PacmanAsync(HttpContext context)
    {
        if (RouteOf(context, RepositoryFormat.Pacman) is not { } route)
            return ListAnswers.NotOurRepositoryAsync(context, "pacman");
        if (!paths.TryResolve(context, $"{route.Definition.Path}/", out var request, out var refusal)) return refusal;
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

    private RepositoryRoute? RouteOf(HttpContext context, RepositoryFormat format) =>
        context.GetRouteValue("repository") is string id
        && snapshots.Current.FindRepository(id) is { } route
        && route.Format == format ? route : null;
}
