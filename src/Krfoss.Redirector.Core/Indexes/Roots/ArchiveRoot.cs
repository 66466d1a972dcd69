using System.Security.Cryptography;
using Krfoss.Redirector.Core.Indexes.Parts;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>
/// Roots that are archives of their own list: pacman's <c>x.db</c>, <c>APKINDEX.tar.gz</c>. The name does not tell the
/// compression (<c>x.db</c> is a link to any), so the first bytes do; they also tell an archive from a web page.
/// </summary>
internal static class ArchiveRoot
{
    public static (IndexRootReading? Reading, string Problem) Read(
        string rootPath, ReadOnlyMemory<byte> content, Func<IndexCompression, bool> canRead)
    {
        if (CompressionOf(content.Span) is not { } compression)
            return (null, "neither a tar archive nor one that is compressed by gzip, xz, zstd or bzip2");
        var part = RootAsPart(rootPath, content.Span, compression);
        return compression is IndexCompression.None || canRead(compression)
            ? (new(null, null, null, [part], []), "")
            : (new(null, null, null, [], [part.Name]), "");
    }

    /// <summary>The root as the only part of itself.</summary>
    public static IndexPart RootAsPart(string rootPath, ReadOnlySpan<byte> content, IndexCompression compression)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        return new(RootPaths.FileOf(rootPath), rootPath, compression, content.Length, digest, null);
    }

    private static IndexCompression? CompressionOf(ReadOnlySpan<byte> content)
    {
        return content switch
        {
            [0x1F, 0x8B, ..] => IndexCompression.Gzip,
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => IndexCompression.Xz,
            [0x28, 0xB5, 0x2F, 0xFD, ..] => IndexCompression.Zstd,
            [(byte)'B', (byte)'Z', (byte)'h', ..] => IndexCompression.Bzip2,
            _ => TarHeader.IsOne(content) ? IndexCompression.None : null,
        };
    }
}
