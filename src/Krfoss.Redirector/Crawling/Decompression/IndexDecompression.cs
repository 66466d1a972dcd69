using System.IO.Compression;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>
/// Unpacks indexes as they come. gzip is .NET's own, xz and zstd are read by the system's libraries where it has them;
/// bzip2 is not read: no archive of today has it alone.
/// </summary>
internal static class IndexDecompression
{
    private static readonly DecompressionLibrary[] Libraries = [Liblzma.Library, Libzstd.Library];

    /// <summary>What this system lacks, one sentence each, for the log.</summary>
    public static IEnumerable<string> Problems => Libraries.Select(library => library.Problem).OfType<string>();

    public static bool CanRead(IndexCompression compression) => compression switch
    {
        IndexCompression.None or IndexCompression.Gzip => true,
        IndexCompression.Xz => Liblzma.Library.IsPresent,
        IndexCompression.Zstd => Libzstd.Library.IsPresent,
        _ => false,
    };

    /// <summary>
    /// The unpacked content. Damaged or cut off input, or more output than allowed, is an
    /// <see cref="InvalidDataException"/> of the read that meets it. Disposing leaves <paramref name="packed"/> open.
    /// </summary>
    /// <param name="maxBytes">A few bytes can unpack to any number; more than these are not wanted.</param>
    /// <exception cref="NotSupportedException">The caller did not ask <see cref="CanRead"/>.</exception>
    public static Stream Open(Stream packed, IndexCompression compression, long maxBytes)
    {
        if (!CanRead(compression)) throw new NotSupportedException($"{compression} cannot be read here.");
        return new LimitedStream(compression switch
        {
            IndexCompression.Gzip => new GZipStream(new NonEmptyStream(packed), CompressionMode.Decompress),
            IndexCompression.Xz => new DecodingStream(packed, new XzDecoder()),
            IndexCompression.Zstd => new DecodingStream(packed, new ZstdDecoder()),
            _ => new DecodingStream(packed, new PlainCopy()),
        }, maxBytes);
    }
}
