using System.Text.Unicode;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Paths;

/// <summary>
/// The slow half of the allow-list, for targets with escapes or dots at the start of a segment: decodes until nothing
/// is left to decode and looks at every stage. A proxy or a mirror that decodes once more than we do must not find
/// a separator, a control byte or a dot segment. Works on the stack; expects bytes that the alphabet let through.
/// </summary>
public static class EscapeRules
{
    /// <summary>Rounds of decoding after which more escapes count as an attack; honest names need two.</summary>
    private const int MaxRounds = 4;

    private enum Decoded
    {
        Nothing,
        Some,
        BadEscape,
        Forbidden,
    }

    public static TargetVerdict CheckPath(ReadOnlySpan<char> path) => Check(path, isPath: true);

    /// <summary>
    /// In a query slashes and dots lead nowhere, so only bad escapes, control bytes and broken UTF-8 are refused.
    /// </summary>
    public static TargetVerdict CheckQuery(ReadOnlySpan<char> query) => Check(query, isPath: false);

    private static TargetVerdict Check(ReadOnlySpan<char> part, bool isPath)
    {
        Span<byte> text = stackalloc byte[RequestTarget.MaxLength];
        for (var i = 0; i < part.Length; i++) text[i] = (byte)part[i];
        text = text[..part.Length];

        // No stage may add a slash, so segments stay the same ones and only their dots have to be counted.
        var bareDots = isPath ? CountBareDots(text) : 0;
        if (bareDots < 0) return TargetVerdict.DotSegment;
        for (var round = 1; round <= MaxRounds; round++)
        {
            var decoded = Decode(text, round == 1, isPath, out var length);
            if (decoded == Decoded.Nothing) return TargetVerdict.Ok;
            text = text[..length];
            var verdict = decoded switch
            {
                Decoded.BadEscape => TargetVerdict.BadEscape,
                Decoded.Forbidden => TargetVerdict.EncodedSeparatorOrControl,
                _ when !Utf8.IsValid(text) => TargetVerdict.BrokenUtf8,
                _ when isPath && CountBareDots(text) != bareDots => TargetVerdict.DotSegment,
                _ => TargetVerdict.Ok,
            };
            if (verdict != TargetVerdict.Ok) return round == 1 ? verdict : TargetVerdict.HiddenByDoubleEscape;
        }

        return Decode(text, strict: false, isPath, out _) == Decoded.Nothing
            ? TargetVerdict.Ok
            : TargetVerdict.HiddenByDoubleEscape;
    }

    /// <summary>
    /// Decodes in place. Only the first round is strict: behind it a lone <c>%</c> is a byte of a name.
    /// </summary>
    private static Decoded Decode(Span<byte> text, bool strict, bool isPath, out int length)
    {
        length = 0;
        var result = Decoded.Nothing;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '%')
            {
                var pair = i + 2 < text.Length ? PercentEscapes.HexPair(text[i + 1], text[i + 2]) : -1;
                if (pair < 0 && strict) return Decoded.BadEscape;
                if (pair >= 0)
                {
                    if (pair is < 0x20 or 0x7F || (isPath && pair is '/' or '\\')) return Decoded.Forbidden;
                    value = (byte)pair;
                    i += 2;
                    result = Decoded.Some;
                }
            }

            text[length++] = value;
        }

        return result;
    }

    /// <summary>
    /// Counts segments that are just <c>.</c>; −1 where a segment leads upwards or hides a dot behind parameters.
    /// </summary>
    private static int CountBareDots(ReadOnlySpan<byte> path)
    {
        var count = 0;
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf((byte)'/');
            var segment = slash < 0 ? path : path[..slash];
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (segment is not [(byte)'.', ..]) continue;
            if (segment.Length == 1) count++;
            else if (IsEnd(segment[1]) || (segment[1] == '.' && (segment.Length == 2 || IsEnd(segment[2])))) return -1;
        }

        return count;
    }

    /// <summary>
    /// Bytes at which some servers stop reading a segment: <c>/..;x/</c> climbs in servlet containers.
    /// </summary>
    private static bool IsEnd(byte value) => value is (byte)';' or (byte)'?' or (byte)'#';
}
