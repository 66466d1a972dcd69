using System.Buffers;
using System.Net;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>
/// Whether a redirect is followed, and where to. Decides from the URLs; what a name stands at is looked at on
/// connecting, and names that are not the mirror's are not even looked up.
/// </summary>
internal static class RedirectRules
{
    public const int MaxRedirects = 3;

    private static readonly SearchValues<char> Unusable = SearchValues.Create([.. Enumerable.Range(0, 0x20)
        .Append(0x7F).Select(c => (char)c)]);

    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The URL to ask next; else null and the outcome that ends the exchange.</summary>
    /// <param name="seen">The URLs that were asked so far, the redirecting one last.</param>
    /// <param name="location">The header as it came; null = none, or several.</param>
    public static (Uri? Next, ExchangeOutcome End) Judge(
        ProbeRequest request, IReadOnlyList<Uri> seen, string? location, ProbeNetwork network)
    {
        if (string.IsNullOrWhiteSpace(location)) return (null, ExchangeOutcome.RedirectLoop);

        // What splits a header in some programs is not a place; escaped line ends are for the same purpose.
        if (location.AsSpan().ContainsAny(Unusable)
            || location.Contains("%0d", StringComparison.OrdinalIgnoreCase)
            || location.Contains("%0a", StringComparison.OrdinalIgnoreCase))
        {
            return (null, ExchangeOutcome.Malformed);
        }

        var from = seen[^1];
        if (!Uri.TryCreate(from, location, out var to)) return (null, ExchangeOutcome.RedirectLoop);
        if (network.IsOurUrl(to)) return (null, ExchangeOutcome.RedirectedToUs);
        if (to.Scheme is not ("http" or "https") || to.UserInfo.Length > 0)
            return (null, ExchangeOutcome.RedirectAddressRefused);
        if (IPAddress.TryParse(to.IdnHost, out var address) && !network.MayReach(address))
            return (null, ExchangeOutcome.RedirectAddressRefused);
        if (!IsOwn(request, to)) return (null, ExchangeOutcome.RedirectedOffsite);
        if (to.Port is not (80 or 443) && to.Port != request.Url.Port)
            return (null, ExchangeOutcome.RedirectAddressRefused);
        if (from.Scheme is "https" && to.Scheme is "http") return (null, ExchangeOutcome.RedirectedToHttp);
        return seen.Contains(to) || seen.Count > MaxRedirects
            ? (null, ExchangeOutcome.RedirectLoop)
            : (to, ExchangeOutcome.Answered);
    }

    private static bool IsOwn(ProbeRequest request, Uri to) => request.OwnHosts is not { } hosts
        || to.IdnHost.Equals(request.Url.IdnHost, StringComparison.OrdinalIgnoreCase) || hosts.Contains(to.IdnHost);
}
