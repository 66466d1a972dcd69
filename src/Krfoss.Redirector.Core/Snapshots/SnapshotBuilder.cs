using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// Turns declarations into what requests read. Everything that can be worked out beforehand is worked out here.
/// </summary>
public static class SnapshotBuilder
{
    /// <param name="catalog">A catalog without errors.</param>
    /// <param name="revision">Number of the snapshot, growing.</param>
    /// <param name="today">The operators' day: a pause ends on its <c>until</c> day.</param>
    /// <param name="observed">What the crawler knows; null = nothing is observed, and the declarations stand.</param>
    /// <param name="found">What was found out about networks and private mirrors; null = nothing.</param>
    public static RoutingSnapshot Build(
        CatalogDefinition catalog,
        long revision,
        DateOnly today,
        ObservedNetwork? observed = null,
        NetworkFindings? found = null)
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
            IsSpent = found.Spent.Contains(mirror.Id),
        })];
        var carried = mirrors
            .SelectMany(mirror => mirror.Definition.Repositories.Select(carried => (mirror, carried)))
            .ToLookup(pair => pair.carried.Repository, StringComparer.Ordinal);
        RepositoryRoute[] repositories = [.. catalog.Repositories.Select((repository, number) => new RepositoryRoute(
            repository,
            [
                .. carried[repository.Id].Select((pair, place) => new MirrorCandidate(
                    pair.mirror, pair.carried, ReadinessOf(pair.mirror.Definition, repository.Id, observed))
                {
                    Number = place,
                }),
            ],
            observed?.PublicationOf(repository.Id))
        {
            Number = number,
        })];
        return new(catalog, revision, mirrors, repositories);
    }

    // Private mirrors are never crawled, and one that was declared a moment ago has not been looked at.
    private static MirrorReadiness ReadinessOf(MirrorDefinition mirror, string repository, ObservedNetwork? observed) =>
        observed is null || mirror.Private
            ? MirrorReadiness.Declared
            : observed.Of(mirror.Id, repository) ?? MirrorReadiness.NeverChecked;
}
