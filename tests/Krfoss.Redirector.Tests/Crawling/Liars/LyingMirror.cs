using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>
/// A mirror of <see cref="SmallRepository"/> that lies in one of the known ways, on an address of loopback of its own,
/// since clients remember bad hosts by their address.
/// </summary>
internal sealed class LyingMirror : IAsyncDisposable
{
    /// <summary>What the client under test must be allowed to reach; everything else is forbidden to it.</summary>
    public static readonly string[] Networks = ["127.50.0.0/16", "::1/128"];

    /// <summary>The host of the redirector itself, to which a liar sends people back.</summary>
    public const string OurHost = "redirector.liar.test";

    /// <summary>Inside a network that may not be reached; a test listens there.</summary>
    public static readonly IPAddress TripwireAddress = IPAddress.Parse("127.66.6.6");

    // Alerts of TLS.
    private const byte ProtocolVersion = 70;
    private const byte UnrecognizedName = 112;

    private static int _count;

    private readonly RawServer _server;
    private readonly int _tripwirePort;
    private volatile LyingAnswers _answers;

    private LyingMirror(LiarKind kind, int number, int tripwirePort)
    {
        var address = IPAddress.Parse($"127.50.{number / 250}.{(number % 250) + 1}");
        var isTls = IsTls(kind);
        (Kind, _tripwirePort, _answers) = (kind, tripwirePort, new(kind, tripwirePort));
        _server = RawServer.Start(
            address,
            request => _answers.AnswerAsync(request),
            isTls || kind is LiarKind.ForcesHttps ? CertificateFor(kind, address.ToString()) : null,
            kind is LiarKind.TlsTooOld ? ProtocolVersion : UnrecognizedName);
        var host = NameFor(kind, number, address);
        Url = new($"{(isTls ? "https" : "http")}://{host}:{_server.EndPoint.Port}");
        Endpoint = new(isTls, kind is LiarKind.DeadIPv6 or LiarKind.NoIPv6);
    }

    public LiarKind Kind { get; private set; }

    /// <summary>Base URL of the repository, without a slash at the end.</summary>
    public Uri Url { get; }

    /// <summary>The endpoint on which it lies.</summary>
    public MirrorEndpoint Endpoint { get; }

    public int Connections => _server.Connections;

    /// <summary>The requests that arrived, as their targets.</summary>
    public IReadOnlyList<string> Requests => [.. _server.Requests.Select(request => request.Target)];

    /// <param name="tripwirePort">Where the redirect into a forbidden network points to.</param>
    public static LyingMirror Start(LiarKind kind, int tripwirePort = 80) =>
        new(kind, Interlocked.Increment(ref _count), tripwirePort);

    /// <summary>From the next request on it answers in another way.</summary>
    public void Turn(LiarKind kind)
    {
        (Kind, _answers) = (kind, new(kind, _tripwirePort));
        if (kind is LiarKind.Parked && Endpoint.IsHttps) _server.Show(TestCertificates.OfStranger(Url.Host));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool IsTls(LiarKind kind) => kind is LiarKind.Downgrades
        or (>= LiarKind.TlsExpired and <= LiarKind.HonestTls);

    private static SslServerAuthenticationOptions? CertificateFor(LiarKind kind, string host) => kind switch
    {
        LiarKind.TlsExpired => TestCertificates.Expired(host),
        LiarKind.TlsWrongHost => TestCertificates.Good("other.liar.test"),
        LiarKind.TlsSelfSigned => TestCertificates.SelfSigned(host),
        LiarKind.TlsEndsSoon => TestCertificates.EndingSoon(host),
        LiarKind.TlsTooOld or LiarKind.TlsUnknownName => null,
        _ => TestCertificates.Good(host),
    };

    /// <summary>Liars about names need one; the others are met by their address.</summary>
    private static string NameFor(LiarKind kind, int number, IPAddress address)
    {
        var name = $"m{number}.liar.test";
        switch (kind)
        {
            case LiarKind.NoName: break;
            case LiarKind.NameServerFails: LyingNames.Fail(name, SocketError.TryAgain); break;
            case LiarKind.Nowhere: LyingNames.Put(name, IPAddress.Any); break;
            case LiarKind.LoopbackName: LyingNames.Put(name, IPAddress.Parse("127.172.0.1")); break;
            case LiarKind.DeadIPv6: LyingNames.Put(name, address, IPAddress.IPv6Loopback); break;
            case LiarKind.NoIPv6: LyingNames.Put(name, address); break;
            default: return address.ToString();
        }

        return name;
    }
}
