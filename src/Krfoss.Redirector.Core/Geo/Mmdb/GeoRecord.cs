namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>What one record of a database says about place and network; either part may be unknown.</summary>
/// <param name="Asn">Autonomous system number; 0 = unknown.</param>
public readonly record struct GeoRecord(GeoPlace Place, uint Asn, string? Organisation)
{
    public static readonly GeoRecord Unknown = new(GeoPlace.Unknown, 0, null);
}
