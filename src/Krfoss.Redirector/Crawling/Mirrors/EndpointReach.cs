using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Which endpoints of a mirror can be looked at from here.</summary>
internal sealed class EndpointReach
{
    // Any public address will do: nothing is sent, only the way to it is looked up.
    private static readonly IPEndPoint Somewhere = new(IPAddress.Parse("2001:db8::1"), 9);

    /// <summary>Without a public IPv6 address of its own this machine cannot tell who has IPv6.</summary>
    private readonly Lazy<bool> _hasIPv6;

    public EndpointReach()
        : this(FindIPv6)
    {
    }

    internal EndpointReach(Func<bool> hasIPv6) => _hasIPv6 = new(hasIPv6);

    public bool IsChecked(MirrorCandidate candidate, MirrorEndpoint endpoint)
    {
        var url = endpoint.IsHttps ? candidate.HttpsBase : candidate.HttpBase;
        if (url is null) return false;
        if (IPAddress.TryParse(new Uri(url).IdnHost, out var literal))
            return endpoint.IsIPv6 == (literal.AddressFamily == AddressFamily.InterNetworkV6);
        return !endpoint.IsIPv6 || (candidate.Mirror.Definition.IPv6 != false && _hasIPv6.Value);
    }

    private static bool FindIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(Somewhere);
            return socket.LocalEndPoint is IPEndPoint local && PublicAddresses.IsGlobal(IpNumber.From(local.Address));
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
