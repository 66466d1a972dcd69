using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Tests.Paths;

/// <summary>
/// Reads a target as careless servers might, by text replacement and independent of the code under test, and says what
/// is wrong with an accepted one; null where nothing is.
/// </summary>
internal static partial class NaiveReader
{
    private const int Stages = 3;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static string? Complaint(string target)
    {
        var cut = target.Split('?', 2);
        var path = cut[0];
        var query = cut.Length > 1 ? cut[1] : "";
        if (target.Length > 2048) return "too long";
        if (!path.StartsWith('/')) return "not a path";
        if (target.Any(c => c is <= ' ' or > '~')) return "raw byte";
        var slashes = path.Count(c => c == '/');
        for (var stage = 0; stage <= Stages; stage++)
        {
            if (path.Contains('\\')) return $"backslash at stage {stage}";
            if (path.Count(c => c == '/') != slashes) return $"more slashes at stage {stage}";
            if (path.Contains("//")) return $"empty segment at stage {stage}";
            if (path.Split('/').Any(IsClimbing)) return $"dot segment at stage {stage}";
            if (path.Any(IsControl) || query.Any(IsControl)) return $"control at stage {stage}";
            if (!IsUtf8(path) || !IsUtf8(query)) return $"broken UTF-8 at stage {stage}";
            (path, query) = (DecodeOnce(path), DecodeOnce(query));
        }

        return null;
    }

    private static bool IsClimbing(string segment) => segment.Split(';', '?', '#')[0] is "..";

    private static bool IsControl(char c) => c is < ' ' or '\x7F';

    private static string DecodeOnce(string text) =>
        Escape().Replace(text, m => ((char)byte.Parse(m.Groups["digits"].Value, NumberStyles.HexNumber)).ToString());

    private static bool IsUtf8(string bytes)
    {
        try
        {
            StrictUtf8.GetCharCount(Encoding.Latin1.GetBytes(bytes));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex("%(?<digits>[0-9A-Fa-f]{2})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
