using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists.Products;

/// <summary>Reads a path that a list is asked about, like a request for it.</summary>
internal sealed class AskedPaths(RequestResolver resolver, ClientAddress clients)
{
    /// <summary>False: the refusal has to be answered.</summary>
    public bool TryResolve(HttpContext context, string path, out RepositoryRequest request, out Task refusal)
    {
        if (TryResolve(context, path, out request, out var found, out refusal)) return true;
        if (found == TargetClass.Elsewhere) refusal = PlainAnswers.NotFoundAsync(context);
        return false;
    }

    /// <summary>
    /// False: the refusal has to be answered; that of <see cref="TargetClass.Elsewhere"/> is the caller's.
    /// </summary>
    public bool TryResolve(
        HttpContext context, string path, out RepositoryRequest request, out TargetClass found, out Task refusal)
    {
        (request, found) = (default, TargetClass.Unsafe);
        if (!AskedAddress.TryRead(context, clients, out var address, out refusal)) return false;
        var target = path.StartsWith('/') ? path : "/" + path;
        var reason = "path= holds a question mark";

        // A query would be ours, not the file's.
        if (!target.Contains('?'))
            found = resolver.Resolve(target, address, clients.Of(context).IsHttps, out request, out reason);
        if (found == TargetClass.Unsafe) refusal = PlainAnswers.BadRequestAsync(context, reason);
        return found == TargetClass.Repository;
    }
}
