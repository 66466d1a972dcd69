namespace Krfoss.Redirector.TestSupport.Mmdb;

/// <summary>Records in the layouts of real databases.</summary>
public static class GeoRecords
{
    /// <summary>GeoLite2 City; with a radius of null as DB-IP writes it.</summary>
    public static IReadOnlyDictionary<string, object> City(
        string country, string? city, double latitude, double longitude, int? radiusKm = 10)
    {
        var point = Map(("latitude", latitude), ("longitude", longitude));
        var location = new Dictionary<string, object>(point, StringComparer.Ordinal);
        if (radiusKm is { } radius) location["accuracy_radius"] = (ushort)radius;
        var record = new Dictionary<string, object>(Country(country), StringComparer.Ordinal);
        record["location"] = location;
        record["subdivisions"] = new List<object> { Map(("iso_code", "11")) };
        if (city is not null) record["city"] = Map(("names", Map(("de", city + "-de"), ("en", city))));
        return record;
    }

    public static IReadOnlyDictionary<string, object> Country(string country) =>
        Map(
            ("continent", Map(("code", "AS"))),
            ("country", Map(("iso_code", country), ("names", Map(("en", country))))));

    /// <summary>ip-location-db: one level, 32-bit coordinates.</summary>
    public static IReadOnlyDictionary<string, object> FlatCity(
        string country, string city, float latitude, float longitude) => Map(
            ("city", city),
            ("country_code", country),
            ("latitude", latitude),
            ("longitude", longitude),
            ("state1", "x"));

    public static IReadOnlyDictionary<string, object> Asn(uint number, string organisation = "Test Networks") =>
        Map(("autonomous_system_number", number), ("autonomous_system_organization", organisation));

    public static IReadOnlyDictionary<string, object> Map(params ReadOnlySpan<(string Key, object Value)> entries)
    {
        var map = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in entries) map.Add(key, value);
        return map;
    }
}
