using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>Finds the addresses of a name; throws <see cref="SocketException"/> where there are none.</summary>
internal delegate Task<IPAddress[]> ResolveHost(
    string host, AddressFamily family, CancellationToken cancellationToken);

/// <summary>The autonomous system of an address; 0 = not known.</summary>
internal delegate uint AsnOf(IPAddress address);

/// <summary>What the client takes from where it stands: who may be reached, names, who is trusted, who it is.</summary>
/// <param name="Allowed">Networks that may be reached beyond the public internet.</param>
internal sealed record ProbeNetwork(PrefixTable<bool> Allowed)
{
    public ResolveHost Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>True for URLs that lead to this service.</summary>
    public Predicate<Uri> IsOurUrl { get; init; } = _ => false;

    /// <summary>True for addresses on which this service listens.</summary>
    public Predicate<IPEndPoint> IsOurAddress { get; init; } = _ => false;

    /// <summary>Null = the authorities that the machine trusts.</summary>
    public X509Certificate2Collection? Authorities { get; init; }

    public bool MayReach(IPAddress address)
    {
        var number = IpNumber.From(address);
        return PublicAddresses.IsGlobal(number) || Allowed.Contains(number);
    }
}

/// <summary>A connection that was not made, or not kept, and why.</summary>
internal sealed class ConnectionRefusedException(ExchangeOutcome outcome, string message) : IOException(message)
{
    public ExchangeOutcome Outcome { get; } = outcome;
}
