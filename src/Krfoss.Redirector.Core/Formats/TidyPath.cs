using System.Text;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// The form of a path that is classified and held against patterns: escapes decoded once as UTF-8, lone <c>.</c>
/// segments left out (apt's flat sources ask for <c>./InRelease</c>). Only for looking at; what is sent on is the path
/// as it came. A character beyond the first plane is two chars here, and so two <c>?</c> of a pattern.
/// </summary>
public static class TidyPath
{
    /// <summary>True where a path can be classified as it stands.</summary>
    public static bool IsTidy(ReadOnlySpan<char> path) =>
        !path.Contains('%')
        && !path.Contains("/.", StringComparison.Ordinal)
        && !path.Contains("//", StringComparison.Ordinal)
        && path is not ['.' or '/', ..];

    /// <summary>Writes the tidy form; false for what the request line's check should not have let through.</summary>
    /// <param name="tidy">At least as long as the path.</param>
    public static bool TryWrite(ReadOnlySpan<char> path, Span<char> tidy, out int length) =>
        TryWrite(path, isEscaped: true, tidy, out length);

    /// <summary>
    /// The same for a name that was never escaped, as most indexes write them: a percent sign is a percent sign.
    /// </summary>
    /// <param name="tidy">At least as long as the path.</param>
    public static bool TryWriteUnescaped(ReadOnlySpan<char> path, Span<char> tidy, out int length)
    {
        length = 0;
        return !path.ContainsAnyInRange('\0', '\u001F') && TryWrite(path, isEscaped: false, tidy, out length);
    }

    private static bool TryWrite(ReadOnlySpan<char> path, bool isEscaped, Span<char> tidy, out int length)
    {
        length = 0;
        if (path is ['/', ..]) return false;
        var segmentStart = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '/')
            {
                if (!EndSegment(tidy, segmentStart, ref length, isLast: false)) return false;
                segmentStart = length;
                continue;
            }

            var pair = isEscaped ? PairAt(path, i) : -1;
            if (pair >= 0x80)
            {
                if (!TryWriteRune(path, ref i, tidy, ref length)) return false;
                continue;
            }

            if (pair >= 0)
            {
                if (pair is < 0x20 or '/' or '\\') return false;
                c = (char)pair;
                i += 2;
            }

            tidy[length++] = c;
        }

        return EndSegment(tidy, segmentStart, ref length, isLast: true);
    }

    /// <summary>Decodes the escaped bytes of one character; leaves <paramref name="i"/> at its last digit.</summary>
    private static bool TryWriteRune(ReadOnlySpan<char> path, ref int i, Span<char> tidy, ref int length)
    {
        // No character has more than four bytes, and each of them is three characters of the path.
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && PairAt(path, i + (3 * count)) is >= 0x80 and var value)
        {
            bytes[count++] = (byte)value;
        }

        if (Rune.DecodeFromUtf8(bytes[..count], out var rune, out var used) != System.Buffers.OperationStatus.Done)
            return false;
        length += rune.EncodeToUtf16(tidy[length..]);
        i += (3 * used) - 1;
        return true;
    }

    /// <summary>The byte of the escape that begins here; −1 where none does.</summary>
    private static int PairAt(ReadOnlySpan<char> path, int i) =>
        i + 2 < path.Length && path[i] == '%' ? PercentEscapes.HexPair(path[i + 1], path[i + 2]) : -1;

    private static bool EndSegment(Span<char> tidy, int start, ref int length, bool isLast)
    {
        var segment = tidy[start..length];
        if (segment is ['.', '.']) return false;
        if (segment is ['.'])
        {
            length = start;
            return true;
        }

        if (isLast) return true;
        if (segment.IsEmpty) return false;
        tidy[length++] = '/';
        return true;
    }
}
