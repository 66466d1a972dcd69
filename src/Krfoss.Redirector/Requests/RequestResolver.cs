using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Microsoft.AspNetCore.Http.Features;

namespace Krfoss.Redirector.Requests;

/// <summary>What a request target is to us.</summary>
internal enum TargetClass
{
    /// <summary>A path of a repository.</summary>
    Repository,

    /// <summary>Something else: a page, the API, or nothing.</summary>
    Elsewhere,

    /// <summary>Refused with 400; the reason stands beside it.</summary>
    Unsafe,
}

/// <summary>
/// Resolves a raw request target against the snapshot. Memory only; allocates nothing unless an alias fits.
/// </summary>
internal sealed class RequestResolver(SnapshotStore snapshots, GeoStore geo, ClientAddress clients)
{
    public TargetClass Resolve(HttpContext context, out RepositoryRequest request, out string refusal)
    {
        var snapshot = snapshots.Current;
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var found = Find(snapshot, target, out refusal);
        request = found.Class == TargetClass.Repository
            ? Complete(snapshot, found, clients.Of(context))
            : default;
        return found.Class;
    }

    /// <summary>The same for a client that is only spoken of: <c>explain</c>, lists with <c>ip=</c>.</summary>
    public TargetClass Resolve(
        string target, IpNumber address, bool isHttps, out RepositoryRequest request, out string refusal)
    {
        var snapshot = snapshots.Current;
        var found = Find(snapshot, target, out refusal);
        request = found.Class == TargetClass.Repository ? Complete(snapshot, found, new(address, isHttps)) : default;
        return found.Class;
    }

    /// <summary>
    /// The origin's URL for a request, by the shortest way: for when the usual way has failed. Null = not ours, or the
    /// origin has no https and the client may need it.
    /// </summary>
    public string? OriginUrlOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (RequestTarget.Check(target, out var parts) != TargetVerdict.Ok) return null;
        if (!snapshots.Current.Routes.TryFind(parts.PathOf(target), out var route, out var prefixLength)) return null;
        var mayNeedHttps = context.Request.IsHttps || context.Request.Headers.ContainsKey("X-Forwarded-Proto");
        return route.OriginIsHttps || !mayNeedHttps ? string.Concat(route.Origin, target.AsSpan(prefixLength)) : null;
    }

    private RepositoryRequest Complete(RoutingSnapshot snapshot, in Found found, ClientConnection client) =>
        new()
        {
            Snapshot = snapshot,
            Route = found.Route,
            Target = found.Target,
            Wishes = found.Wishes,
            PathLength = found.PathLength,
            RestStart = found.RestStart,
            Kind = PathClassifier.Classify(found.Route.Format, found.PathInRepository),
            Address = client.Address,
            Location = snapshot.Locate(geo.Current, client.Address),
            IsHttps = client.IsHttps,
        };

    private static Found Find(RoutingSnapshot snapshot, string target, out string refusal)
    {
        var found = FindAsWritten(snapshot, target, out refusal);
        if (found.Class != TargetClass.Repository) return found;
        foreach (var alias in found.Route.Aliases)
        {
            if (alias.Rewrite(found.PathInRepository) is not { } rewritten) continue;

            // The new path is looked at like any other, and not rewritten once more.
            var aliased = string.Concat(
                target.AsSpan(0, found.Wishes.RestStart), rewritten, target.AsSpan(found.PathLength));
            return FindAsWritten(snapshot, aliased, out refusal);
        }

        return found;
    }

    private static Found FindAsWritten(RoutingSnapshot snapshot, string target, out string refusal)
    {
        refusal = "";
        var verdict = RequestTarget.Check(target, out var parts);
        if (verdict != TargetVerdict.Ok) return Refused(Refusals.Of(verdict), out refusal);
        var path = parts.PathOf(target);
        var wish = WishPrefix.Parse(path, out var wishes);
        if (wish is WishVerdict.Malformed or WishVerdict.TooMany) return Refused(Refusals.MalformedWish, out refusal);
        if (wish == WishVerdict.Unknown
            || !snapshot.Routes.TryFind(path[wishes.RestStart..], out var route, out var prefixLength))
        {
            return new() { Class = TargetClass.Elsewhere };
        }

        return new()
        {
            Class = TargetClass.Repository,
            Route = route,
            Target = target,
            Wishes = wishes,
            PathLength = path.Length,
            RestStart = wishes.RestStart + prefixLength,
        };
    }

    private static Found Refused(string reason, out string refusal)
    {
        refusal = reason;
        return new() { Class = TargetClass.Unsafe };
    }

    /// <summary>Where things are in a target; the route and the rest are only there for a repository.</summary>
    private readonly struct Found
    {
        public TargetClass Class { get; init; }

        public RepositoryRoute Route { get; init; }

        public string Target { get; init; }

        public ClientWishes Wishes { get; init; }

        public int PathLength { get; init; }

        public int RestStart { get; init; }

        public ReadOnlySpan<char> PathInRepository => SegmentPrefix.Rest(Target.AsSpan(0, PathLength), RestStart);
    }
}
