using System.Buffers.Binary;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// What is remembered of a path that an index lists: 64 bits of a stable hash. Among five million paths a path that no
/// index lists is taken for one of them with a probability of 3 · 10⁻¹³.
/// </summary>
public static class PathHash
{
    /// <param name="path">Path inside the repository in the form of <see cref="Formats.TidyPath"/>.</param>
    public static ulong Of(ReadOnlySpan<char> path) => StableHash.Of(path);

    /// <summary>For keeping: 8 bytes each, little-endian, ascending.</summary>
    public static byte[] Pack(IReadOnlyCollection<ulong> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var bytes = new byte[paths.Count * sizeof(ulong)];
        foreach (var (at, path) in paths.Order().Index())
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at * sizeof(ulong)), path);
        return bytes;
    }
}
