using System.Numerics;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo;

/// <summary>That a loaded table answers as the trees do is tested beside the merged one, on every boundary.</summary>
public sealed class GeoTableSavingTests
{
    private readonly GeoTable _table =
        GeoTable.Build(MmdbReader.Open(Samples.City(28, 6, 1), "city"), MmdbReader.Open(Samples.Asn(28, 6, 2), "asn"));

    [Fact]
    public void Loaded_table_says_of_itself_what_the_saved_one_said()
    {
        var loaded = SavedTables.LoadedAgain(_table);
        Assert.Equal(_table.PlaceCount, loaded.PlaceCount);
        Assert.Equal(_table.IPv4RangeCount, loaded.IPv4RangeCount);
        Assert.Equal(_table.IPv6RangeCount, loaded.IPv6RangeCount);
        Assert.Equal(_table.EstimatedBytes, loaded.EstimatedBytes);
        Assert.Equal(["city", "asn"], loaded.Sources.Select(source => source.Name));
        foreach (var (before, after) in _table.Sources.Zip(loaded.Sources))
        {
            Assert.Equal(before.Metadata.Languages, after.Metadata.Languages);
            Assert.Equal(before.Metadata, after.Metadata with { Languages = before.Metadata.Languages });
        }
    }

    [Fact]
    public void Saved_twice_it_is_the_same_to_the_byte() =>
        Assert.Equal(SavedTables.Bytes(_table), SavedTables.Bytes(SavedTables.LoadedAgain(_table)));

    [Fact]
    public void Table_of_nothing_can_be_saved_too() =>
        Assert.Equal(
            ClientLocation.Unknown, SavedTables.LoadedAgain(GeoTable.Empty).Locate(Samples.Ip("1.2.3.4")));

    [Fact]
    public void Places_without_country_city_or_point_stay_without()
    {
        var writer = new MmdbWriter(4, 24)
            .Insert("1.0.0.0/24", GeoRecords.Country("KR"))
            .Insert("2.0.0.0/24", GeoRecords.City("KR", null, 36, 128, 300))
            .Insert("3.0.0.0/24", GeoRecords.City("JP", "", 36, 140, null));
        var table = GeoTable.Build(Samples.Open(writer));
        var loaded = SavedTables.LoadedAgain(table);
        foreach (var address in new[] { "1.0.0.1", "2.0.0.1", "3.0.0.1", "4.0.0.1" })
            Assert.Equal(table.Locate(Samples.Ip(address)), loaded.Locate(Samples.Ip(address)));
    }

    [Fact]
    public void Table_of_other_databases_does_not_fit() =>
        Assert.Null(GeoTable.Load(new MemoryStream(SavedTables.Bytes(_table)), "other databases"));

    [Fact]
    public void Table_of_another_version_does_not_fit()
    {
        // The first section: four bytes of length, the version, its checksum.
        var bytes = SavedTables.Bytes(GeoTable.Empty);
        bytes[4]++;
        var checksum = uint.MaxValue;
        foreach (var part in bytes.AsSpan(4, 4)) checksum = BitOperations.Crc32C(checksum, part);
        BitConverter.TryWriteBytes(bytes.AsSpan(8), ~checksum);
        Assert.Null(GeoTable.Load(new MemoryStream(bytes), SavedTables.Key));
    }

    [Fact]
    public void Every_flipped_bit_shows_itself()
    {
        var bytes = SavedTables.Bytes(_table);
        for (var at = 0; at < bytes.Length; at += 1 + (bytes.Length / 3_000))
        {
            bytes[at] ^= (byte)(1 << (at % 8));
            AssertNotLoaded(bytes, $"bit of byte {at}");
            bytes[at] ^= (byte)(1 << (at % 8));
        }
    }

    [Fact]
    public void Every_missing_end_shows_itself()
    {
        var bytes = SavedTables.Bytes(_table);
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 3_000))
            AssertNotLoaded(bytes[..length], $"cut at {length}");
    }

    private static void AssertNotLoaded(byte[] bytes, string what)
    {
        try
        {
            Assert.True(GeoTable.Load(new MemoryStream(bytes), SavedTables.Key) is null, what);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            // Said as it should be.
        }
    }
}
