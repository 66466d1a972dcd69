using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Site.Summaries;

namespace Krfoss.Redirector.Site.Maps;

/// <summary>A mirror on a map.</summary>
internal sealed record MapMark(MirrorSummary Mirror, MapPoint At);

/// <summary>The name of a place with mirrors, beside their marks.</summary>
internal sealed record MapLabel(string City, MapPoint At);

/// <summary>From the visitor to a mirror that would answer, as a bow.</summary>
/// <param name="Share">Of the visitor's requests, 0–1.</param>
internal sealed record MapLine(MapPoint From, MapPoint To, double Share)
{
    private const double Bow = 0.16;

    /// <summary>The control point of the curve: beside the middle, so that lines of one town stay apart.</summary>
    public MapPoint Control => new(
        ((From.X + To.X) / 2) + ((To.Y - From.Y) * Bow), ((From.Y + To.Y) / 2) - ((To.X - From.X) * Bow));
}

/// <summary>One map with everything that stands on it, in its own units.</summary>
/// <param name="You">Null where the visitor's place is not known, or lies outside.</param>
internal sealed record MapView(
    Outline Outline,
    IReadOnlyList<MapMark> Marks,
    IReadOnlyList<MapLabel> Labels,
    IReadOnlyList<MapLine> Lines,
    MapPoint? You)
{
    /// <summary>How far marks of one place stand from each other.</summary>
    private const double Step = 27;

    /// <summary>Places nearer to each other than this are drawn as one.</summary>
    private const double Near = 40;

    /// <param name="prospect">What the visitor would get; null = no lines.</param>
    public static MapView Of(
        Outline outline, IEnumerable<MirrorSummary> mirrors, GeoPoint? visitor, Explanation? prospect)
    {
        ArgumentNullException.ThrowIfNull(outline);
        List<(MapPoint Centre, List<MirrorSummary> Mirrors)> places = [];
        foreach (var mirror in mirrors.Where(mirror => outline.Contains(mirror.Definition.Location.Point)))
        {
            var at = outline.Project(mirror.Definition.Location.Point);
            var place = places.Find(place => Distance(place.Centre, at) < Near);
            if (place.Mirrors is null) places.Add((at, [mirror]));
            else place.Mirrors.Add(mirror);
        }

        MapMark[] marks =
        [
            .. places.SelectMany(place => place.Mirrors
                .OrderBy(mirror => mirror.Condition)
                .Select((mirror, number) => new MapMark(mirror, Spread(place.Centre, number)))),
        ];
        MapPoint? you = visitor is { } point && outline.Contains(point) ? outline.Project(point) : null;
        return new(
            outline,
            marks,
            [.. places.Select(place => new MapLabel(
                place.Mirrors[0].Definition.Location.City,
                new(place.Centre.X + ReachOf(place.Mirrors.Count), place.Centre.Y)))],
            you is { } from && prospect is not null ? [.. LinesOf(from, marks, prospect)] : [],
            you);
    }

    private static IEnumerable<MapLine> LinesOf(MapPoint you, MapMark[] marks, Explanation prospect) =>
        prospect.Mirrors
            .Where(mirror => mirror.Share > 0)
            .SelectMany(mirror => marks
                .Where(mark => mark.Mirror.Mirror == mirror.Mirror)
                .Select(mark => new MapLine(you, mark.At, mirror.Share)));

    /// <summary>The first in the middle, the others around it: six in the first ring, twelve in the next.</summary>
    private static MapPoint Spread(MapPoint centre, int number)
    {
        if (number == 0) return centre;
        var ring = 1;
        for (var left = number - 1; left >= ring * 6; ring++) left -= ring * 6;
        var place = number - 1 - (3 * ring * (ring - 1));
        var angle = Math.Tau * place / (ring * 6);
        return new(centre.X + (Math.Sin(angle) * Step * ring), centre.Y - (Math.Cos(angle) * Step * ring));
    }

    private static double ReachOf(int count) => count == 1 ? Step : count <= 7 ? Step * 2 : Step * 3;

    private static double Distance(MapPoint one, MapPoint other) =>
        Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)));
}
