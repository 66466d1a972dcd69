using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.GeoData;
using Microsoft.Extensions.Options;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// Where cities are, as the geo databases in use say it. The bundled one knows Korea's alone; with a GeoLite2 City file
/// imported lists get the places of the whole world.
/// </summary>
internal sealed class KnownCities
{
    /// <summary>Points of one city lie about it; farther apart it is two cities of one name.</summary>
    private const double OneCityKm = 60;

    private readonly Dictionary<(string Country, string City), List<GeoPoint>> _points = [];

    private KnownCities(GeoTable table)
    {
        foreach (var place in table.Places)
        {
            if (place is not { IsPlace: true, Country: { } country, City: { } city, Point: { } point }) continue;
            var key = (country, city.ToUpperInvariant());
            if (!_points.TryGetValue(key, out var points)) _points.Add(key, points = []);
            points.Add(point);
        }
    }

    public static KnownCities Load(string[] settings)
    {
        using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var options = app.Services.GetRequiredService<IOptions<GeoOptions>>().Value;
        return new(GeoReport.Load(options, now).Table ?? GeoTable.Empty);
    }

    /// <summary>Null where the city is unknown or its name is that of several.</summary>
    public GeoPoint? Find(string country, string city)
    {
        if (!_points.TryGetValue((country, city.ToUpperInvariant()), out var points)) return null;
        var first = UnitVector.Of(points[0]);
        return points.TrueForAll(point => UnitVector.Of(point).DistanceKmTo(first) <= OneCityKm) ? points[0] : null;
    }
}
