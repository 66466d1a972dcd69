using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Tests.GeoData;

public sealed class GeoReportTests
{
    [Fact]
    public void Databases_are_listed_with_type_date_age_and_source()
    {
        using var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, GeoScene.City("Gumi"));
        var now = scene.Clock.GetUtcNow();
        var text = GeoReport.Databases(GeoReport.Load(scene.Options, now), now);
        Assert.Contains($"{scene.CityPath} (places)", text);
        Assert.Contains("Test-City, IPv4", text);
        Assert.Contains("2026-11-01, 21 days ago", text);
        Assert.Contains("made by a test", text);
        Assert.Contains($"not used   {scene.AsnPath}: no such file. (autonomous systems)", text);
        Assert.Contains("1 places", text);
    }

    [Fact]
    public void Address_is_shown_with_place_and_network()
    {
        var text = Address("1.0.0.1", GeoRecords.City("KR", "Gumi", 36.21, 128.3542, 20));
        Assert.Contains("country    KR", text);
        Assert.Contains("city       Gumi", text);
        Assert.Contains("36.2100, 128.3542", text);
        Assert.Contains("radius     20 km", text);
        Assert.Contains("a place", text);
        Assert.Contains("AS4766 Korea Telecom", text);
    }

    [Theory]
    [InlineData(null, 50, "no city is named")]
    [InlineData("Seoul", 200, "the radius is 200 km or more")]
    public void Country_points_are_told_apart_from_places(string? city, int radiusKm, string reason)
    {
        var text = Address("1.0.0.1", GeoRecords.City("KR", city, 37.5112, 126.9741, radiusKm));
        Assert.Contains("a country only", text);
        Assert.Contains(reason, text);
    }

    [Fact]
    public void Unknown_address_says_what_it_counts_as()
    {
        var text = Address("200.0.0.1", GeoRecords.Country("KR"));
        Assert.Contains("site.default_country", text);
        Assert.Contains("network    unknown", text);
    }

    [Theory]
    [InlineData("GeoLite2-City", "", "MaxMind")]
    [InlineData("DBIP-City-Lite", "", "DB-IP")]
    [InlineData("Other", "by Somebody", "by Somebody")]
    [InlineData("Other", "", "Other")]
    public void Makers_are_named(string type, string description, string expected)
    {
        var metadata = new MmdbMetadata(type, 0, 0, 24, 4, description, []);
        Assert.Contains(expected, GeoAttribution.Of(new(GeoRole.City, "/nowhere/x.mmdb", IsBundled: false), metadata));
    }

    [Fact]
    public void Bundled_data_is_attributed_by_the_text_beside_it()
    {
        using var scene = new GeoScene();
        File.WriteAllText(scene.Path(GeoAttribution.BundledText), "Places by A.\nNetworks by B.\n");
        var metadata = new MmdbMetadata("Krfoss-City", 0, 0, 24, 4, "d", []);
        var text = GeoAttribution.Of(new(GeoRole.City, scene.CityPath, IsBundled: true), metadata);
        Assert.StartsWith("Places by A.", text);
        Assert.EndsWith("Networks by B.", text);
        Assert.Equal("d", GeoAttribution.Of(new(GeoRole.City, scene.CityPath, IsBundled: false), metadata));
    }

    [Theory]
    [InlineData(30, false, false)]
    [InlineData(31, false, true)]
    [InlineData(2500, true, false)]
    public void Files_of_the_operator_grow_old_but_bundled_ones_do_not(int days, bool isBundled, bool isOld)
    {
        var built = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var metadata = new MmdbMetadata("City", (ulong)built.ToUnixTimeSeconds(), 0, 24, 4, "", []);
        var status = new GeoDatabaseStatus(new(GeoRole.City, "/x.mmdb", isBundled), "", metadata);
        Assert.Equal(isOld, status.IsOld(built.AddDays(days)));
        Assert.Equal(TimeSpan.FromDays(days), status.Age(built.AddDays(days)));
    }

    [Fact]
    public void Unset_paths_mean_the_bundled_files()
    {
        var files = GeoFile.From(new GeoOptions { Asn = " " });
        Assert.All(files, f => Assert.True(f.IsBundled && Path.IsPathRooted(f.Path)));
        Assert.Equal("city.mmdb, asn.mmdb", string.Join(", ", files.Select(f => Path.GetFileName(f.Path))));
    }

    private static string Address(string address, object record)
    {
        using var scene = new GeoScene();
        File.WriteAllBytes(scene.CityPath, new MmdbWriter(6, 28, "Test-City").Insert("1.0.0.0/8", record).ToArray());
        File.WriteAllBytes(scene.AsnPath, GeoScene.Asn(4766));
        var loading = GeoReport.Load(scene.Options, scene.Clock.GetUtcNow());
        Assert.Empty(loading.Bad);
        return GeoReport.Address(loading, GeoScene.Ip(address));
    }
}
