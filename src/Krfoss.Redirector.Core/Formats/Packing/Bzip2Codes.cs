namespace Krfoss.Redirector.Core.Formats.Packing;

/// <summary>One table of canonical Huffman codes: shorter codes first, equal lengths in the order of symbols.</summary>
internal sealed class Bzip2Codes
{
    private readonly int[] _firstCode;
    private readonly int[] _firstIndex;
    private readonly int[] _count;
    private readonly int[] _symbols;

    private Bzip2Codes(int[] firstCode, int[] firstIndex, int[] count, int[] symbols) =>
        (_firstCode, _firstIndex, _count, _symbols) = (firstCode, firstIndex, count, symbols);

    /// <summary>Lengths are written as steps from the one before.</summary>
    public static bool TryRead(ref Bzip2Bits bits, int symbolCount, int longest, out Bzip2Codes codes)
    {
        codes = null!;
        Span<int> lengths = stackalloc int[symbolCount];
        var length = (int)bits.Read(5);
        for (var symbol = 0; symbol < symbolCount; symbol++)
        {
            while (true)
            {
                if (length < 1 || length > longest || bits.IsOver) return false;
                if (!bits.ReadBit()) break;
                length += bits.ReadBit() ? -1 : 1;
            }

            lengths[symbol] = length;
        }

        codes = Of(lengths, longest);
        return true;
    }

    /// <summary>The next symbol; below 0 where the bits are no code.</summary>
    public int Read(ref Bzip2Bits bits)
    {
        var code = 0;
        for (var length = 1; length < _count.Length; length++)
        {
            code = (code << 1) | (int)bits.Read(1);
            var offset = code - _firstCode[length];
            if (offset >= 0 && offset < _count[length]) return _symbols[_firstIndex[length] + offset];
        }

        return -1;
    }

    private static Bzip2Codes Of(ReadOnlySpan<int> lengths, int longest)
    {
        var count = new int[longest + 1];
        foreach (var length in lengths) count[length]++;
        var (firstCode, firstIndex) = (new int[longest + 1], new int[longest + 1]);
        var (code, index) = (0, 0);
        var symbols = new int[lengths.Length];
        for (var length = 1; length <= longest; length++)
        {
            (firstCode[length], firstIndex[length]) = (code, index);
            for (var symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length) symbols[index++] = symbol;
            }

            code = (code + count[length]) << 1;
        }

        return new(firstCode, firstIndex, count, symbols);
    }
}
