namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>A place (by index) and an autonomous system: what all addresses of a range share.</summary>
internal readonly record struct LocationClass(int Place, uint Asn);

/// <summary>
/// Gives equal places and equal (place, ASN) pairs one number each while a table is built. Class 0 and place 0 are
/// "unknown". Values below zero are no classes: −1−n says that the IPv4 address after the first n bits answers (see
/// <see cref="Alias"/>).
/// </summary>
internal sealed class ClassPool
{
    private readonly Dictionary<GeoPlace, int> _placeNumbers = new() { [GeoPlace.Unknown] = 0 };
    private readonly Dictionary<LocationClass, int> _classNumbers = new() { [default] = 0 };
    private readonly Dictionary<long, int> _combined = [];
    private readonly List<GeoPlace> _places = [GeoPlace.Unknown];
    private readonly List<LocationClass> _classes = [default];

    public static int Alias(int prefixLength) => -1 - prefixLength;

    public GeoPlace[] Places() => [.. _places];

    public LocationClass[] Classes() => [.. _classes];

    public int Of(GeoPlace place, uint asn)
    {
        if (!_placeNumbers.TryGetValue(place, out var number))
        {
            number = _places.Count;
            _places.Add(place);
            _placeNumbers.Add(place, number);
        }

        return Of(new LocationClass(number, asn));
    }

    /// <summary>
    /// The first database that knows a place gives the place, the first that knows an ASN gives the ASN. An alias
    /// in one database holds for all: the IPv4 answer is already the answer of all of them.
    /// </summary>
    public int Combine(int first, int second)
    {
        if (first == second || second == 0 || first < 0) return first;
        if (first == 0 || second < 0) return second;
        var key = ((long)first << 32) | (uint)second;
        if (_combined.TryGetValue(key, out var known)) return known;
        LocationClass one = _classes[first], two = _classes[second];
        var both = Of(new LocationClass(one.Place != 0 ? one.Place : two.Place, one.Asn != 0 ? one.Asn : two.Asn));
        _combined.Add(key, both);
        return both;
    }

    private int Of(LocationClass pair)
    {
        if (_classNumbers.TryGetValue(pair, out var number)) return number;
        number = _classes.Count;
        _classes.Add(pair);
        _classNumbers.Add(pair, number);
        return number;
    }
}
