using System.Text;
using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Health.Checks;

/// <summary>
/// Tells pages for people from files of a repository. No index and no package begins like a web page; what the
/// <c>Content-Type</c> says is not believed, since parked domains and log-in pages say all sorts of things.
/// </summary>
internal static partial class HtmlPages
{
    private const int Looked = 4096;

    public static bool IsHtml(Exchange exchange)
    {
        var text = Beginning(exchange).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<body", StringComparison.OrdinalIgnoreCase)
            || (exchange.ContentType is "text/html" && text.StartsWith('<')
                && !text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// True for a page that wants to be filled in or run, as challenges and log-ins do. Web servers' own pages of
    /// errors are HTML too, and do neither.
    /// </summary>
    public static bool WantsSomebody(Exchange exchange) =>
        Beginning(exchange) is var text && (text.Contains("<script", StringComparison.OrdinalIgnoreCase)
            || text.Contains("<form", StringComparison.OrdinalIgnoreCase) || Refresh().IsMatch(text));

    /// <summary>The host that the page sends people to by itself; null = none.</summary>
    public static string? RefreshesTo(Exchange exchange)
    {
        var match = Refresh().Match(Beginning(exchange));
        return match.Success && Uri.TryCreate(exchange.FinalUrl, match.Groups["url"].Value, out var url)
            ? url.IdnHost
            : null;
    }

    private static string Beginning(Exchange exchange) =>
        Encoding.Latin1.GetString(exchange.Body.Span[..Math.Min(exchange.Body.Length, Looked)]);

    [GeneratedRegex(
        """<meta[^>]*http-equiv\s*=\s*["']?refresh["'\s][^>]*?url\s*=\s*["']?(?<url>[^"'>\s]+)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Refresh();
}
