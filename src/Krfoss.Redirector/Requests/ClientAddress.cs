using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Requests;

/// <summary>Who asks, and whether over https.</summary>
internal readonly record struct ClientConnection(IpNumber Address, bool IsHttps);

/// <summary>
/// Who the client is and over what it came. Only trusted proxies may say so for others: their headers are walked from
/// the right, and the first address that is not a trusted proxy is the client. The Host header never counts.
/// </summary>
internal sealed class ClientAddress(RedirectorOptions options)
{
    public ClientConnection Of(HttpContext context)
    {
        // A Unix socket has no address; only a local proxy can be behind it.
        var peer = context.Connection.RemoteIpAddress is { } address
            ? IpNumber.From(address)
            : IpNumber.FromIPv4(0x7F000001);
        if (!options.TrustedProxies.Contains(peer)) return new(peer, context.Request.IsHttps);
        var headers = context.Request.Headers;
        var forwardedFor = headers["X-Forwarded-For"];
        var forwarded = headers["Forwarded"];
        var client = (forwardedFor.Count, forwarded.Count) switch
        {
            (0, 0) => peer,
            (_, 0) => ForwardedFor.Client(peer, forwardedFor.ToString(), options.TrustedProxies),
            (0, _) => ForwardedHeader.Client(peer, forwarded.ToString(), options.TrustedProxies),
            _ => OfBoth(peer, forwardedFor.ToString(), forwarded.ToString()),
        };
        return new(
            client,
            context.Request.IsHttps
                || ForwardedFor.NamesHttps(headers["X-Forwarded-Proto"].ToString())
                || (forwarded.Count > 0 && ForwardedHeader.NamesHttps(forwarded.ToString())));
    }

    /// <summary>True for who may ask about other addresses: operators, and trusted proxies for themselves.</summary>
    public bool MayAskForOthers(HttpContext context)
    {
        var client = Of(context).Address;
        return options.Operators.Contains(client) || options.TrustedProxies.Contains(client);
    }

    // A proxy writes one of the two headers and may pass on the other as the client wrote it. Nobody can tell which, so
    // where they name different clients neither is believed.
    private IpNumber OfBoth(IpNumber peer, string forwardedFor, string forwarded)
    {
        var client = ForwardedFor.Client(peer, forwardedFor, options.TrustedProxies);
        return client == ForwardedHeader.Client(peer, forwarded, options.TrustedProxies) ? client : peer;
    }
}
