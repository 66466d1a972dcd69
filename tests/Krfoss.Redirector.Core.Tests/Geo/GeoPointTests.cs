using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Geo;

public sealed class GeoPointTests
{
    [Theory]
    [InlineData(35.1595, 126.8526, 37.5665, 126.9780, 268)]
    [InlineData(36.1195, 128.3446, 35.1595, 126.8526, 172)]
    [InlineData(33.4996, 126.5312, 33.5904, 130.4017, 359)]
    [InlineData(35.8242, 127.1480, 35.1595, 126.8526, 79)]
    [InlineData(0, 179.5, 0, -179.5, 111.2)]
    [InlineData(90, 0, 90, 135, 0)]
    [InlineData(90, 0, -90, 0, 20015.1)]
    [InlineData(0, 0, 0, 180, 20015.1)]
    public void Distances_are_great_circles(
        double latitude, double longitude, double latitude2, double longitude2, double km) =>
        Assert.Equal(km, new GeoPoint(latitude, longitude).DistanceKmTo(new(latitude2, longitude2)), tolerance: 1.0);

    [Fact]
    public void Near_places_keep_their_metres()
    {
        var metre = new GeoPoint(37.5, 127).DistanceKmTo(new(37.5 + (1 / 111_195.0), 127));
        Assert.Equal(0.001, metre, tolerance: 0.00001);
    }

    [Fact]
    public void The_distance_to_itself_is_zero() =>
        Assert.Equal(0, new GeoPoint(37.5, 127).DistanceKmTo(new(37.5, 127)));

    [Theory]
    [InlineData("Seoul", 5, true)]
    [InlineData("Seoul", 199, true)]
    [InlineData("Seoul", 200, false)]
    [InlineData("Seoul", 1000, false)]
    [InlineData("Seoul", 0, true)]
    [InlineData(null, 5, false)]
    public void No_city_or_a_wide_radius_is_a_country_not_a_place(string? city, int radiusKm, bool isPlace) =>
        Assert.Equal(isPlace, new GeoPlace("KR", city, new(37.5, 127), radiusKm).IsPlace);

    [Fact]
    public void A_city_without_coordinates_is_not_a_place() =>
        Assert.False(new GeoPlace("KR", "Seoul", null, 5).IsPlace);

    [Fact]
    public void Coordinates_off_the_globe_are_not_a_place() =>
        Assert.False(new GeoPlace("KR", "Seoul", new(91, 0), 5).IsPlace);
}
