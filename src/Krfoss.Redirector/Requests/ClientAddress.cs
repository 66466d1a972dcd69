using System.Net;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Requests;

/// <summary>Who asks, and whether over https.</summary>
internal readonly record struct ClientConnection(IpNumber Address, bool IsHttps);

/// <summary>What proxies may say of a request, several lines of a header joined by commas.</summary>
internal readonly ref struct ForwardingHeaders
{
    public bool HasFor { get; init; }

    public ReadOnlySpan<char> For { get; init; }

    public bool HasForwarded { get; init; }

    public ReadOnlySpan<char> Forwarded { get; init; }

    public ReadOnlySpan<char> Proto { get; init; }
}

/// <summary>
/// Who the client is and over what it came. Only trusted proxies may say so for others: their headers are walked from
/// the right, and the first address that is not a trusted proxy is the client. The Host header never counts.
/// </summary>
internal sealed class ClientAddress(RedirectorOptions options)
{
    public ClientConnection Of(HttpContext context)
    {
        var headers = context.Request.Headers;
        var forwardedFor = headers["X-Forwarded-For"];
        var forwarded = headers["Forwarded"];
        return Of(PeerOf(context.Connection.RemoteIpAddress), context.Request.IsHttps, new()
        {
            HasFor = forwardedFor.Count > 0,
            For = forwardedFor.ToString(),
            HasForwarded = forwarded.Count > 0,
            Forwarded = forwarded.ToString(),
            Proto = headers["X-Forwarded-Proto"].ToString(),
        });
    }

    /// <param name="isHttps">Whether the connection itself is.</param>
    public ClientConnection Of(IpNumber peer, bool isHttps, in ForwardingHeaders headers)
    {
        if (!options.TrustedProxies.Contains(peer)) return new(peer, isHttps);
        var client = (headers.HasFor, headers.HasForwarded) switch
        {
            (false, false) => peer,
            (true, false) => ForwardedFor.Client(peer, headers.For, options.TrustedProxies),
            (false, true) => ForwardedHeader.Client(peer, headers.Forwarded, options.TrustedProxies),
            _ => OfBoth(peer, headers.For, headers.Forwarded),
        };
        return new(
            client,
            isHttps
                || ForwardedFor.NamesHttps(headers.Proto)
                || (headers.HasForwarded && ForwardedHeader.NamesHttps(headers.Forwarded)));
    }

    /// <summary>A Unix socket has no address; only a local proxy can be behind it.</summary>
    public static IpNumber PeerOf(IPAddress? address) =>
        address is null ? IpNumber.FromIPv4(0x7F000001) : IpNumber.From(address);

    /// <summary>True for who may ask about other addresses: operators, and trusted proxies for themselves.</summary>
    public bool MayAskForOthers(HttpContext context)
    {
        var client = Of(context).Address;
        return options.Operators.Contains(client) || options.TrustedProxies.Contains(client);
    }

    // A proxy writes one of the two headers and may pass on the other as the client wrote it. Nobody can tell which, so
    // where they name different clients neither is believed.
    private IpNumber OfBoth(IpNumber peer, ReadOnlySpan<char> forwardedFor, ReadOnlySpan<char> forwarded)
    {
        var client = ForwardedFor.Client(peer, forwardedFor, options.TrustedProxies);
        return client == ForwardedHeader.Client(peer, forwarded, options.TrustedProxies) ? client : peer;
    }
}
