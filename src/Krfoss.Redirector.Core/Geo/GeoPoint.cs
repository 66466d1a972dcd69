namespace Krfoss.Redirector.Core.Geo;

/// <summary>A place on the globe in degrees: latitude −90…90 north, longitude −180…180 east (WGS 84).</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    public bool IsValid => Latitude is >= -90 and <= 90 && Longitude is >= -180 and <= 180;

    public double DistanceKmTo(GeoPoint other) => UnitVector.Of(this).DistanceKmTo(UnitVector.Of(other));
}

/// <summary>
/// A place as a point on the unit sphere. Computed once when a snapshot is built, so that a distance costs three
/// multiplications, a square root and an arc sine, and is right at the date line and at the poles.
/// </summary>
public readonly record struct UnitVector(double X, double Y, double Z)
{
    /// <summary>Mean radius of the earth in kilometres (IUGG 1980, R1).</summary>
    public const double EarthRadiusKm = 6371.0088;

    public static UnitVector Of(GeoPoint point)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(point.Latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(point.Longitude));
        return new(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>
    /// Great-circle distance in kilometres: 2R·asin(chord / 2), exact to rounding for near and far places alike.
    /// </summary>
    public double DistanceKmTo(UnitVector other)
    {
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        var halfChord = Math.Sqrt((x * x) + (y * y) + (z * z)) / 2;
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, halfChord));
    }
}
