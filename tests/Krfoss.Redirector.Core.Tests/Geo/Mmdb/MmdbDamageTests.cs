using System.Diagnostics;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Geo.Mmdb;

public sealed class MmdbDamageTests
{
    private const int Rounds = 10_000;
    private const long MostBytes = 3_000_000;

    private static readonly IpNumber[] Asked =
    [
        .. new[] { "1.2.3.4", "2.125.160.217", "175.16.199.1", "0.0.0.0", "255.255.255.255" }.Select(Samples.Ip),
        .. new[] { "::1", "2001:218::1", "2002:102:304::" }.Select(Samples.Ip),
    ];

    [Fact]
    public void Flipped_bits_and_cut_files_end_in_an_answer_or_an_error()
    {
        var path = SharedData.Find("maxmind", "test-data", "GeoIP2-City-Test.mmdb");
        Damage(path is null ? Samples.City(28, 6, 20, blocks: 150) : File.ReadAllBytes(path), seed: 1, Rounds);
        Damage(Samples.City(24, 6, 21, blocks: 60), seed: 2, Rounds / 10);
        Damage(Samples.Asn(32, 4, 22, blocks: 100), seed: 3, Rounds / 10);
    }

    private static void Damage(byte[] sound, int seed, int rounds)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var round = 0; round < rounds; round++)
        {
            var file = Damaged(sound, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var begun = Stopwatch.GetTimestamp();
            try
            {
                Use(MmdbReader.Open(file));
            }
            catch (MmdbException)
            {
                refused++;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostBytes, $"round {round} of seed {seed} allocated {allocated} bytes");
            Assert.True(Stopwatch.GetElapsedTime(begun).TotalSeconds < 5, $"round {round} of seed {seed} hung");
        }

        Assert.InRange(refused, rounds / 10, rounds - 1);
    }

    private static byte[] Damaged(byte[] sound, Random random)
    {
        if (random.Next(4) == 0) return sound[..random.Next(sound.Length)];
        var file = (byte[])sound.Clone();
        // Half of the flips hit the metadata and the end of the data, where single bits mean most.
        var from = random.Next(2) == 0 ? 0 : Math.Max(0, file.Length - 600);
        for (var flips = random.Next(1, 9); flips > 0; flips--)
        {
            file[random.Next(from, file.Length)] ^= (byte)(1 << random.Next(8));
        }

        return file;
    }

    private static void Use(MmdbReader reader)
    {
        var failures = 0;
        foreach (var address in Asked)
        {
            try
            {
                if (!reader.TryFind(address, out var offset, out _)) continue;
                reader.DecodeGeo(offset);
                reader.Decode(offset);
            }
            catch (MmdbException)
            {
                failures++;
            }
        }

        GeoTable.Build(reader);
        if (failures > 0) throw new MmdbException("seen in look-ups");
    }
}
