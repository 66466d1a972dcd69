using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Geo;

/// <summary>Generated databases that several tests walk.</summary>
internal static class Samples
{
    /// <summary>
    /// A few hundred to thousand random blocks of both families, some inside of others, with aliases.
    /// </summary>
    public static byte[] City(int recordBits, int ipVersion, int seed, int blocks = 600)
    {
        var random = new Random(seed);
        var writer = new MmdbWriter(ipVersion, recordBits, "Generated-City");
        var records = Enumerable.Range(0, 60)
            .Select(i => GeoRecords.City(
                i % 3 == 0 ? "KR" : "JP", i % 4 == 0 ? null : $"City {i}", 30 + (i / 10.0), 120 + i, i * 5))
            .ToArray();
        foreach (var block in Blocks(random, ipVersion, blocks))
        {
            writer.Insert(block, records[random.Next(records.Length)]);
        }

        if (ipVersion == 6) writer.AliasIPv4("::ffff:0:0/96").AliasIPv4("2002::/16").AliasIPv4("64:ff9b::/96");
        return writer.ToArray();
    }

    public static byte[] Asn(int recordBits, int ipVersion, int seed, int blocks = 600)
    {
        var random = new Random(seed);
        var writer = new MmdbWriter(ipVersion, recordBits, "Generated-ASN");
        var records = Enumerable.Range(1, 40).Select(i => GeoRecords.Asn((uint)i * 100)).ToArray();
        foreach (var block in Blocks(random, ipVersion, blocks))
        {
            writer.Insert(block, records[random.Next(records.Length)]);
        }

        return writer.ToArray();
    }

    public static MmdbReader Open(MmdbWriter writer) => MmdbReader.Open(writer.ToArray(), "generated");

    public static IpNumber Ip(string text) =>
        IpNumber.TryParse(text, out var ip) ? ip : throw new FormatException(text);

    /// <summary>Wide blocks before narrow ones, so that the narrow ones cut holes into them.</summary>
    private static IpPrefix[] Blocks(Random random, int ipVersion, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Block(random, ipVersion)).OrderBy(b => b.Length)];

    private static IpPrefix Block(Random random, int ipVersion)
    {
        if (ipVersion == 4 || random.Next(2) == 0)
        {
            // Few first octets, so that blocks fall into and beside each other.
            var bits = (uint)((random.Next(4) << 24) | random.Next(1 << 24));
            return new(IpNumber.FromIPv4(bits), 96 + random.Next(4, 33));
        }

        var upper = (0x2400UL << 48) | ((ulong)random.Next(1 << 16) << 32) | ((ulong)random.Next(4) << random.Next(32));
        var length = random.Next(8) == 0 ? random.Next(65, 129) : random.Next(12, 65);
        return new(new IpNumber(new UInt128(upper, (ulong)random.NextInt64())), length);
    }
}
