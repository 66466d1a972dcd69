using System.Text;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// Reads place and network out of the layouts in use: GeoIP2 and GeoLite2 (City, Country, Enterprise, ASN, ISP),
/// DB-IP's lite files, and the flat layout of ip-location-db. What a key means depends on the map it stands in; values
/// of another type than expected count as absent. Equal texts become one string. Not for several threads at once.
/// </summary>
internal sealed class GeoRecordDecoder(MmdbSection section)
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private bool _withOrganisation;
    private string? _country;
    private string? _registeredCountry;
    private string? _city;
    private string? _otherCityName;
    private double? _latitude;
    private double? _longitude;
    private int _radiusKm;
    private uint _asn;
    private string? _organisation;

    public GeoRecord Decode(int dataOffset, bool withOrganisation = false)
    {
        _withOrganisation = withOrganisation;
        _country = _registeredCountry = _city = _otherCityName = _organisation = null;
        _latitude = _longitude = null;
        _radiusKm = 0;
        _asn = 0;
        var budget = new MmdbBudget();
        Value(GeoKey.Record, ref dataOffset, ref budget, 0);
        var point = _latitude is { } latitude && _longitude is { } longitude && new GeoPoint(latitude, longitude) is
        { IsValid: true } valid ? valid : (GeoPoint?)null;
        // Where the country of use is unknown, the country that registered the block is the best guess.
        var country = _country ?? _registeredCountry;
        var city = _city ?? _otherCityName;
        var place = country is null && city is null && point is null
            ? GeoPlace.Unknown
            : new GeoPlace(country, city, point, _radiusKm);
        return new(place, _asn, _organisation);
    }

    private void Value(GeoKey key, ref int position, ref MmdbBudget budget, int depth)
    {
        if (key == GeoKey.Other)
        {
            section.Skip(ref position, ref budget, depth);
            return;
        }

        if (depth > MmdbBudget.MaxDepth) throw section.Fault(position, "values are nested too deeply, or in a circle");
        var field = section.Read(ref position, ref budget);
        if (!field.IsContainer)
        {
            Store(key, field, ref budget);
            return;
        }

        var inside = field.Direct ? position : field.Payload;
        for (var i = 0; i < field.Size; i++)
        {
            var inner = GeoKey.Other;
            if (field.Type == MmdbType.Map) inner = GeoKeys.Inside(key, section.ReadKey(ref inside, ref budget));
            Value(inner, ref inside, ref budget, depth + 1);
        }

        if (field.Direct) position = inside;
    }

    private void Store(GeoKey key, MmdbField field, ref MmdbBudget budget)
    {
        switch (key)
        {
            case GeoKey.CountryCode:
                _country = CountryCode(field, ref budget);
                break;
            case GeoKey.RegisteredCountryCode:
                _registeredCountry = CountryCode(field, ref budget);
                break;
            case GeoKey.City or GeoKey.CityName:
                _city = Text(field, ref budget);
                break;
            case GeoKey.OtherCityName:
                _otherCityName ??= Text(field, ref budget);
                break;
            case GeoKey.Latitude:
                _latitude = Degrees(field);
                break;
            case GeoKey.Longitude:
                _longitude = Degrees(field);
                break;
            case GeoKey.AccuracyRadius:
                _radiusKm = (int)Math.Min(Number(field), int.MaxValue);
                break;
            case GeoKey.Asn:
                _asn = Number(field);
                break;
            case GeoKey.Organisation when _withOrganisation:
                _organisation = Text(field, ref budget);
                break;
        }
    }

    private string? CountryCode(MmdbField field, ref MmdbBudget budget) =>
        Text(field, ref budget) is [var first, var second] code
        && char.IsAsciiLetter(first) && char.IsAsciiLetter(second)
            ? Shared(code.ToUpperInvariant())
            : null;

    private string? Text(MmdbField field, ref MmdbBudget budget)
    {
        if (field.Type != MmdbType.Text) return null;
        var bytes = section.TextBytes(field, ref budget);
        return bytes.IsEmpty ? null : Shared(Encoding.UTF8.GetString(bytes));
    }

    private string Shared(string text)
    {
        if (_texts.TryGetValue(text, out var known)) return known;
        _texts.Add(text);
        return text;
    }

    private double? Degrees(MmdbField field) =>
        field.Type is MmdbType.Double or MmdbType.Float ? section.FloatingPoint(field) : null;

    private uint Number(MmdbField field) =>
        field.Type is MmdbType.UInt16 or MmdbType.UInt32 ? (uint)section.Unsigned(field)
        : field.Type is MmdbType.UInt64 && section.Unsigned(field) is var large && large <= uint.MaxValue ? (uint)large
        : 0;
}
