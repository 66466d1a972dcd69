using System.Net;

namespace Krfoss.Redirector.Tests.Requests;

/// <summary>
/// Whose word counts about where a client is: twelve shapes of headers against five sets of trusted proxies, over the
/// wire. The mirror that is named tells which address was looked up.
/// </summary>
public sealed class TrustedProxyTests
{
    private const string Client = PlacedCatalog.Client;
    private const string Six = PlacedCatalog.SixClient;
    private const string Forged = PlacedCatalog.Forged;
    private const string Proxy = PlacedCatalog.Proxy;

    /// <summary>
    /// Headers, then who is looked up where (1) nothing is set, so that loopback is trusted; (2) only a stranger is
    /// trusted; (3) loopback and 10.0.0.0/8 are; (4) only 127.0.0.2 is, while 127.0.0.1 asks; (5) everybody is.
    /// </summary>
    private static readonly (string Headers, string[] Expected)[] Shapes =
    [
        ("", ["peer1", "peer1", "peer1", "peer1", "peer1"]),
        ($"X-Forwarded-For: {Client}\r\n", ["client", "peer1", "client", "peer1", "client"]),
        ($"X-Forwarded-For: {Forged}, {Client}\r\n", ["client", "peer1", "client", "peer1", "forged"]),
        ($"X-Forwarded-For: {Forged}\r\nX-Forwarded-For: {Client}\r\n",
            ["client", "peer1", "client", "peer1", "forged"]),
        ($"X-Forwarded-For: {Forged}, {Client}, {Proxy}\r\n", ["proxy", "peer1", "client", "peer1", "forged"]),
        ($"X-Forwarded-For: {Client}:51234\r\n", ["client", "peer1", "client", "peer1", "client"]),
        ($"X-Forwarded-For: [{Six}]:443\r\n", ["six", "peer1", "six", "peer1", "six"]),
        ($"X-Forwarded-For: ::ffff:{Client}\r\n", ["client", "peer1", "client", "peer1", "client"]),
        ($"X-Forwarded-For: {Forged}, unknown\r\nX-Real-IP: {Forged}\r\nClient-IP: {Forged}\r\n",
            ["peer1", "peer1", "peer1", "peer1", "peer1"]),
        ($"Forwarded: for={Forged}, for={Client};proto=https;by={Forged}\r\n",
            ["client", "peer1", "client", "peer1", "forged"]),
        ($"Forwarded: for=\"[{Six}]:80\", for={Proxy}\r\n", ["proxy", "peer1", "six", "peer1", "six"]),
        ($"Forwarded: for={Forged}\r\nX-Forwarded-For: {Client}\r\n", ["peer1", "peer1", "peer1", "peer1", "peer1"]),
        ($"Forwarded: for={Client}\r\nX-Forwarded-For: {Client}\r\n",
            ["client", "peer1", "client", "peer1", "client"]),
    ];

    private static readonly string[][] SetUps =
    [
        [],
        ["--Redirector:TrustedProxies:0=192.0.2.1"],
        ["--Redirector:TrustedProxies:0=127.0.0.0/8", "--Redirector:TrustedProxies:1=10.0.0.0/8"],
        ["--Redirector:TrustedProxies:0=127.0.0.2"],
        ["--Redirector:TrustedProxies:0=0.0.0.0/0", "--Redirector:TrustedProxies:1=::/0"],
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task The_first_address_from_the_right_that_is_not_trusted_is_looked_up(int setUp)
    {
        await using var redirector = await RunningRedirector.StartAsync(PlacedCatalog.Text, SetUps[setUp]);
        var answers = await redirector.AskAllAsync(
            [.. Shapes.Select((shape, i) => $"GET /debian/pool/{i}.deb HTTP/1.1\r\nHost: x\r\n{shape.Headers}\r\n")]);
        Assert.Equal(
            Shapes.Select(shape => $"{shape.Headers} -> {shape.Expected[setUp]}"),
            Shapes.Zip(answers, (shape, answer) => $"{shape.Headers} -> {answer.Mirror}"));
    }

    [Fact]
    public async Task The_named_proxy_alone_is_believed_where_a_list_replaces_the_default()
    {
        await using var redirector = await RunningRedirector.StartAsync(PlacedCatalog.Text, SetUps[3]);
        Assert.Equal("client", (await AskFromAsync(redirector, "127.0.0.2", $"X-Forwarded-For: {Client}\r\n")).Mirror);
        Assert.Equal("peer2", (await AskFromAsync(redirector, "127.0.0.2", "")).Mirror);
        Assert.Equal("peer1", (await AskFromAsync(redirector, "127.0.0.1", $"X-Forwarded-For: {Client}\r\n")).Mirror);
    }

    [Theory]
    [InlineData("X-Forwarded-Proto: https", true)]
    [InlineData("X-Forwarded-Proto: HTTPS", true)]
    [InlineData("X-Forwarded-Proto: https, http", true)]
    [InlineData("Forwarded: for=203.0.113.7;proto=https", true)]
    [InlineData("X-Forwarded-Proto: http", false)]
    [InlineData("X-Forwarded-Proto: gopher", false)]
    [InlineData("X-Forwarded-Proto: https://evil.example", false)]
    [InlineData("X-Forwarded-Proto: httpsx", false)]
    [InlineData("X-Forwarded-Scheme: https", false)]
    [InlineData("X-Url-Scheme: https", false)]
    [InlineData("Forwarded: proto=httpsx", false)]
    public async Task Only_a_trusted_proxy_says_that_the_client_came_by_https(string header, bool isHttps)
    {
        await using var trusting = await RunningRedirector.StartAsync(PlacedCatalog.Text);
        await using var distrusting = await RunningRedirector.StartAsync(PlacedCatalog.Text, SetUps[3]);
        var believed = await AskFromAsync(trusting, "127.0.0.1", header + "\r\n");
        Assert.StartsWith(isHttps ? "https://" : "http://", believed.Location);
        var forged = await AskFromAsync(distrusting, "127.0.0.1", header + "\r\n");
        Assert.StartsWith("http://", forged.Location);
    }

    private static async Task<RawAnswer> AskFromAsync(RunningRedirector redirector, string source, string headers)
    {
        using var connection = await RawConnection.OpenAsync(redirector.Address, IPAddress.Parse(source));
        await connection.SendAsync($"GET /debian/pool/a{source}.deb HTTP/1.1\r\nHost: x\r\n{headers}\r\n");
        return (await connection.ReadAsync())!;
    }
}
