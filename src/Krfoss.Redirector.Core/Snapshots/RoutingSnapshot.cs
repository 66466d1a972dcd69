using System.Collections.Frozen;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Paths;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// Everything that a request needs, in one immutable object: a request reads the store once and keeps to what it read.
/// </summary>
public sealed class RoutingSnapshot
{
    private readonly FrozenDictionary<string, MirrorState> _mirrorsById;
    private readonly FrozenDictionary<string, RepositoryRoute> _repositoriesById;
    private readonly FrozenDictionary<uint, NetworkDefinition> _networksByAsn;
    private readonly FrozenSet<uint> _mirrorAsns;

    internal RoutingSnapshot(
        CatalogDefinition catalog,
        long revision,
        IReadOnlyList<MirrorState> mirrors,
        IReadOnlyList<RepositoryRoute> repositories)
    {
        Catalog = catalog;
        Revision = revision;
        Mirrors = mirrors;
        Repositories = repositories;
        Routes = new(repositories.Select(route => KeyValuePair.Create(route.Definition.Path, route)));
        Places = new(catalog.Places.SelectMany(p => p.Netblocks.Select(block => KeyValuePair.Create(block, p.Place))));
        _mirrorsById = mirrors.ToFrozenDictionary(mirror => mirror.Id, StringComparer.Ordinal);
        _repositoriesById = repositories.ToFrozenDictionary(route => route.Id, StringComparer.Ordinal);
        _networksByAsn = catalog.Networks
            .SelectMany(network => network.Asns.Select(asn => (asn, network)))
            .DistinctBy(pair => pair.asn)
            .ToFrozenDictionary(pair => pair.asn, pair => pair.network);
        _mirrorAsns = mirrors.SelectMany(mirror => mirror.Asns).ToFrozenSet();
        Netblocks = new(mirrors
            .SelectMany(mirror => mirror.Definition.Netblocks)
            .Select(block => KeyValuePair.Create(block, true)));
    }

    /// <summary>The declarations this snapshot was built from.</summary>
    public CatalogDefinition Catalog { get; }

    /// <summary>Grows with every published snapshot of a process.</summary>
    public long Revision { get; }

    public SelectionDefinition Selection => Catalog.Selection;

    public IReadOnlyList<MirrorState> Mirrors { get; }

    public IReadOnlyList<RepositoryRoute> Repositories { get; }

    /// <summary>Repositories by the longest path prefix on whole segments.</summary>
    public PathTable<RepositoryRoute> Routes { get; }

    /// <summary>The operators' corrections of GeoIP.</summary>
    public PrefixTable<GeoPlace> Places { get; }

    /// <summary>Every netblock of every mirror.</summary>
    public PrefixTable<bool> Netblocks { get; }

    /// <summary>
    /// What was worked out for classes of clients. The only part that grows while the snapshot is read; it holds
    /// nothing but what follows from the rest.
    /// </summary>
    public PreparedOrders Prepared { get; } = new();

    /// <summary>The network, if some mirror stands in it or knows it as a peer; else 0.</summary>
    public uint NetworkThatTells(uint asn) => _mirrorAsns.Contains(asn) ? asn : 0;

    /// <summary>Where a client is: the operators' corrections first, then the geo databases.</summary>
    public ClientLocation Locate(GeoTable geo, IpNumber address)
    {
        var location = geo.Locate(address);
        return Places.TryFind(address, out _, out var place) ? location with { Place = place } : location;
    }

    /// <summary>
    /// The country that counts for a client: its own, or <c>site.default_country</c> where that is unknown.
    /// </summary>
    public string CountryOf(ClientLocation location) => location.Place.Country ?? Catalog.Site.DefaultCountry;

    public MirrorState? FindMirror(string id) => _mirrorsById.GetValueOrDefault(id);

    public RepositoryRoute? FindRepository(string id) => _repositoriesById.GetValueOrDefault(id);

    /// <summary>The declared network (internet provider) of an autonomous system; null = none.</summary>
    public NetworkDefinition? FindNetwork(uint asn) => asn == 0 ? null : _networksByAsn.GetValueOrDefault(asn);
}
