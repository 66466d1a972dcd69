using System.Text;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Interchange.Text;

/// <summary>Text of other lists, made fit for a catalog, which holds no unprintable and no endless names.</summary>
public static class Labels
{
    public const int LongestName = 80;

    /// <summary>On one line, without marks that nobody sees, cut at so many characters.</summary>
    public static string Clean(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder();
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (count == longest) break;
            var isSpace = Rune.IsWhiteSpace(rune);
            if (!isSpace && rune.IsBmp && !Wording.IsPrintable((char)rune.Value)) continue;
            clean.Append(isSpace ? " " : rune.ToString());
            count++;
        }

        return clean.ToString().Trim();
    }
}
