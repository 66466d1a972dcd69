using System.Text.Json;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo.Mmdb;

/// <summary>
/// MaxMind's public fixtures, where they stand beside the repository; else generated files of the same shape.
/// </summary>
public sealed class MmdbFixtureTests
{
    private static readonly string? Fixtures = SharedData.Find("maxmind");

    [Fact]
    public void Good_fixtures_read_as_their_sources_say()
    {
        if (Fixtures is null)
        {
            ReadEverything(MmdbReader.Open(Samples.City(28, 6, 11)));
            return;
        }

        var records = 0;
        foreach (var source in Directory.GetFiles(Path.Combine(Fixtures, "source-data"), "*.json"))
        {
            var name = Path.GetFileNameWithoutExtension(source) + ".mmdb";
            var path = Path.Combine(Fixtures, "test-data", name);
            // One source has no file that was made from it.
            if (!File.Exists(path)) continue;
            var reader = MmdbReader.Open(File.ReadAllBytes(path), name);
            using var json = JsonDocument.Parse(File.ReadAllBytes(source));
            var entries = json.RootElement.EnumerateArray().SelectMany(o => o.EnumerateObject())
                .Select(p => (Block: FixtureBlock(p.Name), p.Value)).ToArray();
            for (var i = 0; i < entries.Length; i++)
            {
                // The sources overlap: a later block covers earlier ones, a narrower one cuts the wider.
                var (block, expected) = entries[i];
                var later = entries.Skip(i + 1);
                if (later.Any(e => e.Block.Length <= block.Length && e.Block.Contains(block.First))) continue;
                Assert.True(reader.TryFind(block.First, out var offset, out var length), $"{name} {block}");
                if (length > block.Length) continue;
                AssertSame(expected, reader.Decode(offset), $"{name} {block}");
                records++;
            }
        }

        Assert.True(records > 3000, $"only {records} records compared");
    }

    [Fact]
    public void Good_fixtures_can_be_walked_to_the_last_record()
    {
        if (Fixtures is null)
        {
            ReadEverything(MmdbReader.Open(Samples.City(24, 6, 12)));
            return;
        }

        foreach (var path in Directory.GetFiles(Path.Combine(Fixtures, "test-data"), "*.mmdb").Where(IsGood))
        {
            ReadEverything(MmdbReader.Open(File.ReadAllBytes(path), Path.GetFileName(path)));
        }
    }

    [Fact]
    public void Bad_fixtures_give_an_error_that_says_where_and_what()
    {
        if (Fixtures is null)
        {
            var cut = Samples.City(28, 6, 13).AsSpan(100).ToArray();
            Assert.NotNull(Assert.Throws<MmdbException>(() => ReadEverything(MmdbReader.Open(cut))));
            return;
        }

        var bad = Directory.GetFiles(Path.Combine(Fixtures, "bad-data"), "*.mmdb", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(Fixtures, "test-data"), "*.mmdb").Where(f => !IsGood(f)))
            .ToArray();
        List<string> readable = [];
        foreach (var path in bad)
        {
            var name = Path.GetFileName(path);
            try
            {
                ReadEverything(MmdbReader.Open(File.ReadAllBytes(path), name));
                readable.Add(name);
            }
            catch (MmdbException e)
            {
                Assert.StartsWith($"{name}: ", e.Message);
                Assert.Matches(": (metadata|data section|search tree|end of file)[:,] ", e.Message);
            }
        }

