using System.Text;

namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>How messages quote what an operator wrote: on one line, short, and with nothing a
/// terminal would obey.</summary>
public static class Wording
{
    private const int QuotedLength = 60;

    /// <summary>The text in backticks; long text is cut.</summary>
    public static string Quote(string text) => $"`{Plain(text, QuotedLength)}`";

    /// <summary>The text on one line: what is longer is cut, unprintable characters are written
    /// as <c>\u202e</c>.</summary>
    public static string Plain(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = new StringBuilder();
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, longest)))
        {
            if (IsPrintable(c)) quoted.Append(c);
            else quoted.Append("\\u").Append(((int)c).ToString("x4"));
        }

        return quoted.Append(text.Length > longest ? "…" : "").ToString();
    }

    /// <summary>False for control characters, line separators, direction marks, and halves of
    /// surrogate pairs.</summary>
    public static bool IsPrintable(char c) => !char.IsControl(c) && !char.IsSurrogate(c) && !IsInvisibleMark(c);

    /// <summary>Marks that change how the text around them is shown (UAX 9), or break lines.</summary>
    public static bool IsInvisibleMark(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
