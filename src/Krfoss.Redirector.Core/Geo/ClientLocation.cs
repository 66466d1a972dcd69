namespace Krfoss.Redirector.Core.Geo;

/// <summary>
/// What a geo database (or a correction in the catalog) says about a block of addresses. Shared by all addresses of
/// the block.
/// </summary>
/// <param name="Country">ISO 3166-1 alpha-2, upper case; null = unknown.</param>
/// <param name="City">City as the database names it (English); null = none.</param>
/// <param name="Point">Coordinates; null where the database has none.</param>
/// <param name="AccuracyRadiusKm">Accuracy radius in km as MaxMind states it; 0 = not stated.</param>
public sealed record GeoPlace(string? Country, string? City, GeoPoint? Point, int AccuracyRadiusKm)
{
    /// <summary>
    /// From this accuracy radius on, coordinates are a country's default point, not a place:
    /// 40 % of Korean IPv4 sits on one such point in Seoul with radius 200.
    /// </summary>
    public const int CountryOnlyRadiusKm = 200;

    public static readonly GeoPlace Unknown = new(null, null, null, 0);

    /// <summary>True where distances mean something: a named city, coordinates, and a radius below 200 km.</summary>
    public bool IsPlace { get; } = MeansAPlace(City, Point, AccuracyRadiusKm);

    /// <summary>The place on the unit sphere; only meaningful when <see cref="IsPlace"/>.</summary>
    public UnitVector Vector { get; } = Point is { } point ? UnitVector.Of(point) : default;

    /// <summary>Code of the region (<see cref="KoreanRegions"/>) of a place in Korea; null elsewhere.</summary>
    public string? Region { get; } = Country == KoreanRegions.Country && MeansAPlace(City, Point, AccuracyRadiusKm)
        ? KoreanRegions.CodeOf(Point!.Value)
        : null;

    private static bool MeansAPlace(string? city, GeoPoint? point, int accuracyRadiusKm) =>
        city is not null && point is { IsValid: true } && accuracyRadiusKm < CountryOnlyRadiusKm;
}

/// <summary>Where a client is and whose network it is in.</summary>
/// <param name="Place">Never null; <see cref="GeoPlace.Unknown"/> where nothing is known.</param>
/// <param name="Asn">Autonomous system number; 0 = unknown, which matches no network.</param>
public readonly record struct ClientLocation(GeoPlace Place, uint Asn)
{
    public static readonly ClientLocation Unknown = new(GeoPlace.Unknown, 0);
}
