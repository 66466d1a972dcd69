using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

/// <summary>
/// Whatever a URL is spelled like, and whoever names it, nothing inside is reached: a tripwire on
/// loopback must see no connection.
/// </summary>
public sealed class ForbiddenAddressTests : IDisposable
{
    /// <summary>An address of loopback that is allowed, to redirect from.</summary>
    private const string Allowed = "127.9.9.9";

    private readonly TcpListener _tripwire = new(IPAddress.Loopback, 0);
    private readonly int _port;

    public ForbiddenAddressTests()
    {
        _tripwire.Start();
        _port = ((IPEndPoint)_tripwire.LocalEndpoint).Port;
    }

    public static TheoryData<string> Hosts =>
    [
        "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0x7F.0.0.0x1",
        "017700000001", "0177.0.0.1", "0177.1", "127.0.0.1.", "0", "0.0.0.0", "0x0", "00000000000",
        "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "１２７.0.0.1", "127%2e0%2e0%2e1", "%31%32%37.0.0.1",
        "localhost", "LOCALHOST", "localhost.", "LocalHost", "ⓛocalhost",
        "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::7f00:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]",
        "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]", "[2001:0:7f00:1::]",
        "[fe80::1]", "[fe80::1%25lo]",
        "[fc00::1]", "[fd00::1]", "[ff02::1]", "[100::1]", "[2001:db8::1]", "[3fff::1]",
        "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "192.168.0.1", "192.0.0.1",
        "192.0.2.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "2852039166", "0xa9fea9fe",
    ];

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Nothing_inside_is_asked_directly(string host)
    {
        using var client = FetchScene.Client(FetchScene.Options());
        if (!Uri.TryCreate($"http://{host}:{_port}/a", UriKind.Absolute, out var url)) return;
        await AssertNotReachedAsync(client, url);
    }

    [Theory]
    [MemberData(nameof(Hosts))]
    public async Task Nothing_inside_is_asked_because_a_redirect_says_so(string host)
    {
        await using var origin = await LoopbackOrigin.StartAsync(Allowed, _port);
        origin.Answer("/a", context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = $"http://{InHeader(host)}:{_port}/b";
            return Task.CompletedTask;
        });
        using var client = FetchScene.Client(FetchScene.Options(Allowed + "/32"));
        await AssertNotReachedAsync(client, origin.Url("/a"));
        Assert.Single(origin.Requests);
    }

    [Fact]
    public async Task The_tripwire_is_reached_where_it_is_allowed()
    {
        using var client = FetchScene.Client(FetchScene.Options("127.0.0.1"));
        var answer = client.AskAsync(new(new($"http://127.0.0.1:{_port}/a")), TestContext.Current.CancellationToken);
        using var connection = await _tripwire.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        _tripwire.Stop();
        connection.Close();
        Assert.Equal(ExchangeOutcome.ConnectFailed, (await answer).Outcome);
    }

    public void Dispose() => _tripwire.Dispose();

    private async Task AssertNotReachedAsync(ProbeClient client, Uri url)
    {
        var answer = await client.AskAsync(new(url), TestContext.Current.CancellationToken);

        // Refused by the rule; a name that nobody can resolve is a failure of its own.
        Assert.True(
            answer.Outcome is ExchangeOutcome.AddressRefused or ExchangeOutcome.RedirectAddressRefused
                or ExchangeOutcome.NameFailed or ExchangeOutcome.RedirectLoop,
            answer.Outcome + answer.Evidence);
        Assert.False(_tripwire.Pending());
    }

    // A header holds ASCII alone: other spellings come escaped.
    private static string InHeader(string host) =>
        System.Text.Ascii.IsValid(host) ? host : Uri.EscapeDataString(host);
}
