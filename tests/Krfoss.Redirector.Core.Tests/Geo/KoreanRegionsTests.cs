using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Geo;

public sealed class KoreanRegionsTests
{
    [Theory]
    [InlineData(37.5985, 126.9783, "KR-11")] // Seoul, where a database has it
    [InlineData(37.2411, 127.1776, "KR-41")] // Yongin
    [InlineData(37.4292, 127.2550, "KR-41")] // the Gwangju of Gyeonggi
    [InlineData(35.1496, 126.9156, "KR-29")] // the other Gwangju
    [InlineData(36.2100, 128.3542, "KR-47")] // Gumi
    [InlineData(33.4562, 126.5436, "KR-49")] // Jeju City
    [InlineData(35.8242, 127.1480, "KR-45")] // Jeonju
    [InlineData(36.3504, 127.3845, "KR-30")] // Daejeon
    [InlineData(35.1003, 129.0442, "KR-26")] // Busan
    [InlineData(35.8714, 128.6014, "KR-27")] // Daegu
    [InlineData(35.5384, 129.3114, "KR-31")] // Ulsan
    [InlineData(37.4563, 126.7052, "KR-28")] // Incheon
    [InlineData(37.4138, 127.1265, "KR-41")] // Seongnam, at Seoul's edge
    [InlineData(36.4801, 127.2890, "KR-50")] // Sejong
    [InlineData(36.6424, 127.4890, "KR-43")] // Cheongju
    [InlineData(36.8151, 127.1139, "KR-44")] // Cheonan
    [InlineData(37.8813, 127.7298, "KR-42")] // Chuncheon
    [InlineData(34.8118, 126.3922, "KR-46")] // Mokpo
    [InlineData(35.2280, 128.6811, "KR-48")] // Changwon
    public void A_place_lies_in_the_region_of_the_nearest_seat(double latitude, double longitude, string code) =>
        Assert.Equal(code, KoreanRegions.CodeOf(new(latitude, longitude)));

    [Fact]
    public void Every_code_has_a_name_in_both_languages()
    {
        Assert.Equal(("Jeju", "제주"), KoreanRegions.NameOf("KR-49"));
        Assert.Equal(("North Gyeongsang", "경북"), KoreanRegions.NameOf("KR-47"));
        Assert.Null(KoreanRegions.NameOf("(none)"));
    }

    [Fact]
    public void Only_places_in_Korea_have_a_region()
    {
        var busan = new GeoPoint(35.18, 129.08);
        Assert.Equal("KR-26", new GeoPlace("KR", "Busan", busan, 5).Region);
        Assert.Null(new GeoPlace("JP", "Fukuoka", new(33.59, 130.40), 5).Region);
        Assert.Null(new GeoPlace("KR", null, busan, 5).Region);
        Assert.Null(new GeoPlace("KR", "Seoul", busan, GeoPlace.CountryOnlyRadiusKm).Region);
        Assert.Null(new GeoPlace("KR", "Seoul", null, 0).Region);
        Assert.Null(GeoPlace.Unknown.Region);
    }
}
