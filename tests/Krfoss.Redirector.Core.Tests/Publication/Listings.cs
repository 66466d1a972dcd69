using System.Buffers.Binary;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Tests.Publication;

/// <summary>Listings of given hashes, as the registry would bring them back.</summary>
internal static class Listings
{
    public static IndexListing Of(params ulong[] hashes) =>
        IndexListing.FromBytes(Bytes(hashes)) ?? throw new ArgumentException("not ascending", nameof(hashes));

    /// <summary>Each hash with its position as mark of content.</summary>
    public static byte[] Bytes(params ulong[] hashes)
    {
        var bytes = new byte[hashes.Length * IndexListing.BytesPerFile];
        var marks = bytes.AsSpan(hashes.Length * sizeof(ulong));
        for (var i = 0; i < hashes.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), hashes[i]);
            BinaryPrimitives.WriteInt32LittleEndian(marks[(i * sizeof(uint))..], i);
        }

        return bytes;
    }

    /// <summary>So many hashes, spread evenly and always the same, ascending.</summary>
    public static ulong[] Spread(int count, int seed)
    {
        var random = new Random(seed);
        var hashes = new HashSet<ulong>(count);
        while (hashes.Count < count) hashes.Add((ulong)random.NextInt64() << 1 | (uint)random.Next(2));
        return [.. hashes.Order()];
    }
}
