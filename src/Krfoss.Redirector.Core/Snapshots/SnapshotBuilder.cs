using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// Turns declarations into what requests read. Everything that can be worked out beforehand is worked out here.
/// </summary>
public static class SnapshotBuilder
{
    /// <param name="catalog">A catalog without errors.</param>
    /// <param name="revision">Number of the snapshot, growing.</param>
    /// <param name="today">The operators' day: a pause ends on its <c>until</c> day.</param>
    /// <param name="found">What was found out about networks and private mirrors; null = nothing.</param>
    public static RoutingSnapshot Build(
        CatalogDefinition catalog, long revision, DateOnly today, NetworkFindings? found = null)
    {
        found ??= NetworkFindings.None;
        ArgumentNullException.ThrowIfNull(catalog);
        var asns = catalog.Networks.ToLookup(network => network.Id, StringComparer.Ordinal);
        MirrorState[] mirrors = [.. catalog.Mirrors.Select(mirror => new MirrorState(
            found.AddTo(mirror),
            mirror.Networks.SelectMany(id => asns[id]).Where(n => !n.Peer).SelectMany(n => n.Asns).Concat(mirror.Asns),
            mirror.Paused is { } pause && (pause.Until is null || today < pause.Until),
            mirror.Networks.SelectMany(id => asns[id]).Where(n => n.Peer).SelectMany(n => n.Asns))
        {
            IsSilent = found.Silent.Contains(mirror.Id),
        })];
        var carried = mirrors
            .SelectMany(mirror => mirror.Definition.Repositories.Select(carried => (mirror, carried)))
            .ToLookup(pair => pair.carried.Repository, StringComparer.Ordinal);
        RepositoryRoute[] repositories = [.. catalog.Repositories.Select(repository => new RepositoryRoute(
            repository,
            [.. carried[repository.Id].Select(pair => new MirrorCandidate(pair.mirror, pair.carried))]))];
        return new(catalog, revision, mirrors, repositories);
    }
}
