using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo;

public sealed class GeoTableTests
{
    [Theory]
    [InlineData(24, 4)]
    [InlineData(28, 4)]
    [InlineData(32, 4)]
    [InlineData(24, 6)]
    [InlineData(28, 6)]
    [InlineData(32, 6)]
    public void Table_answers_as_the_trees_do_on_every_boundary(int recordBits, int ipVersion)
    {
        var city = MmdbReader.Open(Samples.City(recordBits, ipVersion, seed: recordBits));
        var asn = MmdbReader.Open(Samples.Asn(recordBits, ipVersion, seed: recordBits + 1));
        Assert.True(CompareOnEveryBoundary(city, asn) > 1000);
    }

    [Fact]
    public void Table_answers_as_the_trees_do_when_ranges_are_many()
    {
        // Enough ranges for the wide index of IPv6.
        var city = MmdbReader.Open(Samples.City(28, 6, seed: 7, blocks: 15_000));
        var table = GeoTable.Build(city);
        Assert.True(table.IPv6RangeCount > 8192, $"only {table.IPv6RangeCount} ranges");
        CompareOnEveryBoundary(city);
    }

    [Fact]
    public void Table_answers_as_the_public_fixtures_do_on_every_boundary()
    {
        var folder = SharedData.Find("maxmind", "test-data");
        MmdbReader[][] sets = folder is null
            ? [[MmdbReader.Open(Samples.City(24, 6, 3)), MmdbReader.Open(Samples.Asn(28, 6, 4))]]
            : [.. from city in Files("*City*.mmdb", "*Enterprise*.mmdb", "*Country*.mmdb")
                  from asn in Files("*ASN*.mmdb", "*ISP*.mmdb")
                  select new[] { city, asn }];
        Assert.All(sets, set => Assert.True(CompareOnEveryBoundary(set) > 100));

        IEnumerable<MmdbReader> Files(params string[] patterns) => patterns
            .SelectMany(p => Directory.GetFiles(folder!, p))
            .Where(f => !f.Contains("-Broken-") && !f.Contains("-Invalid-"))
            .Select(f => MmdbReader.Open(File.ReadAllBytes(f), Path.GetFileName(f)));
    }

    [Fact]
    public void Flat_files_of_both_families_make_one_table()
    {
        var ipv4 = Samples.Open(new MmdbWriter(4, 24, "city-ipv4")
            .Insert("1.2.3.0/24", GeoRecords.FlatCity("KR", "Gumi", 36.1195f, 128.3446f)));
        var ipv6 = Samples.Open(new MmdbWriter(6, 24, "city-ipv6")
            .Insert("2001:db8::/32", GeoRecords.FlatCity("KR", "Jeju", 33.4996f, 126.5312f)));
        var asn = Samples.Open(new MmdbWriter(4, 24, "asn-ipv4").Insert("1.2.3.128/25", GeoRecords.Asn(4766)));
        var table = GeoTable.Build(ipv4, ipv6, asn);
        Assert.Equal(new("Gumi", 0u), Answer("1.2.3.127"));
        Assert.Equal(new("Gumi", 4766u), Answer("1.2.3.128"));
        Assert.Equal(new(null, 0u), Answer("1.2.4.0"));
        Assert.Equal(new("Jeju", 0u), Answer("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"));
        Assert.Equal(new(null, 0u), Answer("2001:db9::"));
        Assert.Equal(3, table.Sources.Count);
        Assert.Equal(2, table.PlaceCount);

        KeyValuePair<string?, uint> Answer(string ip)
        {
            var found = table.Locate(Samples.Ip(ip));
            return new(found.Place.City, found.Asn);
        }
    }

    [Fact]
    public void Embedded_IPv4_addresses_answer_where_the_file_aliases_them()
    {
        var writer = new MmdbWriter().Insert("125.137.128.0/24", GeoRecords.City("KR", "Gumi", 36.2, 128.3));
        var table = GeoTable.Build(Samples.Open(writer.AliasIPv4("2002::/16").AliasIPv4("64:ff9b::/96")));
        Assert.Equal("Gumi", table.Locate(Samples.Ip("2002:7d89:800a::1")).Place.City);
        Assert.Equal("Gumi", table.Locate(Samples.Ip("64:ff9b::125.137.128.10")).Place.City);
        Assert.Equal("Gumi", table.Locate(Samples.Ip("::ffff:125.137.128.10")).Place.City);
        Assert.Equal("Gumi", table.Locate(Samples.Ip("::125.137.128.10")).Place.City);
        Assert.Null(table.Locate(Samples.Ip("2002:7d89:810a::1")).Place.City);
        Assert.Null(table.Locate(Samples.Ip("64:ff9b:1::125.137.128.10")).Place.City);
    }

    [Fact]
    public void First_database_with_a_place_wins_and_the_first_with_a_network()
    {
        var ours = Samples.Open(new MmdbWriter().Insert("1.0.0.0/25", GeoRecords.City("KR", "Gumi", 36, 128)));
        var world = Samples.Open(new MmdbWriter().Insert("1.0.0.0/24", GeoRecords.Country("JP")));
        var table = GeoTable.Build(ours, world);
        Assert.Equal("KR", table.Locate(Samples.Ip("1.0.0.127")).Place.Country);
        Assert.Equal("JP", table.Locate(Samples.Ip("1.0.0.128")).Place.Country);
    }

