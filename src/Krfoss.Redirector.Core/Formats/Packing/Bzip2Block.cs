namespace Krfoss.Redirector.Core.Formats.Packing;

/// <summary>One block of a bzip2 file, unsorted but for the order in which its bytes are to be walked.</summary>
internal sealed class Bzip2Block
{
    private const int MostBytes = 900_000;
    private const int GroupSymbols = 50;
    private const int LongestCode = 20;

    private readonly byte[] _bytes;
    private readonly int[] _next;
    private readonly int _start;

    private Bzip2Block(byte[] bytes, int[] next, int start) => (_bytes, _next, _start) = (bytes, next, start);

    public static bool TryRead(ref Bzip2Bits bits, out Bzip2Block block)
    {
        block = null!;
        if (bits.ReadBit()) return false; // "randomized", which no bzip2 has written since 1997
        var start = (int)bits.Read(24);
        var symbols = ReadSymbols(ref bits);
        if (symbols.Length == 0 || !TryReadSelectors(ref bits, out var selectors, out var tables)) return false;
        var codes = new Bzip2Codes[tables];
        for (var i = 0; i < tables; i++)
        {
            if (!Bzip2Codes.TryRead(ref bits, symbols.Length + 2, LongestCode, out codes[i])) return false;
        }

        var bytes = new List<byte>();
        if (!TryReadBytes(ref bits, symbols, selectors, codes, bytes) || start >= bytes.Count) return false;
        byte[] last = [.. bytes];
        block = new(last, NextOf(last), start);
        return true;
    }

    /// <summary>
    /// Writes the block out, with runs unfolded: after four equal bytes stands how many more there are.
    /// </summary>
    /// <returns>False where it would be more than is allowed.</returns>
    public bool TryWrite(MemoryStream output, int mostBytes)
    {
        var at = _next[_start];
        var (run, previous) = (0, -1);
        for (var i = 0; i < _bytes.Length; i++, at = _next[at])
        {
            var value = _bytes[at];
            if (run == 4)
            {
                if (output.Length + value > mostBytes) return false;
                for (var more = 0; more < value; more++) output.WriteByte((byte)previous);
                (run, previous) = (0, -1);
                continue;
            }

            if (output.Length + 1 > mostBytes) return false;
            output.WriteByte(value);
            run = value == previous ? run + 1 : 1;
            previous = value;
        }

        return true;
    }

    // Which bytes the block uses: 16 bits for the ranges, then 16 for each range that is.
    private static byte[] ReadSymbols(ref Bzip2Bits bits)
    {
        var ranges = bits.Read(16);
        var symbols = new List<byte>();
        for (var range = 0; range < 16; range++)
        {
            if ((ranges & (0x8000 >> range)) == 0) continue;
            var used = bits.Read(16);
            for (var i = 0; i < 16; i++)
            {
                if ((used & (0x8000 >> i)) != 0) symbols.Add((byte)((range * 16) + i));
            }
        }

        return [.. symbols];
    }

    private static bool TryReadSelectors(ref Bzip2Bits bits, out byte[] selectors, out int tables)
    {
        tables = (int)bits.Read(3);
        selectors = new byte[bits.Read(15)];
        if (tables is < 2 or > 6 || selectors.Length == 0) return false;
        Span<byte> order = [0, 1, 2, 3, 4, 5];
        for (var i = 0; i < selectors.Length; i++)
        {
            var index = 0;
            while (bits.ReadBit())
            {
                if (++index >= tables || bits.IsOver) return false;
            }

            selectors[i] = MoveToFront(order, index);
        }

        return true;
    }

    private static bool TryReadBytes(
        ref Bzip2Bits bits, byte[] symbols, byte[] selectors, Bzip2Codes[] codes, List<byte> bytes)
    {
        var end = symbols.Length + 1;
        Span<byte> order = symbols;
        var (runLength, runWeight) = (0, 1);
        for (var read = 0; ; read++)
        {
            if (read / GroupSymbols >= selectors.Length) return false;
            var symbol = codes[selectors[read / GroupSymbols]].Read(ref bits);
            if (symbol < 0 || bits.IsOver) return false;
            if (symbol <= 1)
            {
                // A number in base two with the digits 1 and 2: how often the front byte repeats.
                runLength += runWeight << symbol;
                runWeight <<= 1;
                if (runLength > MostBytes) return false;
                continue;
            }

            if (bytes.Count + runLength > MostBytes) return false;
            for (var i = 0; i < runLength; i++) bytes.Add(order[0]);
            (runLength, runWeight) = (0, 1);
            if (symbol == end) return bytes.Count > 0;
            if (bytes.Count == MostBytes) return false;
            bytes.Add(MoveToFront(order, symbol - 1));
        }
    }

    private static byte MoveToFront(Span<byte> order, int index)
    {
        var value = order[index];
        order[..index].CopyTo(order[1..]);
        order[0] = value;
        return value;
    }

    // The sort undone: the n-th byte x of the last column stands before the n-th x of the sorted first column.
    private static int[] NextOf(byte[] last)
    {
        var starts = new int[256];
        foreach (var value in last) starts[value]++;
        var sum = 0;
        for (var i = 0; i < starts.Length; i++) (starts[i], sum) = (sum, sum + starts[i]);
        var next = new int[last.Length];
        for (var i = 0; i < last.Length; i++) next[starts[last[i]]++] = i;
        return next;
    }
}
