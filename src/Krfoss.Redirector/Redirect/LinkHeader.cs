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

    /// <summary>What stands around a URL: <c>, &lt;</c> and <c>&gt;; rel=duplicate; pri=N; geo=cc</c>.</summary>
    public const int MarkupLength = 33;

    /// <summary>So many of the runners-up are named.</summary>
    public static int CountOf(in RedirectDecision decision, int tailLength, bool needsHttps)
    {
        var length = 0;
        for (var i = 0; i < decision.RunnersUpCount; i++)
        {
            var urlLength = decision.RunnerUp(i).BaseFor(needsHttps)!.Length + tailLength;
            if (i > 0 && length + urlLength > MaxLength) return i;
            length += urlLength + MarkupLength;
        }

        return decision.RunnersUpCount;
    }

    public static string? Of(in RedirectDecision decision, in RepositoryRequest request)
    {
        var tail = request.Tail;
        var count = CountOf(decision, tail.Length, request.NeedsHttps);
        if (count == 0) return null;

        // Put together on the stack, so that the header's own string is all that is allocated.
        var link = new DefaultInterpolatedStringHandler(0, 0, null, stackalloc char[MaxLength + MarkupLength]);
        for (var i = 0; i < count; i++)
        {
            var candidate = decision.RunnerUp(i);
            link.AppendLiteral(i > 0 ? ", <" : "<");
            link.AppendLiteral(candidate.BaseFor(request.NeedsHttps)!);
            link.AppendFormatted(tail);
            link.AppendLiteral(">; rel=duplicate; pri=");
            link.AppendFormatted(i + 2);
            link.AppendLiteral("; geo=");
            link.AppendLiteral(candidate.Mirror.GeoCode);
        }

        return link.ToStringAndClear();
    }
}
