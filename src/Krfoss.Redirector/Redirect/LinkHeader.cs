using System.Text;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Redirect;

/// <summary>
/// The runners-up as <c>Link: &lt;url&gt;; rel=duplicate; pri=N; geo=cc</c> (RFC 6249): information for people and
/// tools. Kept short, since old apt versions and proxies have small header buffers; the first runner-up always stands.
/// </summary>
internal static class LinkHeader
{
    private const int MaxLength = 1_000;

    public static string? Of(in RedirectDecision decision, in RepositoryRequest request)
    {
        if (decision.RunnersUpCount == 0) return null;
        var tail = request.Tail;
        var link = new StringBuilder(256);
        for (var i = 0; i < decision.RunnersUpCount; i++)
        {
            var candidate = decision.RunnerUp(i);
            var baseUrl = candidate.BaseFor(request.NeedsHttps);
            if (i > 0 && link.Length + baseUrl!.Length + tail.Length > MaxLength) break;
            if (i > 0) link.Append(", ");
            link.Append('<').Append(baseUrl).Append(tail).Append(">; rel=duplicate; pri=").Append(i + 2)
                .Append("; geo=").Append(candidate.Mirror.GeoCode);
        }

        return link.ToString();
    }
}
