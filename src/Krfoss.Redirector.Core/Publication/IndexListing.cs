using System.Buffers.Binary;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// What one part of an index lists, packed into 12 bytes a file: the hash of its path, and a mark of its content. Two
/// listings of the same part tell which files were added, changed under their name, or removed. Immutable, sorted by
/// hash.
/// </summary>
public sealed class IndexListing
{
    public const int BytesPerFile = sizeof(ulong) + sizeof(uint);

    public static readonly IndexListing Empty = new([], []);

    private readonly ulong[] _paths;
    private readonly uint[] _contents;

    /// <param name="paths">Ascending, each once.</param>
    /// <param name="contents">One mark of content for each path.</param>
    internal IndexListing(ulong[] paths, uint[] contents) => (_paths, _contents) = (paths, contents);

    public int Count => _paths.Length;

    public ReadOnlySpan<ulong> Paths => _paths;

    public ReadOnlySpan<uint> Contents => _contents;

    /// <summary>The mark of a path's content; false where the path is not listed.</summary>
    public bool TryFind(ulong path, out uint content)
    {
        var at = SortedHashes.IndexOf(_paths, path);
        content = at < 0 ? 0 : _contents[at];
        return at >= 0;
    }

    /// <summary>The paths of <paramref name="before"/> that this listing has no more.</summary>
    public IEnumerable<ulong> RemovedSince(IndexListing before)
    {
        ArgumentNullException.ThrowIfNull(before);
        return before._paths.Where(path => SortedHashes.IndexOf(_paths, path) < 0);
    }

    /// <summary>For the registry: all paths, then all marks, little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Count * BytesPerFile];
        for (var i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), _paths[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(
                bytes.AsSpan((Count * sizeof(ulong)) + (i * sizeof(uint))), _contents[i]);
        }

        return bytes;
    }

    /// <summary>Null where the bytes are not what <see cref="ToBytes"/> wrote.</summary>
    public static IndexListing? FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % BytesPerFile != 0) return null;
        var count = bytes.Length / BytesPerFile;
        var (paths, contents) = (new ulong[count], new uint[count]);
        for (var i = 0; i < count; i++)
        {
            paths[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
            contents[i] = BinaryPrimitives.ReadUInt32LittleEndian(
                bytes[((count * sizeof(ulong)) + (i * sizeof(uint)))..]);
            if (i > 0 && paths[i] <= paths[i - 1]) return null;
        }

        return new(paths, contents);
    }
}
