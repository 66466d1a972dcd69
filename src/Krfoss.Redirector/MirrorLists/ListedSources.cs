using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.MirrorLists;

/// <summary>One line of a list: a mirror, or the origin.</summary>
/// <param name="BaseUrl">Base URL of the repository there, without a slash at the end.</param>
/// <param name="Mirror">Null = the origin.</param>
internal sealed record ListedSource(string BaseUrl, MirrorDefinition? Mirror)
{
    public string Scheme => BaseUrl[..BaseUrl.IndexOf(':')];

    /// <summary>ISO 3166-1 alpha-2; null for the origin, whose place is not declared.</summary>
    public string? Country => Mirror?.Location.Country;
}

/// <summary>
/// Who may be named to a client for a path, in the order of choice, the origin last. The rules are those of a redirect:
/// the scheme is a hard filter, and private mirrors are named to those they serve and to nobody else.
/// </summary>
internal static class ListedSources
{
    /// <param name="withMirrors">False where only the origin is sure to have the right content.</param>
    public static IReadOnlyList<ListedSource> For(in RepositoryRequest request, ListFilter filter, bool withMirrors) =>
        For(request, filter, withMirrors, completeOnly: false);

    /// <summary>For lists that stand for every file of a repository: without mirrors that leave parts out.</summary>
    public static IReadOnlyList<ListedSource> OfWholeRepository(in RepositoryRequest request, ListFilter filter) =>
        For(request, filter, withMirrors: true, completeOnly: true);

    /// <summary>In the order of MirrorManager, with its comment on how the list came about.</summary>
    public static IReadOnlyList<ListedSource> AsMirrorManager(
        in RepositoryRequest request, ListFilter filter, out string comment)
    {
        var asked = request with { IsHttps = NeedsHttps(request, filter) };
        var ordered = MirrorManagerOrder.Rank(
            request.Snapshot, asked.ToSelection(), filter.Countries, candidate => Allows(candidate, asked, filter));
        comment = ordered.Comment;
        return WithOrigin(ordered.Mirrors, asked, filter);
    }

    /// <summary>In the order of AlmaLinux's service.</summary>
    public static IReadOnlyList<ListedSource> AsAlmaLinux(in RepositoryRequest request, ListFilter filter)
    {
        var asked = request with { IsHttps = NeedsHttps(request, filter) };
        var ordered = AlmaLinuxOrder.Rank(request.Snapshot, asked.ToSelection(), candidate =>
            Allows(candidate, asked, filter) && filter.AllowsCountry(candidate.Mirror.Definition.Location.Country));
        return WithOrigin(ordered, asked, filter);
    }

    private static bool NeedsHttps(in RepositoryRequest request, ListFilter filter) =>
        request.IsHttps || request.Wishes.Has(WishKinds.Https) || !filter.Http;

    private static bool Allows(MirrorCandidate candidate, RepositoryRequest asked, ListFilter filter) =>
        candidate.BaseFor(asked.IsHttps) is { } url && Allows(url == candidate.HttpsBase, asked.IsHttps, filter);

    private static List<ListedSource> WithOrigin(
        IReadOnlyList<MirrorCandidate> mirrors, in RepositoryRequest asked, ListFilter filter)
    {
        List<ListedSource> sources = new(mirrors.Count + 1);
        foreach (var candidate in mirrors)
            sources.Add(new(candidate.BaseFor(asked.IsHttps)!, candidate.Mirror.Definition));
        if (Allows(asked.Route.OriginIsHttps, asked.IsHttps, filter)) sources.Add(new(asked.Route.Origin, null));
        return sources;
    }

    private static List<ListedSource> For(
        in RepositoryRequest request, ListFilter filter, bool withMirrors, bool completeOnly)
    {
        var needsHttps = NeedsHttps(request, filter);
        var sources = new List<ListedSource>();
        if (withMirrors && !request.Wishes.Has(WishKinds.Origin))
            AddMirrors(sources, request, filter, needsHttps, completeOnly);
        if (Allows(request.Route.OriginIsHttps, needsHttps, filter)) sources.Add(new(request.Route.Origin, null));
        return sources;
    }

    private static void AddMirrors(
        List<ListedSource> sources, in RepositoryRequest request, ListFilter filter, bool needsHttps, bool completeOnly)
    {
        var ranked = new MirrorCandidate?[request.Route.Candidates.Length];
        var asked = request with { IsHttps = needsHttps };
        var count = MirrorSelector.Rank(request.Snapshot, asked.ToSelection(), ranked);
        foreach (var candidate in ranked.AsSpan(0, count))
        {
            if (completeOnly && !candidate!.IsComplete) continue;
            var url = candidate!.BaseFor(needsHttps)!;
            var mirror = candidate.Mirror.Definition;
            if (!filter.AllowsCountry(mirror.Location.Country)) continue;
            if (Allows(url == candidate.HttpsBase, needsHttps, filter)) sources.Add(new(url, mirror));
        }
    }

    private static bool Allows(bool isHttps, bool needsHttps, ListFilter filter) =>
        isHttps ? filter.Https : filter.Http && !needsHttps;
}