    [Fact]
    public void Table_answers_as_the_bundled_trees_do()
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, "config", "geo");
        var readers = new[] { "city.mmdb", "asn.mmdb" }
            .Select(name => MmdbReader.Open(File.ReadAllBytes(Path.Combine(folder, name)), name)).ToArray();
        Assert.True(CompareOnEveryBoundary(readers) > 1_000_000);
    }

    [Fact]
    public void Without_databases_everybody_is_unknown()
    {
        foreach (var ip in (string[])["0.0.0.0", "1.2.3.4", "255.255.255.255", "::", "2001:db8::1"])
        {
            Assert.Equal(ClientLocation.Unknown, GeoTable.Empty.Locate(Samples.Ip(ip)));
            Assert.Equal(ClientLocation.Unknown, GeoTable.Build().Locate(Samples.Ip(ip)));
        }
    }

    [Fact]
    public void Equal_places_are_one_object_and_neighbours_one_range()
    {
        var writer = new MmdbWriter(4, 24)
            .Insert("1.0.0.0/24", GeoRecords.City("KR", "Gumi", 36, 128))
            .Insert("1.0.1.0/24", GeoRecords.City("KR", "Gumi", 36, 128))
            .Insert("9.0.0.0/24", GeoRecords.City("KR", "Gumi", 36, 128));
        var table = GeoTable.Build(Samples.Open(writer));
        Assert.Same(table.Locate(Samples.Ip("1.0.0.0")).Place, table.Locate(Samples.Ip("9.0.0.255")).Place);
        Assert.Equal(5, table.IPv4RangeCount);
        Assert.Equal(1, table.PlaceCount);
    }

    [Fact]
    public void Locate_allocates_nothing()
    {
        var table = GeoTable.Build(MmdbReader.Open(Samples.City(28, 6, 5)), MmdbReader.Open(Samples.Asn(28, 6, 6)));
        IpNumber[] addresses =
            [.. new[] { "1.2.3.4", "2400::1", "2002:102:304::", "::1" }.Select(Samples.Ip)];
        var found = 0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 1_000; i++) found += table.Locate(addresses[i & 3]).Asn == 0 ? 0 : 1;
        }));

        Assert.True(found > 0, "no address is in the table, so nothing was measured");
    }

    /// <summary>
    /// Asks both forms at the first and last address of every block of the trees and just outside of it.
    /// </summary>
    private static int CompareOnEveryBoundary(params MmdbReader[] readers)
    {
        var table = GeoTable.Build(readers);
        var saved = SavedTables.LoadedAgain(table);
        var asked = 0;
        var decoded = readers.Select(_ => new Dictionary<int, GeoRecord> { [-1] = GeoRecord.Unknown }).ToArray();
        var aliases = Aliases.Where(a => readers.Any(r => HasAlias(r, a.Block.First, a.Length))).ToArray();
        foreach (var reader in readers)
        {
            Walk(new(UInt128.Zero), new(UInt128.MaxValue));
            Walk(IpNumber.FromIPv4(0), IpNumber.FromIPv4(uint.MaxValue));

            void Walk(IpNumber first, IpNumber end)
            {
                while (true)
                {
                    reader.TryFind(first, out _, out var length);
                    var last = new IpPrefix(first, length).Last;
                    Ask(first);
                    Ask(last);
                    Ask(new(first.Bits - 1));
                    Ask(new(last.Bits + 1));
                    if (last >= end) return;
                    first = new(last.Bits + 1);
                }
            }
        }

        return asked;

        void Ask(IpNumber address)
        {
            asked++;
            var expected = ClientLocation.Unknown;
            for (var i = readers.Length - 1; i >= 0; i--)
            {
                readers[i].TryFind(Unwrapped(address), out var offset, out _);
                if (!decoded[i].TryGetValue(offset, out var record))
                {
                    decoded[i].Add(offset, record = readers[i].DecodeGeo(offset));
                }

                if (record.Place != GeoPlace.Unknown) expected = expected with { Place = record.Place };
                if (record.Asn != 0) expected = expected with { Asn = record.Asn };
            }

            var actual = table.Locate(address);
            if (expected != actual) Assert.Fail($"{address}: {expected} in the trees, {actual} in the table");
            var loaded = saved.Locate(address);
            if (expected != loaded) Assert.Fail($"{address}: {expected} in the trees, {loaded} in the saved table");
        }

        // An alias in one file holds for all of them; a file without it is asked for the embedded address.
        IpNumber Unwrapped(IpNumber address)
        {
            if (address.IsIPv4) return address;
            foreach (var (block, length) in aliases)
            {
                if (block.Contains(address)) return IpNumber.FromIPv4((uint)(address.Bits >> (96 - length)));
            }

            return address;
        }
    }

    private static readonly (IpPrefix Block, int Length)[] Aliases =
        [.. new[] { "2002::/16", "64:ff9b::/96", "2001::/32", "::/96" }
            .Select(p => IpPrefix.TryParse(p, out var block) ? (block, block.Length) : throw new FormatException(p))];

    /// <summary>True where 256 scattered embedded addresses are answered by the same leaves as IPv4.</summary>
    private static bool HasAlias(MmdbReader reader, IpNumber first, int length)
    {
        if (!reader.HoldsIPv4 || reader.Metadata.IpVersion != 6) return false;
        for (var octet = 0u; octet < 256; octet++)
        {
            var bits = (octet << 24) | 0x00010203;
            reader.TryFind(IpNumber.FromIPv4(bits), out var direct, out var directLength);
            reader.TryFind(new(first.Bits | ((UInt128)bits << (96 - length))), out var aliased, out var aliasedLength);
            if (direct != aliased || directLength - 96 != aliasedLength - length) return false;
        }

        return true;
    }
}
