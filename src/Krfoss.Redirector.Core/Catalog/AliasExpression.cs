using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// The regular expression of an alias, held to the beginning of a path: <c>^foo|bar/</c> alone would also find
/// <c>bar/</c> in the middle. The engine never backtracks, so the time is bounded by the path's length.
/// </summary>
public static class AliasExpression
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or is too large.</exception>
    public static Regex Compile(string from)
    {
        // First by itself: brackets that do not match could close the group around it and still make an expression.
        _ = new Regex(from, Options);
        return new($@"\A(?:{from})", Options);
    }

    /// <summary>
    /// What every path that fits begins with: the plain characters in front of the first sign that means something.
    /// A path is then mostly told apart by a comparison, which costs a hundredth of the expression.
    /// </summary>
    public static string LiteralBeginning(string from)
    {
        ArgumentNullException.ThrowIfNull(from);
        if (from.Contains('|', StringComparison.Ordinal)) return "";
        var start = from.StartsWith('^') ? 1 : 0;
        var end = start;
        while (end < from.Length && (char.IsAsciiLetterOrDigit(from[end]) || from[end] is '/' or '-' or '_')) end++;

        // What may stand there no time belongs to its sign.
        if (end > start && end < from.Length && from[end] is '?' or '*' or '{') end--;
        return from[start..Math.Max(start, end)];
    }
}
