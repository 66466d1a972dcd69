using System.Buffers.Binary;

namespace Krfoss.Redirector.Core.Formats.Packing;

/// <summary>
/// Unpacks bzip2 (Seward's format, as described in its documentation and by its published decoders): blocks of at most
/// 900 kB, each run-length coded, sorted (Burrows–Wheeler), moved to front and Huffman coded. Checks the sum of each
/// block. Nothing in the input makes it throw, run long or take more room than it is allowed.
/// </summary>
public static class Bzip2
{
    private const ulong BlockMagic = 0x314159265359;
    private const ulong EndMagic = 0x177245385090;

    /// <summary>False where the input is damaged, cut off, or unpacks to more than is allowed.</summary>
    public static bool TryDecompress(ReadOnlySpan<byte> packed, int mostBytes, out byte[] content)
    {
        content = [];
        using var output = new MemoryStream();
        var bits = new Bzip2Bits(packed);
        do
        {
            if (bits.Read(24) != 0x425A68 || bits.Read(8) is < '1' or > '9') return false;
            if (!TryReadStream(ref bits, output, mostBytes)) return false;
            bits.SkipToByte();
        }
        while (bits.HasMore);

        content = output.ToArray();
        return true;
    }

    private static bool TryReadStream(ref Bzip2Bits bits, MemoryStream output, int mostBytes)
    {
        while (true)
        {
            var magic = ((ulong)bits.Read(24) << 24) | bits.Read(24);
            var sum = bits.Read32();
            if (bits.IsOver) return false;
            if (magic == EndMagic) return true;
            if (magic != BlockMagic) return false;
            var start = (int)output.Length;
            if (!Bzip2Block.TryRead(ref bits, out var block)) return false;
            if (!block.TryWrite(output, mostBytes)) return false;
            if (SumOf(output.GetBuffer().AsSpan(start, (int)output.Length - start)) != sum) return false;
        }
    }

    // The sum of bzip2 is CRC-32 with the bits of each byte the other way round, so zlib's tables do not fit.
    private static uint SumOf(ReadOnlySpan<byte> content)
    {
        var sum = uint.MaxValue;
        foreach (var b in content) sum = (sum << 8) ^ SumTable[(sum >> 24) ^ b];
        return ~sum;
    }

    private static readonly uint[] SumTable = MakeSumTable();

    private static uint[] MakeSumTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i << 24;
            for (var bit = 0; bit < 8; bit++) value = (value << 1) ^ ((value >> 31) * 0x04C11DB7);
            table[i] = value;
        }

        return table;
    }
}

/// <summary>Bits of a bzip2 file, the first in front. Past the end there are zeros, and <see cref="IsOver"/>.</summary>
internal ref struct Bzip2Bits(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private long _position;

    /// <summary>True when more was read than there is.</summary>
    public readonly bool IsOver => _position > _bytes.Length * 8L;

    public readonly bool HasMore => _position < _bytes.Length * 8L;

    /// <param name="count">0 to 24.</param>
    public uint Read(int count)
    {
        var at = (int)Math.Min(_position >> 3, _bytes.Length);
        Span<byte> window = stackalloc byte[4];
        var rest = _bytes[at..];
        rest[..Math.Min(4, rest.Length)].CopyTo(window);
        var word = BinaryPrimitives.ReadUInt32BigEndian(window) << (int)(_position & 7);
        _position += count;
        return count == 0 ? 0 : word >> (32 - count);
    }

    public uint Read32() => (Read(16) << 16) | Read(16);

    public bool ReadBit() => Read(1) == 1;

    public void SkipToByte() => _position = (_position + 7) & ~7L;
}
