using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.TestSupport;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo;

public sealed class GeoRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] KnownIPv4 =
        ["121.128.0.0/24", "218.39.32.0/24", "115.142.128.0/24", "106.96.0.0/24"];
    private static readonly string[] KnownIPv6 = ["2001:e60::/32", "2001:290::/32", "2406:5900::/32", "2001:2d8::/32"];

    [Fact]
    public void Korean_city_database_passes()
    {
        var reader = Reader("Krfoss-City", GeoRecords.Country("KR"), KnownIPv4);
        Assert.Empty(GeoRules.Check(GeoRole.City, reader, null, Now));
    }

    [Fact]
    public void Flat_file_of_IPv6_alone_is_asked_for_IPv6_addresses()
    {
        var record = GeoRecords.FlatCity("KR", "Seoul", 37.5f, 127f);
        Assert.Empty(GeoRules.Check(GeoRole.City, Reader("ip-to-city", record, KnownIPv6), null, Now));
        Assert.Equal(4, GeoRules.Check(GeoRole.City, Reader("city", record, ["2001:db8::/32"]), null, Now).Count);
    }

    [Fact]
    public void Asn_database_needs_some_network_for_each_carrier()
    {
        Assert.Empty(GeoRules.Check(GeoRole.Asn, Reader("GeoLite2-ASN", GeoRecords.Asn(4766), KnownIPv4), null, Now));
        var problem = Assert.Single(
            GeoRules.Check(GeoRole.Asn, Reader("GeoLite2-ASN", GeoRecords.Asn(4766), KnownIPv4[1..]), null, Now));
        Assert.Contains("KT", problem.What);
    }

    [Fact]
    public void Carriers_in_another_country_are_a_problem_unless_not_asked()
    {
        var reader = Reader("Some-City", GeoRecords.Country("US"), KnownIPv4);
        Assert.Equal(4, GeoRules.Check(GeoRole.City, reader, null, Now).Count);
        Assert.Empty(GeoRules.Check(GeoRole.City, reader, null, Now, verifyKnownAddresses: false));
    }

    [Theory]
    [InlineData(GeoRole.City, "GeoLite2-ASN", false)]
    [InlineData(GeoRole.City, "geo-whois-asn-country", true)]
    [InlineData(GeoRole.City, "GeoIP2-Enterprise", true)]
    [InlineData(GeoRole.Asn, "GeoLite2-ASN", true)]
    [InlineData(GeoRole.Asn, "GeoIP2-ISP", true)]
    [InlineData(GeoRole.Asn, "GeoLite2-City", false)]
    public void Type_must_fit_the_role_where_the_records_do_not(GeoRole role, string type, bool fits)
    {
        var reader = Reader(type, "no known layout", ["1.0.0.0/8"]);
        Assert.Equal(fits, GeoRules.Check(role, reader, null, Now, verifyKnownAddresses: false).Count == 0);
    }

    [Theory]
    [InlineData(GeoRole.City, true)]
    [InlineData(GeoRole.Asn, false)]
    public void Records_may_show_what_an_unknown_type_holds(GeoRole role, bool fits)
    {
        var reader = Reader("Unheard-Of", GeoRecords.Country("KR"), ["2001:db8::/32"]);
        Assert.Equal(fits, GeoRules.Check(role, reader, null, Now, verifyKnownAddresses: false).Count == 0);
    }

    [Theory]
    [InlineData("2014-12-31T23:59:59Z", false)]
    [InlineData("2015-01-01T00:00:00Z", true)]
    [InlineData("2026-11-23T00:00:00Z", true)]
    [InlineData("2026-11-23T00:00:01Z", false)]
    public void Build_time_lies_between_2015_and_tomorrow(string built, bool fits)
    {
        var writer = new MmdbWriter(6, 24, "City") { BuildTime = DateTimeOffset.Parse(built) }.Insert("1.0.0.0/8", "x");
        var problems = GeoRules.Check(GeoRole.City, Samples.Open(writer), null, Now, verifyKnownAddresses: false);
        Assert.Equal(fits, problems.Count == 0);
    }

    [Fact]
    public void Build_time_beyond_the_calendar_is_a_problem()
    {
        var writer = new MmdbWriter(6, 24, "City").Insert("1.0.0.0/8", "x");
        writer.Metadata["build_epoch"] = ulong.MaxValue;
        var problem = Assert.Single(
            GeoRules.Check(GeoRole.City, Samples.Open(writer), null, Now, verifyKnownAddresses: false));
        Assert.Contains("second 18446744073709551615", problem.What);
    }

    [Theory]
    [InlineData(50u, true)]
    [InlineData(49u, false)]
    [InlineData(150u, true)]
    [InlineData(151u, false)]
    public void Node_count_stays_within_half_of_the_previous(uint nodes, bool fits)
    {
        var reader = WithNodes(nodes);
        var previous = reader.Metadata with { NodeCount = 100 };
        Assert.Equal(fits, GeoRules.Check(GeoRole.City, reader, previous, Now, verifyKnownAddresses: false).Count == 0);
    }

    [Fact]
    public void Public_test_files_pass_when_known_addresses_are_not_asked()
    {
        var path = SharedData.Find("maxmind", "test-data", "GeoLite2-City-Test.mmdb");
        var reader = path is null
            ? MmdbReader.Open(Samples.City(28, 6, 30))
            : MmdbReader.Open(File.ReadAllBytes(path));
        Assert.Empty(GeoRules.Check(GeoRole.City, reader, null, Now, verifyKnownAddresses: false));
        Assert.NotEmpty(GeoRules.Check(GeoRole.City, reader, null, Now));
    }

    private static MmdbReader Reader(string type, object record, string[] blocks)
    {
        var writer = new MmdbWriter(6, 24, type);
        foreach (var block in blocks) writer.Insert(block, record);
        return Samples.Open(writer);
    }

    /// <summary>A tree of exactly so many nodes: one block makes as many nodes as its prefix is long.</summary>
    private static MmdbReader WithNodes(uint nodes)
    {
        var writer = new MmdbWriter(6, 24, "City").Insert($"2001::/{Math.Min(nodes, 100)}", "x");
        if (nodes > 100) writer.Insert($"a001::/{nodes - 100 + 1}", "x");
        Assert.Equal(nodes, (uint)writer.NodeCount);
        return Samples.Open(writer);
    }
}
