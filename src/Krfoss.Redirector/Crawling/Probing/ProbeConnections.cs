using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>What is known of the connection to a host.</summary>
internal sealed record ConnectionFacts(IPAddress Address, DateTimeOffset? NotAfter = null, string? Issuer = null);

/// <summary>
/// Opens connections to public addresses only, over one family. The check is made on the address that is then
/// connected to, not on the name: names lie, change between check and use, and can be spelled in too many ways.
/// </summary>
internal sealed class ProbeConnections(ProbeNetwork network, AddressFamily family)
{
    // A host has one connection at a time, so its latest facts are those of the connection in use.
    private readonly ConcurrentDictionary<(string Host, int Port), ConnectionFacts> _facts = new();

    /// <summary>The connection that was opened last; null = none stands.</summary>
    public ConnectionFacts? FactsOf(Uri url) => _facts.GetValueOrDefault((url.IdnHost.ToLowerInvariant(), url.Port));

    public async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var key = (host.ToLowerInvariant(), port);
        _facts.TryRemove(key, out _);
        var addresses = await FindAsync(host, port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            _facts[key] = new(((IPEndPoint)socket.RemoteEndPoint!).Address.Plain());
            var stream = new PoolStream(new NetworkStream(socket, ownsSocket: true));
            if (context.InitialRequestMessage.RequestUri?.Scheme is not "https") return stream;
            return await TlsHandshake.MakeAsync(
                stream, host, network.Authorities, certificate => _facts[key] = _facts[key] with
                {
                    NotAfter = new DateTimeOffset(certificate.NotAfter),
                    Issuer = certificate.Issuer,
                }, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<IPAddress[]> FindAsync(string host, int port, CancellationToken cancellationToken)
    {
        var isLiteral = IPAddress.TryParse(host, out var literal);
        var found = isLiteral ? [literal!] : await ResolveAsync(host, cancellationToken);
        foreach (var address in found)
        {
            // One bad address condemns the name: a resolver's answer can hold a public one as a bait.
            if (!network.MayReach(address)) throw Refusal(host, address.Plain(), isLiteral);
            if (network.IsOurAddress(new(address.Plain(), port)))
                throw new ConnectionRefusedException(
                    ExchangeOutcome.RedirectedToUs, $"{host} stands at {address}, which is this service itself");
        }

        var usable = found.Where(Fits).ToArray();
        return usable.Length > 0
            ? usable
            : throw new ConnectionRefusedException(
                ExchangeOutcome.NameFailed, $"{host} has no address of the family asked for");
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await network.Resolve(host, family, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new ConnectionRefusedException(ExchangeOutcome.NameFailed, $"{host} does not resolve: {e.Message}");
        }
    }

    private bool Fits(IPAddress address) =>
        family is AddressFamily.Unspecified || address.Plain().AddressFamily == family;

    private static ConnectionRefusedException Refusal(string host, IPAddress address, bool isLiteral) =>
        !isLiteral && address.IsNobody()
            ? new(ExchangeOutcome.NameFailed, $"{host} resolves to {address}, which can be no server")
            : new(ExchangeOutcome.AddressRefused, $"{host} stands at {address}, which is not on the public internet; "
                + "Redirector:Crawl:AllowedNetworks may allow it");
}

/// <summary>The connections over one family, one for each host, kept for a short while.</summary>
internal sealed class ConnectionPool : IDisposable
{
    private const int MaxHeadKiB = 32;
    private const int MaxConnectionsToOrigin = 6;

    public ConnectionPool(ProbeNetwork network, AddressFamily family, TimeSpan connectTimeout)
    {
        (Family, Connections) = (family, new(network, family));
        Http = new(new SocketsHttpHandler
        {
            ConnectCallback = Connections.ConnectAsync,
            ConnectTimeout = connectTimeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = MaxHeadKiB,
            // Mirrors are asked over one of the families, origins over whichever works.
            MaxConnectionsPerServer = family == AddressFamily.Unspecified ? MaxConnectionsToOrigin : 1,
            MaxResponseDrainSize = 4096,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        });
    }

    public AddressFamily Family { get; }

    public ProbeConnections Connections { get; }

    public HttpMessageInvoker Http { get; }

    public void Dispose() => Http.Dispose();
}

/// <summary>Two words about addresses that the connections need.</summary>
internal static class AddressWords
{
    /// <summary>IPv4 as IPv4, also where it came mapped into IPv6.</summary>
    public static IPAddress Plain(this IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>True for "this host", under which a name is parked: 0.0.0.0/8, 127.0.0.0/8, :: and ::1.</summary>
    public static bool IsNobody(this IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.IPv6Any)
        || (address.AddressFamily is AddressFamily.InterNetwork && address.GetAddressBytes()[0] == 0);
}
