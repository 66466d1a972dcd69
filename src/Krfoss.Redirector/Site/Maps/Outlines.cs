using System.Text.Json;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Site.Maps;

/// <summary>
/// A window on the globe with its land as SVG paths: equirectangular, longitudes narrowed as they are at
/// <paramref name="Middle"/>. <c>config/map/build.mjs</c> made it by the same rule.
/// </summary>
/// <param name="Home">Path of the country that the map is about; empty = of none.</param>
/// <param name="Others">Path of all other land.</param>
internal sealed record Outline(
    double West,
    double East,
    double South,
    double North,
    double Middle,
    int Width,
    int Height,
    string Home,
    string Others)
{
    public bool Contains(GeoPoint point) =>
        point.Latitude >= South && point.Latitude <= North && Across(point) >= West && Across(point) <= East;

    public MapPoint Project(GeoPoint point)
    {
        var scale = Width / (East - West);
        return new(
            (Across(point) - West) * scale,
            (North - point.Latitude) * scale / Math.Cos(double.DegreesToRadians(Middle)));
    }

    /// <summary>A map of the whole globe may begin elsewhere than at the date line.</summary>
    private double Across(GeoPoint point) =>
        East - West >= 360 && point.Longitude < West ? point.Longitude + 360 : point.Longitude;
}

/// <summary>A place on a map, in its own units.</summary>
internal readonly record struct MapPoint(double X, double Y);

/// <summary>The outlines that the program carries inside itself.</summary>
internal sealed record Outlines(string Source, Outline Korea, Outline World)
{
    private const string Name = "outlines.json";

    public static readonly Outlines Bundled = Read();

    private static Outlines Read()
    {
        using var stream = typeof(Outlines).Assembly.GetManifestResourceStream(Name)
            ?? throw new InvalidOperationException($"The program was built without {Name}.");
        return JsonSerializer.Deserialize<Outlines>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"{Name} is empty.");
    }
}
