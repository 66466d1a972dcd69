using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Site.Maps;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>Places stand where the outlines have them.</summary>
public sealed class MapTests
{
    [Theory]
    [InlineData("Seoul", 37.5665, 126.978)]
    [InlineData("Gumi", 36.1195, 128.3446)]
    [InlineData("Gwangju", 35.1595, 126.8526)]
    [InlineData("Jeju", 33.4996, 126.5312)]
    [InlineData("Gangneung", 37.75, 128.85)]
    [InlineData("Dokdo", 37.2411, 131.8667)]
    public void City_of_Korea_lies_on_its_land(string city, double latitude, double longitude) =>
        Assert.True(IsOnLand(Outlines.Bundled.Korea, Outlines.Bundled.Korea.Home, new(latitude, longitude)), city);

    [Theory]
    [InlineData("Yellow Sea", 35.5, 125.0)]
    [InlineData("East Sea", 37.5, 130.2)]
    [InlineData("Fukuoka", 33.59, 130.4)]
    public void What_is_not_Korea_does_not(string place, double latitude, double longitude) =>
        Assert.False(IsOnLand(Outlines.Bundled.Korea, Outlines.Bundled.Korea.Home, new(latitude, longitude)), place);

    [Theory]
    [InlineData("Nagoya", 35.18, 137.0)]
    [InlineData("Frankfurt", 50.11, 8.68)]
    [InlineData("Denver", 39.74, -104.99)]
    [InlineData("Sao Paulo", -23.2, -47.2)]
    [InlineData("Alice Springs", -23.7, 133.88)]
    public void City_of_the_world_lies_on_land(string city, double latitude, double longitude) =>
        Assert.True(IsOnLand(Outlines.Bundled.World, Outlines.Bundled.World.Others, new(latitude, longitude)), city);

    [Fact]
    public void Places_beyond_the_date_line_are_on_the_map_of_the_world() =>
        Assert.True(Outlines.Bundled.World.Contains(new(-36.85, -174.76 + 360 - 360)));

    [Fact]
    public void Tokyo_is_not_on_the_map_of_Korea() =>
        Assert.False(Outlines.Bundled.Korea.Contains(new(35.6895, 139.6917)));

    /// <summary>How often a ray to the right crosses the outline: odd inside.</summary>
    private static bool IsOnLand(Outline outline, string path, GeoPoint place)
    {
        var at = outline.Project(place);
        var crossings = 0;
        foreach (var ring in path.Split('z', StringSplitOptions.RemoveEmptyEntries).Select(Points))
        {
            for (var (i, j) = (0, ring.Count - 1); i < ring.Count; j = i++)
            {
                var (one, other) = (ring[i], ring[j]);
                if (one.Y > at.Y == other.Y > at.Y) continue;
                if (at.X < ((other.X - one.X) * (at.Y - one.Y) / (other.Y - one.Y)) + one.X) crossings++;
            }
        }

        return crossings % 2 == 1;
    }

    /// <summary>The script writes M, then l with steps from point to point.</summary>
    private static List<MapPoint> Points(string ring)
    {
        var numbers = ring[1..].Replace("l", " ", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse).ToArray();
        List<MapPoint> points = [new(numbers[0], numbers[1])];
        for (var i = 2; i + 1 < numbers.Length; i += 2)
            points.Add(new(points[^1].X + numbers[i], points[^1].Y + numbers[i + 1]));
        return points;
    }
}
