namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>Where in a record the decoder stands.</summary>
internal enum GeoKey
{
    Other,
    Record,
    City,
    CityNames,
    CityName,
    OtherCityName,
    Country,
    CountryCode,
    RegisteredCountry,
    RegisteredCountryCode,
    Location,
    Latitude,
    Longitude,
    AccuracyRadius,
    Traits,
    Asn,
    Organisation,
}

/// <summary>The names of the known layouts: what a key means inside of which map. Everything else is skipped.</summary>
internal static class GeoKeys
{
    public static GeoKey Inside(GeoKey map, ReadOnlySpan<byte> key) => map switch
    {
        GeoKey.Record => InRecord(key),
        GeoKey.City => key.SequenceEqual("names"u8) ? GeoKey.CityNames : GeoKey.Other,
        GeoKey.CityNames => key.SequenceEqual("en"u8) ? GeoKey.CityName : GeoKey.OtherCityName,
        GeoKey.Country => key.SequenceEqual("iso_code"u8) ? GeoKey.CountryCode : GeoKey.Other,
        GeoKey.RegisteredCountry => key.SequenceEqual("iso_code"u8) ? GeoKey.RegisteredCountryCode : GeoKey.Other,
        GeoKey.Location => InLocation(key),
        GeoKey.Traits => InNetwork(key),
        _ => GeoKey.Other,
    };

    private static GeoKey InRecord(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("city"u8) ? GeoKey.City
        : key.SequenceEqual("country"u8) ? GeoKey.Country
        : key.SequenceEqual("registered_country"u8) ? GeoKey.RegisteredCountry
        : key.SequenceEqual("location"u8) ? GeoKey.Location
        : key.SequenceEqual("traits"u8) ? GeoKey.Traits
        : key.SequenceEqual("country_code"u8) ? GeoKey.CountryCode
        : InLocation(key) is var place and not GeoKey.Other ? place
        : InNetwork(key);

    private static GeoKey InLocation(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("latitude"u8) ? GeoKey.Latitude
        : key.SequenceEqual("longitude"u8) ? GeoKey.Longitude
        : key.SequenceEqual("accuracy_radius"u8) ? GeoKey.AccuracyRadius
        : GeoKey.Other;

    private static GeoKey InNetwork(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("autonomous_system_number"u8) ? GeoKey.Asn
        : key.SequenceEqual("autonomous_system_organization"u8) ? GeoKey.Organisation
        : GeoKey.Other;
}
