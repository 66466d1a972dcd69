using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// Geo databases as large as GeoLite2 City and ASN, the same ones in every run: about six million nodes, a hundred
/// thousand places, and Korean carriers where <see cref="GeneratedClients"/> and the load test look for them.
/// </summary>
internal static class GeneratedGeo
{
    private const int PlacesAbroad = 100_000;
    private const int PlacesInKorea = 400;
    private const int PlacesOfARegion = 200;
    private const int NetworksAbroad = 70_000;

    private static readonly (string Name, double Latitude, double Longitude)[] Cities =
    [
        ("Seoul", 37.5665, 126.9780), ("Busan", 35.1796, 129.0756), ("Daegu", 35.8714, 128.6014),
        ("Incheon", 37.4563, 126.7052), ("Gwangju", 35.1595, 126.8526), ("Daejeon", 36.3504, 127.3845),
        ("Suwon", 37.2636, 127.0286), ("Jeonju", 35.8242, 127.1480), ("Jeju City", 33.4996, 126.5312),
        ("Chuncheon", 37.8813, 127.7298),
    ];

    private static readonly uint[] KoreanNetworks = [4766, 9318, 3786, 17858, 9644];
    private static readonly string[] Countries = ["JP", "TW", "SG", "US", "DE", "FR", "BR", "IN", "AU", "VN"];

    private static readonly HashSet<UInt128> KoreanBlocks =
    [
        .. new[]
        {
            "121.128.0.0", "112.164.0.0", "175.224.0.0", "218.39.0.0", "1.226.0.0", "115.142.0.0", "223.44.0.0",
            "211.36.0.0", "59.10.0.0", "125.133.0.0", "2001:e60::", "2001:290::", "2001:2d8::", "2406:5900::",
        }.Select(text => IpNumber.TryParse(text, out var block) ? RegionOf(block) : throw new FormatException(text)),
    ];

    public static byte[] City()
    {
        var korean = Enumerable.Range(0, PlacesInKorea).Select(i =>
        {
            var (name, latitude, longitude) = Cities[i % Cities.Length];
            var isKnown = i < Cities.Length;
            return i % 4 == 3 && !isKnown
                ? GeoRecords.City("KR", null, 37.5112, 126.9741, 200)
                : GeoRecords.City("KR", isKnown ? name : $"{name} {i}", latitude + (i / 10 * 0.01), longitude);
        }).ToArray();
        var abroad = Enumerable.Range(0, PlacesAbroad).Select(i => GeoRecords.City(
            Countries[i % Countries.Length], $"City {i}", (i % 140) - 70 + 0.5, (i % 340) - 170 + (i / 1e6))).ToArray();
        return Database("GeoLite2-City", new(ipv4: 0.88, ipv6: 0.72), (random, region) =>
            KoreanBlocks.Contains(region)
                ? korean[random.Next(4) == 0 ? random.Next(PlacesInKorea) : (int)((ulong)region % 10)]
                : abroad[(int)((StableHash.Of(region) + (ulong)random.Next(PlacesOfARegion)) % PlacesAbroad)]);
    }

    public static byte[] Asn()
    {
        var korean = KoreanNetworks.Select(asn => GeoRecords.Asn(asn, $"Carrier {asn}")).ToArray();
        var abroad = Enumerable.Range(0, NetworksAbroad)
            .Select(i => GeoRecords.Asn(100_000 + (uint)i, $"Network {i}")).ToArray();
        return Database("GeoLite2-ASN", new(ipv4: 0.73, ipv6: 0.57), (random, region) =>
            KoreanBlocks.Contains(region)
                ? korean[(int)((ulong)region % (ulong)korean.Length)]
                : abroad[(int)((StableHash.Of(region) + (ulong)random.Next(40)) % NetworksAbroad)]);
    }

    /// <summary>
    /// How likely a block is cut in two, for IPv4 between /8 and /24 and for IPv6 between /32 and /48.
    /// </summary>
    private readonly record struct Cuts(double ipv4, double ipv6);

    private static byte[] Database(string type, Cuts cuts, Func<Random, UInt128, object> recordOf)
    {
        var random = new Random(20261125);
        var writer = new MmdbWriter(ipVersion: 6, recordBits: 28, type);
        var last = (Region: UInt128.MaxValue, Record: new object());
        for (var first = 1u; first < 224; first++)
        {
            Cut(IpNumber.FromIPv4(first << 24), 96 + 8, 96 + 24, cuts.ipv4);
        }

        foreach (var block in IPv6Blocks(random)) Cut(block, 32, 48, cuts.ipv6);
        writer.AliasIPv4("2002::/16");
        return writer.ToArray();

        void Cut(IpNumber start, int length, int deepest, double chance)
        {
            if (length < deepest && random.NextDouble() < (length < 96 + 12 && start.IsIPv4 ? 1 : chance))
            {
                Cut(start, length + 1, deepest, chance);
                Cut(new(start.Bits | (UInt128.One << (127 - length))), length + 1, deepest, chance);
            }
            else
            {
                // Every other block has its neighbour's record, as real trees do: fewer ranges than leaves.
                var region = RegionOf(start);
                if (last.Region != region || random.Next(2) == 0) last = (region, recordOf(random, region));
                writer.Insert(new IpPrefix(start, length), last.Record);
            }
        }
    }

    private static IEnumerable<IpNumber> IPv6Blocks(Random random)
    {
        uint[] registries = [0x2001_0000, 0x2400_0000, 0x2600_0000, 0x2800_0000, 0x2A00_0000, 0x2C00_0000];
        var blocks = new SortedSet<uint>(
            KoreanBlocks.Where(block => block > uint.MaxValue).Select(block => (uint)(block >> 96)));
        while (blocks.Count < 4_500) blocks.Add(registries[random.Next(6)] | (uint)random.Next(1 << 16) << 2);
        return blocks.Select(block => new IpNumber((UInt128)block << 96));
    }

    /// <summary>The /16 or /32 around an address: networks have their places near each other.</summary>
    private static UInt128 RegionOf(IpNumber address) =>
        address.IsIPv4 ? address.IPv4Bits >> 16 : address.Bits >> 96 << 96;
}
