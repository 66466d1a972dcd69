namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// The form of a path that is classified: escapes decoded once, lone <c>.</c> segments left out (apt's flat sources ask
/// for <c>./InRelease</c>). Only for looking at; what is sent on is the path as it came.
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
    public static bool TryWrite(ReadOnlySpan<char> path, Span<char> tidy, out int length)
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

            var pair = c == '%' && i + 2 < path.Length ? PercentEscapes.HexPair(path[i + 1], path[i + 2]) : -1;
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
