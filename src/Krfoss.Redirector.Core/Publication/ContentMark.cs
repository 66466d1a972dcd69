using System.Buffers.Binary;
using System.Numerics;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// A file's content in 32 bits: 24 of its digest and size, which tell that it changed, and 8 of the size alone, which
/// tell about how large it is (within 9 %). A change under the same name is missed with a probability of 6 · 10⁻⁸.
/// </summary>
public static class ContentMark
{
    private const int StepsPerDoubling = 4;

    private static readonly long[] Sizes =
    [
        0,
        .. Enumerable.Range(1, byte.MaxValue)
            .Select(sizeClass => (long)Math.Round(Math.Pow(2, (sizeClass - 0.5) / StepsPerDoubling))),
    ];

    /// <param name="sizeBytes">−1 = not known.</param>
    /// <param name="digest">Empty = not known.</param>
    public static uint Of(long sizeBytes, ReadOnlySpan<byte> digest)
    {
        var hash = StableHash.Of((UInt128)(ulong)sizeBytes);
        for (; digest.Length >= sizeof(ulong); digest = digest[sizeof(ulong)..])
            hash = StableHash.Combine(hash, BinaryPrimitives.ReadUInt64LittleEndian(digest));
        foreach (var rest in digest) hash = StableHash.Combine(hash, rest);
        return ((uint)(hash >> 40) << 8) | SizeClassOf(sizeBytes);
    }

    /// <summary>The size class of a mark; 0 = the size is not known.</summary>
    public static byte SizeClassOf(uint mark) => (byte)mark;

    /// <summary>About how many bytes a file of this class has; 0 where that is not known.</summary>
    public static long BytesOf(byte sizeClass) => Sizes[sizeClass];

    private static byte SizeClassOf(long sizeBytes)
    {
        if (sizeBytes < 1) return (byte)(sizeBytes < 0 ? 0 : 1);
        var doublings = BitOperations.Log2((ulong)sizeBytes);
        var fraction = Math.Log2(sizeBytes / (double)(1L << doublings));
        return (byte)Math.Min(byte.MaxValue, 1 + (doublings * StepsPerDoubling) + (int)(fraction * StepsPerDoubling));
    }
}
