using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>The part of liblzma (lzma/base.h, lzma/container.h) that decoding needs.</summary>
internal static unsafe partial class Liblzma
{
    private const string FileName = "liblzma.so.5";

    public static DecompressionLibrary Library { get; } = new("xz", FileName, "liblzma5");

    [LibraryImport(FileName, EntryPoint = "lzma_stream_decoder")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial LzmaResult StartDecoder(LzmaState* state, ulong memoryLimit, uint flags);

    [LibraryImport(FileName, EntryPoint = "lzma_code")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial LzmaResult Code(LzmaState* state, LzmaAction action);

    [LibraryImport(FileName, EntryPoint = "lzma_end")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void End(LzmaState* state);
}

internal enum LzmaResult
{
    Ok = 0,
    StreamEnd = 1,
    MemoryLimit = 6,
    NoProgress = 10,
}

internal enum LzmaAction
{
    Run = 0,
    Finish = 3,
}

/// <summary><c>lzma_stream</c>; what is reserved there must be zero.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LzmaState
{
    public byte* Input;
    public nuint InputLength;
    public ulong TotalInput;
    public byte* Output;
    public nuint OutputLength;
    public ulong TotalOutput;
    public void* Allocator;
    public void* Internal;
    public fixed ulong ReservedPointers[4];
    public fixed ulong ReservedNumbers[2];
    public fixed ulong ReservedSizes[2];
    public fixed uint ReservedEnums[2];
}

/// <summary>Keeps an <c>lzma_stream</c> alive while it is worked on, and frees what the library holds for it.</summary>
internal sealed unsafe class LzmaHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LzmaHandle()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(LzmaState)));

    public LzmaState* State => (LzmaState*)handle;

    protected override bool ReleaseHandle()
    {
        Liblzma.End(State);
        NativeMemory.Free((void*)handle);
        return true;
    }
}
