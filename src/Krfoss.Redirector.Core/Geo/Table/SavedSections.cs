using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>
/// Writes arrays one after the other, each as its length in bytes, its bytes as they stand in memory, and a checksum.
/// </summary>
internal sealed class SectionWriter(Stream stream)
{
    public void Write<T>(ReadOnlySpan<T> items)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(items);
        WriteNumber((uint)bytes.Length);
        stream.Write(bytes);
        WriteNumber(Sections.Checksum(bytes));
    }

    private void WriteNumber(uint number) => stream.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(ref number)));
}

/// <summary>
/// Reads what <see cref="SectionWriter"/> wrote, straight into the arrays that requests will read. Everything that is
/// not as it was written is an <see cref="InvalidDataException"/>, or an <see cref="EndOfStreamException"/>.
/// </summary>
internal sealed class SectionReader(Stream stream)
{
    public T[] Read<T>()
        where T : unmanaged
    {
        var length = ReadNumber();

        // Before any room is taken: a damaged length must not ask for two gigabytes.
        if (length % Unsafe.SizeOf<T>() != 0 || length > stream.Length - stream.Position)
            throw new InvalidDataException("the length of a section is damaged");
        var items = GC.AllocateUninitializedArray<T>((int)length / Unsafe.SizeOf<T>());
        var bytes = MemoryMarshal.AsBytes(items.AsSpan());
        stream.ReadExactly(bytes);
        return ReadNumber() == Sections.Checksum(bytes)
            ? items
            : throw new InvalidDataException("a checksum is wrong");
    }

    private uint ReadNumber()
    {
        var number = 0u;
        stream.ReadExactly(MemoryMarshal.AsBytes(new Span<uint>(ref number)));
        return number;
    }
}

/// <summary>What writer and reader of sections share.</summary>
internal static class Sections
{
    /// <summary>CRC-32C (Castagnoli); processors compute it eight bytes at a time.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words) checksum = BitOperations.Crc32C(checksum, word);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) checksum = BitOperations.Crc32C(checksum, rest);
        return ~checksum;
    }
}
