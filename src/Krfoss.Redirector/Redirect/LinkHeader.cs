using System.Text;
using Krfoss.Redirector.Core.Selection;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// The runners-up as <c>Link: &lt;url&gt;; rel=duplicate; pri=N; geo=cc</c> (RFC 6249): information for people and tools.
/// Kept short, since old apt versions and proxies have small header buffers; the first runner-up always stands.
/// </summary>
internal static class LinkHeader
{
    private const int MaxLength = 1_000;

    public static string? Of(in RedirectDecision decision, bool isHttps, ReadOnlySpan<char> pathAndQuery)
    {
        if (decision.RunnersUpCount == 0) return null;
        var link = new StringBuilder(256);
        for (var i = 0; i < decision.RunnersUpCount; i++)
        {
            var candidate = decision.RunnerUp(i);
            var baseUrl = candidate.BaseFor(isHttps);
            if (i > 0 && link.Length + baseUrl!.Length + pathAndQuery.Length > MaxLength) break;
            if (i > 0) link.Append(", ");
            link.Append('<').Append(baseUrl).Append(pathAndQuery).Append(">; rel=duplicate; pri=").Append(i + 2)
                .Append("; geo=").Append(candidate.Mirror.GeoCode);
        }

        return link.ToString();
    }
}
