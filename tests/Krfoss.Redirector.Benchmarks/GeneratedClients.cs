using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// Addresses as they come in: three of four from networks of Korean carriers, one from anywhere. The same in every run.
/// </summary>
internal static class GeneratedClients
{
    /// <summary>A power of two, so that going round is a mask.</summary>
    public const int Count = 4096;

    private static readonly uint[] KoreanIPv4 = [.. Prefixes(
        "121.128.0.0", "112.164.0.0", "175.224.0.0", "218.39.0.0", "1.226.0.0", "115.142.0.0", "223.44.0.0")
        .Select(address => address.IPv4Bits)];

    private static readonly UInt128[] KoreanIPv6 =
        [.. Prefixes("2001:e60::", "2001:290::", "2001:2d8::", "2406:5900::").Select(address => address.Bits)];

    public static IpNumber[] IPv4() => Make(random => IpNumber.FromIPv4(
        random.Next(4) == 0 ? (uint)random.NextInt64(1L << 32) : Any(random, KoreanIPv4) | (uint)random.Next(1 << 16)));

    public static IpNumber[] IPv6() => Make(random => new IpNumber(
        random.Next(4) == 0
            ? ((UInt128)0x2 << 124) | ((UInt128)random.NextInt64() << 61)
            : Any(random, KoreanIPv6) | ((UInt128)(ulong)random.NextInt64(1L << 32) << 64)));

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private static IpNumber[] Make(Func<Random, IpNumber> next)
    {
        var random = new Random(20261122);
        return [.. Enumerable.Range(0, Count).Select(_ => next(random))];
    }

    private static IEnumerable<IpNumber> Prefixes(params string[] texts) => texts.Select(text =>
        IpNumber.TryParse(text, out var address) ? address : throw new FormatException(text));
}
