using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>The part of libzstd (zstd.h, stable) that decoding needs.</summary>
internal static partial class Libzstd
{
    private const string FileName = "libzstd.so.1";

    public static DecompressionLibrary Library { get; } = new("zstd", FileName, "libzstd1");

    [LibraryImport(FileName, EntryPoint = "ZSTD_createDStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial ZstdHandle CreateDecoder();

    [LibraryImport(FileName, EntryPoint = "ZSTD_freeDStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nuint Free(nint decoder);

    [LibraryImport(FileName, EntryPoint = "ZSTD_DCtx_setParameter")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nuint SetParameter(ZstdHandle decoder, int parameter, int value);

    [LibraryImport(FileName, EntryPoint = "ZSTD_decompressStream")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nuint Decode(ZstdHandle decoder, ref ZstdBuffer output, ref ZstdBuffer input);

    [LibraryImport(FileName, EntryPoint = "ZSTD_isError")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint IsError(nuint result);

    [LibraryImport(FileName, EntryPoint = "ZSTD_getErrorName")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint ErrorName(nuint result);
}

/// <summary><c>ZSTD_inBuffer</c> and <c>ZSTD_outBuffer</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ZstdBuffer(byte* bytes, int length)
{
    public byte* Bytes = bytes;
    public nuint Length = (nuint)length;
    public nuint Position;
}

/// <summary>Keeps a <c>ZSTD_DStream</c> alive while it is worked on.</summary>
internal sealed class ZstdHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Libzstd.Free(handle) == 0;
}
