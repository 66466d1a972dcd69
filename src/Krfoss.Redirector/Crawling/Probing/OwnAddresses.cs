using System.Net;
using System.Net.NetworkInformation;
using Krfoss.Redirector.Core.Snapshots;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>
/// Knows what leads back to this service: the site's public address, and whatever address it listens on. A mirror that
/// stands there would send clients round in circles.
/// </summary>
internal sealed class OwnAddresses(SnapshotStore snapshots, IServer server)
{
    public bool IsOurs(Uri url) => snapshots.Current.Catalog.Site.Url is { } site
        && url.IdnHost.Equals(site.IdnHost, StringComparison.OrdinalIgnoreCase)
        && (url.Port == site.Port || (url.IsDefaultPort && site.IsDefaultPort));

    public bool IsOurs(IPEndPoint endPoint)
    {
        foreach (var address in server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            var listening = BindingAddress.Parse(address);
            if (listening.IsUnixPipe || listening.Port != endPoint.Port) continue;
            if (!IPAddress.TryParse(listening.Host.Trim('[', ']'), out var own))
            {
                // A word in place of an address: localhost, or * and + for everything this machine has.
                if (listening.Host is "localhost" ? IPAddress.IsLoopback(endPoint.Address) : IsHere(endPoint.Address))
                    return true;
            }
            else if (own.Equals(endPoint.Address) || (IsEverything(own) && IsHere(endPoint.Address)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEverything(IPAddress address) =>
        address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static bool IsHere(IPAddress address) => IPAddress.IsLoopback(address) || NetworkInterface
        .GetAllNetworkInterfaces()
        .Any(card => card.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));
}
