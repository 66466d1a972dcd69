using System.Text;

namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// Text that any database takes. What strange servers send stands in the evidence, PostgreSQL refuses NUL and half
/// characters, and one row that is refused would hold up everything behind it.
/// </summary>
internal static class StorableText
{
    public static string Of(string text)
    {
        if (!text.AsSpan().Contains('\0') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) return text;
        var clean = new StringBuilder(text.Length);
        // Half a character is enumerated as the replacement character.
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }
}
