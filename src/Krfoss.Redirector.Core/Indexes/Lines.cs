namespace Krfoss.Redirector.Core.Indexes;

/// <summary>Lines of text that is in memory already.</summary>
internal static class Lines
{
    /// <summary>Cuts the first line off, without its line feed; the rest is empty behind the last one.</summary>
    public static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }

    /// <summary>Cuts the first word off, and the blanks behind it.</summary>
    public static ReadOnlySpan<byte> TakeWord(ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(" \t"u8);
        var end = rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[end..].TrimStart(" \t"u8);
        return word;
    }
}
