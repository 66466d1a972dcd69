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
}
