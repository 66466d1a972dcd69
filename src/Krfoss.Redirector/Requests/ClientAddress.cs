using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Requests;

/// <summary>
/// Who the client is and over what it came. Only trusted proxies may say so for others: their headers are walked from
/// the right, and the first address that is not a trusted proxy is the client. The Host header never counts.
/// </summary>
internal sealed class ClientAddress(RedirectorOptions options)
{
    public IpNumber Of(HttpContext context)
    {
        var peer = PeerOf(context);
        if (!options.TrustedProxies.Contains(peer)) return peer;
        var headers = context.Request.Headers;
        var forwardedFor = headers["X-Forwarded-For"];
        return forwardedFor.Count > 0 || headers["Forwarded"] is not { Count: > 0 } forwarded
            ? ForwardedFor.Client(peer, forwardedFor.ToString(), options.TrustedProxies)
            : ForwardedHeader.Client(peer, forwarded.ToString(), options.TrustedProxies);
    }

    /// <summary>True when the client itself came over https, as far as a trusted proxy says so.</summary>
    public bool IsHttps(HttpContext context)
    {
        if (context.Request.IsHttps) return true;
        if (!options.TrustedProxies.Contains(PeerOf(context))) return false;
        var headers = context.Request.Headers;
        var proto = headers["X-Forwarded-Proto"];
        return proto.Count > 0 || headers["Forwarded"] is not { Count: > 0 } forwarded
            ? ForwardedFor.NamesHttps(proto.ToString())
            : ForwardedHeader.NamesHttps(forwarded.ToString());
    }

    /// <summary>
    /// True for callers who may ask about other addresses: operators, and the trusted proxies for themselves.
    /// </summary>
    public bool MayAskForOthers(HttpContext context)
    {
        var client = Of(context);
        return options.Operators.Contains(client) || options.TrustedProxies.Contains(client);
    }

    // A Unix socket has no address; only a local proxy can be behind it.
    private static IpNumber PeerOf(HttpContext context) => context.Connection.RemoteIpAddress is { } address
        ? IpNumber.From(address)
        : IpNumber.FromIPv4(0x7F000001);
}
