using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// A mirror as requests see it: what the declaration says, worked out once when the snapshot is built. Immutable.
/// </summary>
public sealed class MirrorState
{
    private readonly uint[] _asns;
    private readonly uint[] _peerAsns;

    /// <param name="peerAsns">Members of research networks that the mirror stands in.</param>
    public MirrorState(
        MirrorDefinition definition, IEnumerable<uint> asns, bool isPaused, IEnumerable<uint>? peerAsns = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        Definition = definition;
        IsPaused = isPaused;
        Vector = UnitVector.Of(definition.Location.Point);
        Hash = StableHash.Of(definition.Id);
        GeoCode = definition.Location.Country.ToLowerInvariant();
        _asns = [.. asns.Where(asn => asn != 0).Distinct().Order()];
        _peerAsns = [.. (peerAsns ?? []).Where(asn => asn != 0).Distinct().Order()];
    }

    public MirrorDefinition Definition { get; }

    public string Id => Definition.Id;

    public UnitVector Vector { get; }

    /// <summary>Hash of the id; the same on every node and in every snapshot.</summary>
    public ulong Hash { get; }

    /// <summary>The country as RFC 6249 writes it: two letters, lower case.</summary>
    public string GeoCode { get; }

    public bool IsPaused { get; }

    /// <summary>Private, and its last check-in is too old.</summary>
    public bool IsSilent { get; init; }

    /// <summary>The autonomous systems whose clients the mirror treats otherwise than strangers.</summary>
    public IEnumerable<uint> Asns => _asns.Concat(_peerAsns);

    /// <summary>It has given its <c>daily_cap</c>, and rests until midnight in its country.</summary>
    public bool IsSpent { get; init; }

    /// <summary>True where the client's autonomous system is one of the mirror's; 0 (unknown) never is.</summary>
    public bool IsInNetwork(uint asn) => asn != 0 && Array.BinarySearch(_asns, asn) >= 0;

    /// <summary>True where the client is a member of a research network that the mirror stands in.</summary>
    public bool IsPeer(uint asn) => asn != 0 && Array.BinarySearch(_peerAsns, asn) >= 0;
}
