using System.Runtime.CompilerServices;
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

    // What stands around a URL: "<", ">; rel=duplicate; pri=N; geo=cc", ", ".
    private const int MarkupLength = 33;

    public static string? Of(in RedirectDecision decision, in RepositoryRequest request)
    {
        if (decision.RunnersUpCount == 0) return null;
        var tail = request.Tail;

        // Put together on the stack, so that the header's own string is all that is allocated.
        var link = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[MaxLength]);
        var length = 0;
        for (var i = 0; i < decision.RunnersUpCount; i++)
        {
            var candidate = decision.RunnerUp(i);
            var baseUrl = candidate.BaseFor(request.NeedsHttps)!;
            if (i > 0 && length + baseUrl.Length + tail.Length > MaxLength) break;
            length += baseUrl.Length + tail.Length + MarkupLength;
            link.AppendLiteral(i > 0 ? ", <" : "<");
            link.AppendLiteral(baseUrl);
            link.AppendFormatted(tail);
            link.AppendLiteral(">; rel=duplicate; pri=");
            link.AppendFormatted(i + 2);
            link.AppendLiteral("; geo=");
            link.AppendLiteral(candidate.Mirror.GeoCode);
        }

        return link.ToStringAndClear();
    }
}
