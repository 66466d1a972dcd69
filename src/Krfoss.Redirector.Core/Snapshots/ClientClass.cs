using System.Runtime.CompilerServices;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>
/// All clients between which no rule about a mirror as a whole tells a difference: those of one place, one network (if
/// any mirror stands in it), one scheme and one family, and in nobody's netblock.
/// </summary>
/// <param name="Place">Compared by reference: the geo data has one object for each place.</param>
/// <param name="Asn">0 where no mirror stands in this network, so that most networks are one class.</param>
public readonly record struct ClientClass(GeoPlace Place, uint Asn, bool NeedsHttps, bool NeedsIPv6)
{
    public bool Equals(ClientClass other) => ReferenceEquals(Place, other.Place)
        && Asn == other.Asn && NeedsHttps == other.NeedsHttps && NeedsIPv6 == other.NeedsIPv6;

    public override int GetHashCode() => (int)HashFor(0);

    /// <summary>A hash of the class and one repository.</summary>
    internal uint HashFor(int route) => (uint)StableHash.Combine(
        ((ulong)Asn << 32) | (uint)RuntimeHelpers.GetHashCode(Place),
        ((ulong)(uint)route << 2) | (NeedsHttps ? 2u : 0) | (NeedsIPv6 ? 1u : 0));
}
