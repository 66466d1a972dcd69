using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// Reads a MaxMind DB file (format 2.0) out of a byte array. The bytes must not change afterwards; those of a
/// mapped file would, and one that is truncated in place takes the process with it. Immutable, so any number of
/// threads may ask. Opening checks the frame; <see cref="GeoTable.Build"/> walks all of the tree. Every fault is an
/// <see cref="MmdbException"/>.
/// </summary>
public sealed class MmdbReader
{
    private const int MetadataMaxBytes = 128 * 1024;

    private MmdbReader(byte[] file, string name)
    {
        Name = name;
        var marker = FindMarker(file);
        var metadata = marker + Marker.Length;
        Metadata = MmdbMetadata.Read(new(file, metadata, file.Length - metadata, name, "metadata"));
        var data = MmdbTree.SizeBytes(Metadata) + MmdbTree.SeparatorBytes;
        if (data > marker)
        {
            throw new MmdbException(
                $"{name}: search tree: {Metadata.NodeCount} nodes of {Metadata.RecordBits / 4} bytes "
                + $"do not fit in front of the metadata at {marker}; the file is cut off or the node count wrong.");
        }

        if (file.AsSpan((int)data - MmdbTree.SeparatorBytes, MmdbTree.SeparatorBytes).ContainsAnyExcept((byte)0))
        {
            throw new MmdbException(
                $"{name}: search tree: the 16 zero bytes behind {Metadata.NodeCount} nodes are missing.");
        }

        Data = new(file, (int)data, marker - (int)data, name, "data section");
        Tree = new(file, Metadata);
    }

    public string Name { get; }

    public MmdbMetadata Metadata { get; }

    /// <summary>True where the file can answer for IPv4; files in flat layout come as one for each family.</summary>
    public bool HoldsIPv4 => Tree.IPv4Root != Tree.NodeCount;

    internal MmdbSection Data { get; }

    internal MmdbTree Tree { get; }

    /// <summary>AB CD EF, then "MaxMind.com".</summary>
    private static ReadOnlySpan<byte> Marker =>
        [0xAB, 0xCD, 0xEF, 0x4D, 0x61, 0x78, 0x4D, 0x69, 0x6E, 0x64, 0x2E, 0x63, 0x6F, 0x6D];

    /// <summary>Opens a database.</summary>
    /// <param name="file">The whole file; kept, not copied.</param>
    /// <param name="name">How messages call it.</param>
    public static MmdbReader Open(byte[] file, string name = "database")
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, name);
    }

    /// <summary>Finds the record of an address; IPv4 is looked up below <c>::/96</c> in a file of version 6.</summary>
    /// <param name="dataOffset">Where the record starts in the data section; −1 = none.</param>
    /// <param name="prefixLength">Length of the block that shares the answer, of 128 bits as in <see
    /// cref="IpPrefix"/>.</param>
    public bool TryFind(IpNumber address, out int dataOffset, out int prefixLength)
    {
        var (record, depth) = (Tree.NodeCount, 0);
        if (address.IsIPv4)
        {
            (record, depth) = Tree.Follow(Tree.IPv4Root, address.IPv4Bits, 32);
            depth += 96;
        }
        else if (Metadata.IpVersion == 6)
        {
            (record, depth) = Tree.Follow(0, address.Bits, 128);
        }

        prefixLength = depth;
        dataOffset = DataOffset(record);
        return dataOffset >= 0;
    }

    /// <summary>Any layout: maps as dictionaries, arrays as lists, numbers as numbers.</summary>
    public object Decode(int dataOffset) => MmdbValueDecoder.Decode(Data, dataOffset);

    /// <summary>The record as place and network, whichever of the known layouts the file has.</summary>
    public GeoRecord DecodeGeo(int dataOffset) => new GeoRecordDecoder(Data).Decode(dataOffset, withOrganisation: true);

    /// <summary>Place and network of one address; <see cref="GeoRecord.Unknown"/> where the file has none.</summary>
    public GeoRecord Locate(IpNumber address) =>
        TryFind(address, out var offset, out _) ? DecodeGeo(offset) : GeoRecord.Unknown;

    /// <summary>Turns a leaf of the tree into an offset of the data section, −1 for nothing.</summary>
    internal int DataOffset(uint record)
    {
        if (record == Tree.NodeCount) return -1;
        if (record < Tree.NodeCount)
        {
            throw new MmdbException($"{Name}: search tree: node {record} lies deeper than an address has bits.");
        }

        var offset = (long)record - Tree.NodeCount - MmdbTree.SeparatorBytes;
        return offset >= 0 && offset < Data.Length
            ? (int)offset
            : throw new MmdbException($"{Name}: search tree: record {record} leads outside of the data section.");
    }

    private int FindMarker(byte[] file)
    {
        var tail = Math.Max(0, file.Length - MetadataMaxBytes);
        var marker = file.AsSpan(tail).LastIndexOf(Marker);
        return marker >= 0
            ? marker + tail
            : throw new MmdbException($"{Name}: end of file: the metadata marker is missing; it is cut off.");
    }
}
