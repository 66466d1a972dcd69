namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// The 512 bytes before each file of a tar archive (POSIX.1-1988, ustar). Names are not looked at beyond need.
/// </summary>
internal readonly ref struct TarHeader(ReadOnlySpan<byte> block)
{
    public const int Bytes = 512;

    private readonly ReadOnlySpan<byte> _block = block;

    /// <summary>True for a header whose checksum is right.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content.Length >= Bytes && new TarHeader(content[..Bytes]).HasRightChecksum;

    public bool HasRightChecksum
    {
        get
        {
            // The field itself counts as eight blanks.
            var sum = 8 * ' ';
            for (var i = 0; i < Bytes; i++)
            {
                if (i is < 148 or >= 156) sum += _block[i];
            }

            return Octal(_block.Slice(148, 8)) == sum;
        }
    }

    /// <summary>−1 for what is no octal number; sizes beyond 8 GB have another form, which no index needs.</summary>
    public long SizeBytes => Octal(_block.Slice(124, 12));

    public bool IsFile => _block[156] is (byte)'0' or 0;

    /// <summary>The name without what a long one has in front.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            var name = _block[..100];
            var end = name.IndexOf((byte)0);
            return end < 0 ? name : name[..end];
        }
    }

    private static long Octal(ReadOnlySpan<byte> field)
    {
        var digits = field.Trim(" \0"u8);
        if (digits.IsEmpty) return -1;
        var value = 0L;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return -1;
            value = (value << 3) | (uint)(digit - '0');
        }

        return value;
    }
}
