using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>Coordinates, checked as a pair, since the usual slip is to swap them.</summary>
public static class PlaceFields
{
    /// <summary>Latitude and longitude of a section; null where they are absent or wrong (then reported).</summary>
    public static GeoPoint? Point(this Section section, string? country)
    {
        ArgumentNullException.ThrowIfNull(section);
        var (latitudeField, longitudeField) = (section["latitude"], section["longitude"]);
        var latitude = latitudeField.Number(-360, 360);
        var longitude = longitudeField.Number(-360, 360);
        if (latitude is not { } north || longitude is not { } east) return null;
        var point = new GeoPoint(north, east);
        if (!point.IsValid)
        {
            if (new GeoPoint(east, north).IsValid)
                latitudeField.Error($"latitude {north} is not on the globe",
                    $"swapped? latitude: {east}, longitude: {north}");
            else if (Math.Abs(north) > 90)
                latitudeField.Error($"latitude {north} is not on the globe",
                    "degrees from -90 to 90, north is positive");
            else
                longitudeField.Error($"longitude {east} is not on the globe",
                    "degrees from -180 to 180, east is positive");
            return null;
        }

        if (north == 0 && east == 0)
            latitudeField.Warn("0, 0 is a point in the Gulf of Guinea", "write where the machine stands");
        else if (country is "KR" && !IsKorea(north, east))
            latitudeField.Warn($"{north}, {east} is not in Korea", "latitude 33 to 39, longitude 124 to 132");
        return point;
    }

    private static bool IsKorea(double latitude, double longitude) =>
        latitude is >= 33 and <= 39 && longitude is >= 124 and <= 132;
}
