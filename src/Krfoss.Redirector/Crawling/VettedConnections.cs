using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Crawling;

/// <summary>An address that must not be reached was about to be.</summary>
internal sealed class AddressRefusedException(string host, IpNumber address)
    : IOException($"{host} stands at {address}, which is not on the public internet; "
        + "Redirector:Crawl:AllowedNetworks may allow it");

/// <summary>
/// Opens connections to public addresses only. The check is made on the address that is then connected to, not on the
/// name: names lie, change between check and use, and can be spelled in too many ways.
/// </summary>
internal sealed class VettedConnections(PrefixTable<bool> allowed)
{
    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        foreach (var address in addresses)
        {
            // One bad address condemns the name: a resolver's answer can hold a public one as a bait.
            var number = IpNumber.From(address);
            if (!PublicAddresses.IsGlobal(number) && !allowed.Contains(number))
                throw new AddressRefusedException(host, number);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return new PoolStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
