using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo.Mmdb;

public sealed class MmdbReaderTests
{
    [Theory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void Records_of_every_width_are_found(int recordBits)
    {
        // More than 2^24 bytes of data, so that the four odd bits of 28-bit records are used.
        var writer = new MmdbWriter(6, recordBits);
        if (recordBits > 24) for (var i = 0; i < 20; i++) writer.Insert("9.9.9.9/32", new byte[1_000_000]);
        var reader = Samples.Open(writer.Insert("1.2.3.0/24", "inside").Insert("128.0.0.0/1", "right half"));
        Assert.True(reader.TryFind(Samples.Ip("1.2.3.255"), out var offset, out var length));
        Assert.Equal("inside", reader.Decode(offset));
        Assert.Equal(96 + 24, length);
        Assert.True(reader.TryFind(Samples.Ip("200.0.0.1"), out offset, out length));
        Assert.Equal("right half", reader.Decode(offset));
        Assert.Equal(96 + 1, length);
        Assert.False(reader.TryFind(Samples.Ip("1.2.4.0"), out _, out _));
    }

    [Fact]
    public void Every_type_comes_back_as_it_was_written()
    {
        var record = GeoRecords.Map(
            ("text", "서울"), ("empty", ""), ("long", new string('x', 300)), ("double", -1.5), ("float", 1.5f),
            ("u16", (ushort)65_535), ("u32", uint.MaxValue), ("i32", -7), ("i32 positive", 7),
            ("u64", ulong.MaxValue), ("u128", UInt128.MaxValue), ("zero", 0u), ("true", true), ("false", false),
            ("bytes", new byte[] { 1, 2 }), ("list", new List<object> { "a", 1u }),
            ("map", GeoRecords.Map(("inner", "서울"))), ("longer", new string('y', 70_000)));
        var reader = Samples.Open(new MmdbWriter().Insert("2001:db8::/32", record));
        Assert.True(reader.TryFind(Samples.Ip("2001:db8::1"), out var offset, out _));
        Assert.Equivalent(record, reader.Decode(offset), strict: true);
    }

    [Fact]
    public void Metadata_tells_type_date_and_description()
    {
        var metadata = Samples.Open(new MmdbWriter(4, 24, "Krfoss-City") { Description = "from a test" }).Metadata;
        Assert.Equal("Krfoss-City", metadata.DatabaseType);
        Assert.Equal(new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), metadata.BuildTime);
        Assert.Equal("from a test", metadata.Description);
        Assert.Equal((24, 4, 1u), (metadata.RecordBits, metadata.IpVersion, metadata.NodeCount));
        Assert.Equal(["en"], metadata.Languages);
    }

    [Theory]
    [InlineData("node_count", null, "node_count is missing")]
    [InlineData("node_count", 4_000_000_000u, "do not fit")]
    [InlineData("record_size", (ushort)25, "record_size 25")]
    [InlineData("ip_version", (ushort)5, "ip_version 5")]
    [InlineData("binary_format_major_version", (ushort)3, "version 3")]
    [InlineData("build_epoch", "yesterday", "build_epoch is missing or not")]
    [InlineData("database_type", null, "database_type is missing")]
    public void Unusable_metadata_is_named(string key, object? value, string expected)
    {
        var writer = new MmdbWriter();
        writer.Metadata[key] = value;
        var fault = Assert.Throws<MmdbException>(() => Samples.Open(writer));
        Assert.StartsWith("generated: ", fault.Message);
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void Date_beyond_the_calendar_is_no_date()
    {
        var writer = new MmdbWriter();
        writer.Metadata["build_epoch"] = ulong.MaxValue;
        Assert.Null(Samples.Open(writer).Metadata.BuildTime);
    }

    [Fact]
    public void Files_of_one_family_know_nothing_of_the_other()
    {
        var ipv4 = Samples.Open(new MmdbWriter(4).Insert("1.0.0.0/8", "x"));
        Assert.False(ipv4.TryFind(Samples.Ip("::1.0.0.1"), out _, out _));
        Assert.Equal((true, 4), (ipv4.HoldsIPv4, ipv4.Metadata.IpVersion));
        var ipv6 = Samples.Open(new MmdbWriter().Insert("2001:db8::/32", "x"));
        Assert.False(ipv6.TryFind(Samples.Ip("32.1.13.184"), out _, out _));
        Assert.Equal((false, 6), (ipv6.HoldsIPv4, ipv6.Metadata.IpVersion));
    }

    [Fact]
    public void Tree_that_runs_in_a_circle_is_refused()
    {
        var file = new MmdbWriter(4, 24).Insert("0.0.0.0/2", "x").ToArray();
        // The left record of node 1 leads back to node 0.
        file.AsSpan(6, 3).Clear();
        var reader = MmdbReader.Open(file, "circle");
        var fault = Assert.Throws<MmdbException>(() => GeoTable.Build(reader));
        Assert.Contains("circle: search tree", fault.Message);
        Assert.Throws<MmdbException>(() => reader.TryFind(Samples.Ip("0.0.0.0"), out _, out _));
    }

    [Fact]
    public void Tree_whose_nodes_share_their_children_over_and_over_is_refused_quickly()
    {
        // Both records of each node lead to the next one: 2^31 ways to the bottom.
        var file = new MmdbWriter(4, 24).Insert("0.0.0.0/31", "x").ToArray();
        for (var node = 0; node < 30; node++) file.AsSpan(node * 6, 3).CopyTo(file.AsSpan((node * 6) + 3));
        var fault = Assert.Throws<MmdbException>(() => GeoTable.Build(MmdbReader.Open(file)));
        Assert.Contains("over and over", fault.Message);
    }

    [Fact]
    public void Values_nested_without_end_are_refused()
    {
        var nested = new List<object>();
        var innermost = nested;
        for (var depth = 0; depth < 200; depth++)
        {
            var next = new List<object>();
            innermost.Add(next);
            innermost = next;
        }

        var reader = Samples.Open(new MmdbWriter(4).Insert("1.0.0.0/8", nested));
        Assert.True(reader.TryFind(Samples.Ip("1.0.0.1"), out var offset, out _));
        Assert.Contains("nested too deeply", Assert.Throws<MmdbException>(() => reader.Decode(offset)).Message);
        Assert.Contains("nested too deeply", Assert.Throws<MmdbException>(() => GeoTable.Build(reader)).Message);
    }

    [Fact]
    public void Record_of_more_values_than_any_real_one_is_refused()
    {
        var many = new List<object>();
        for (var i = 0; i < 5000; i++) many.Add((uint)i);
        var reader = Samples.Open(new MmdbWriter(4).Insert("1.0.0.0/8", many));
        Assert.True(reader.TryFind(Samples.Ip("1.0.0.1"), out var offset, out _));
        Assert.Contains("more values", Assert.Throws<MmdbException>(() => reader.Decode(offset)).Message);
    }
}
