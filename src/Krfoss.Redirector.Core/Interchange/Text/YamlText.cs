using System.Buffers;
using System.Globalization;

namespace Krfoss.Redirector.Core.Interchange.Text;

/// <summary>Values as YAML text that no reader takes for something else.</summary>
internal static class YamlText
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Plain = SearchValues.Create(Letters + "0123456789 ._~/@+=-:");

    /// <summary>
    /// Without quotes where that is certain to be read back: it begins with a letter or a slash, ends with no space or
    /// colon, and has nothing in it that YAML knows.
    /// </summary>
    public static string Value(string text) =>
        text.Length > 0 && (Letters.Contains(text[0]) || text[0] == '/') && !text.AsSpan().ContainsAnyExcept(Plain)
            && text[^1] is not (' ' or ':') && !text.Contains(": ", StringComparison.Ordinal) && !IsWord(text)
            ? text
            : Quoted(text);

    /// <summary>In single quotes, in which only the quote itself is special.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Number(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Null where there is nothing.</summary>
    public static string? List(IEnumerable<string> items) =>
        string.Join(", ", items) is { Length: > 0 } text ? $"[{text}]" : null;

    /// <summary>In the largest unit that leaves a whole number, hours before days.</summary>
    public static string Duration(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        return seconds % 3600 == 0 ? $"{seconds / 3600}h" : seconds % 60 == 0 ? $"{seconds / 60}m" : $"{seconds}s";
    }

    public static string Comment(string text) => text.ReplaceLineEndings(" ");

    // Other readers take these for something else than text, and this file may be read by them.
    private static bool IsWord(string text) => text.ToUpperInvariant() is
        "NULL" or "TRUE" or "FALSE" or "YES" or "NO" or "ON" or "OFF" or "Y" or "N";
}
