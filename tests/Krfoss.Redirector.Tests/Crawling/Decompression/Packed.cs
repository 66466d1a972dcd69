using System.IO.Compression;
using System.Runtime.InteropServices;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Tests.Crawling.Decompression;

/// <summary>Packs by the libraries that unpack.</summary>
internal static class Packed
{
    private const int Crc64 = 4;

    public static byte[] By(IndexCompression compression, byte[] content) => compression switch
    {
        IndexCompression.Gzip => Gzip(content),
        IndexCompression.Xz => Xz(content, preset: 6),
        IndexCompression.Zstd => Zstd(content),
        _ => content,
    };

    public static byte[] Xz(byte[] content, uint preset)
    {
        var packed = new byte[content.Length + 1024];
        nuint length = 0;
        Assert.Equal(0, EasyEncode(
            preset, Crc64, 0, content, (nuint)content.Length, packed, ref length, (nuint)packed.Length));
        return packed[..(int)length];
    }

    private static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return packed.ToArray();
    }

    private static byte[] Zstd(byte[] content)
    {
        var packed = new byte[content.Length + 1024];
        var length = Compress(packed, (nuint)packed.Length, content, (nuint)content.Length, 3);
        return packed[..checked((int)length)];
    }

    [DllImport("liblzma.so.5", EntryPoint = "lzma_easy_buffer_encode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int EasyEncode(
        uint preset,
        int check,
        nint allocator,
        byte[] input,
        nuint inputLength,
        byte[] output,
        ref nuint outputPosition,
        nuint outputLength);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nuint Compress(
        byte[] output, nuint outputLength, byte[] input, nuint inputLength, int level);
}
