using System.Buffers.Binary;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// The search tree at the beginning of the file. A record is a node (below <see cref="NodeCount"/>), nothing
/// (<see cref="NodeCount"/> itself) or data (above). The tree is known to lie inside of the file.
/// </summary>
internal sealed class MmdbTree
{
    public const int SeparatorBytes = 16;

    private readonly byte[] _file;
    private readonly int _recordBits;

    public MmdbTree(byte[] file, MmdbMetadata metadata)
    {
        _file = file;
        _recordBits = metadata.RecordBits;
        NodeCount = metadata.NodeCount;
        IpBits = metadata.IpVersion == 4 ? 32 : 128;
        IPv4Root = metadata.IpVersion == 4 ? 0 : Follow(0, UInt128.Zero, 96).Record;
    }

    public uint NodeCount { get; }

    public int IpBits { get; }

    /// <summary>The record that stands for <c>::/96</c>; data or nothing where the tree ends before.</summary>
    public uint IPv4Root { get; }

    public static long SizeBytes(MmdbMetadata metadata) => (long)metadata.NodeCount * metadata.RecordBits / 4;

    public uint Record(uint node, bool right)
    {
        switch (_recordBits)
        {
            case 24:
                var at24 = (int)(node * 6) + (right ? 3 : 0);
                return ((uint)_file[at24] << 16) | BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at24 + 1));
            case 28:
                // The middle byte holds the highest four bits of both records.
                var at28 = (int)(node * 7);
                return right
                    ? BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at28 + 3)) & 0x0FFF_FFFF
                    : (BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at28)) >> 8)
                        | ((_file[at28 + 3] & 0xF0u) << 20);
            default:
                return BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan((int)(node * 8) + (right ? 4 : 0)));
        }
    }

    /// <summary>
    /// Follows the bits from the highest on. The record found is still a node where the tree
    /// is deeper than the address.
    /// </summary>
    public (uint Record, int Depth) Follow(uint record, UInt128 address, int bits)
    {
        var depth = 0;
        while (record < NodeCount && depth < bits)
        {
            record = Record(record, ((address >> (bits - 1 - depth)) & 1) != 0);
            depth++;
        }

        return (record, depth);
    }
}