        readable.Sort(StringComparer.Ordinal);
        // These three broke other readers but are sound: an empty container at the end, a date beyond all calendars.
        Assert.Equal(
            [
                "libmaxminddb-empty-array-last-in-metadata.mmdb",
                "libmaxminddb-empty-map-last-in-metadata.mmdb",
                "libmaxminddb-uint64-max-epoch.mmdb",
            ],
            readable);
    }

    [Fact]
    public void Decoder_fixture_shows_every_type()
    {
        var path = Fixtures is null ? null : Path.Combine(Fixtures, "test-data", "MaxMind-DB-test-decoder.mmdb");
        var reader = MmdbReader.Open(path is null ? SameAsDecoderFixture() : File.ReadAllBytes(path));
        Assert.True(reader.TryFind(Samples.Ip("1.1.1.0"), out var offset, out _));
        var record = Assert.IsType<Dictionary<string, object>>(reader.Decode(offset));
        Assert.Equal(UInt128.One << 120, record["uint128"]);
        Assert.Equal(1UL << 60, record["uint64"]);
        Assert.Equal(1u << 28, record["uint32"]);
        Assert.Equal((ushort)100, record["uint16"]);
        Assert.Equal(-(1 << 28), record["int32"]);
        Assert.Equal(42.123456, record["double"]);
        Assert.Equal(1.1f, record["float"]);
        Assert.Equal(true, record["boolean"]);
        Assert.Equal([0, 0, 0, 42], Assert.IsType<byte[]>(record["bytes"]));
        Assert.Equal("unicode! ☯ - ♫", record["utf8_string"]);
    }

    private static byte[] SameAsDecoderFixture() => new MmdbWriter().Insert("1.1.1.0/24", GeoRecords.Map(
        ("uint128", UInt128.One << 120), ("uint64", 1UL << 60), ("uint32", 1u << 28), ("uint16", (ushort)100),
        ("int32", -(1 << 28)), ("double", 42.123456), ("float", 1.1f), ("boolean", true), (
            "bytes", new byte[] { 0, 0, 0, 42 }),
        ("utf8_string", "unicode! ☯ - ♫"))).ToArray();

    private static bool IsGood(string path) =>
        !path.Contains("broken", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("Invalid", StringComparison.Ordinal);

    /// <summary>Every leaf of the tree, and every record both ways.</summary>
    private static void ReadEverything(MmdbReader reader)
    {
        GeoTable.Build(reader);
        var ipv4 = (UInt128)0xFFFF << 32;
        foreach (var (from, to) in new[] { (UInt128.Zero, UInt128.MaxValue), (ipv4, ipv4 | uint.MaxValue) })
        {
            for (var address = from; ;)
            {
                var known = reader.TryFind(new(address), out var offset, out var length);
                if (known) Assert.NotNull(reader.Decode(offset));
                address = new IpPrefix(new(address), length).Last.Bits;
                if (address >= to) break;
                address++;
            }
        }
    }

    private static IpPrefix FixtureBlock(string text)
    {
        Assert.True(IpPrefix.TryParse(text, out var block), text);
        // The sources write IPv4 as ::a.b.c.d too.
        return block.Length >= 96 && block.First.Bits >> 32 == 0 && text.Contains('.')
            ? new(IpNumber.FromIPv4((uint)block.First.Bits), block.Length)
            : block;
    }

    private static void AssertSame(JsonElement expected, object actual, string where)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                var map = Assert.IsType<Dictionary<string, object>>(actual);
                var names = expected.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
                Assert.True(names.SequenceEqual(map.Keys.Order(StringComparer.Ordinal), StringComparer.Ordinal), where);
                foreach (var property in expected.EnumerateObject())
                {
                    AssertSame(property.Value, map[property.Name], $"{where} {property.Name}");
                }

                break;
            case JsonValueKind.Array:
                var list = Assert.IsType<List<object>>(actual);
                Assert.Equal(expected.GetArrayLength(), list.Count);
                foreach (var (item, value) in expected.EnumerateArray().Zip(list)) AssertSame(item, value, where);
                break;
            case JsonValueKind.Number:
                Assert.Equal(expected.GetDouble(), Convert.ToDouble(actual), 9);
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual);
                break;
            default:
                Assert.Equal(expected.GetBoolean(), actual);
                break;
        }
    }
}
