using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Redirect.Wire;

/// <summary>
/// What may happen on a connection whose plain requests are answered before the web server sees them.
/// </summary>
public sealed class WireConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_requests_at_once_are_answered_in_order()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync(string.Concat(Enumerable.Range(0, 100).Select(Request)));
        for (var i = 0; i < 100; i++)
        {
            var answer = await connection.ReadAsync();
            Assert.EndsWith($"/debian/pool/{i}.deb", answer?.Location, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_web_server_takes_over_in_the_middle_of_a_batch()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync(
            Request(1) + "GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n" + Request(2)
            + "GET /debian/pool/%2e%2e HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(302, (await connection.ReadAsync())?.Status);
        Assert.Equal(404, (await connection.ReadAsync())?.Status);
        Assert.EndsWith("/2.deb", (await connection.ReadAsync())?.Location, StringComparison.Ordinal);
        Assert.Equal(400, (await connection.ReadAsync())?.Status);
        Assert.Null(await connection.ReadAsync());
    }

    [Fact]
    public async Task A_request_in_pieces_is_answered()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        var request = Request(7);
        for (var cut = 1; cut < request.Length; cut += 7)
        {
            using var connection = await RawConnection.OpenAsync(redirector.Address);
            await connection.SendAsync(Request(1));
            Assert.Equal(302, (await connection.ReadAsync())?.Status);
            await connection.SendAsync(request[..cut]);
            await connection.SendAsync(request[cut..]);
            Assert.EndsWith("/7.deb", (await connection.ReadAsync())?.Location, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Connection: close\r\n", true)]
    [InlineData("connection: CLOSE\r\n", true)]
    [InlineData("Connection: keep-alive\r\n", false)]
    [InlineData("", false)]
    public async Task The_connection_stays_unless_the_client_says_otherwise(string header, bool closes)
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync($"{Request(1)[..^2]}{header}\r\n{Request(2)}");
        var answer = await connection.ReadAsync();
        Assert.Equal(closes ? "close" : null, answer?.Header("Connection"));
        Assert.Equal(closes ? null : 302, (await connection.ReadAsync())?.Status);
    }

    [Theory]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\n\r\n", 400)] // no Host
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: a b\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x:y\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\n: empty\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/2.0\r\nHost: x\r\n\r\n", 505)]
    [InlineData("GET  /debian/pool/a.deb HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/\u00E9 HTTP/1.1\r\nHost: x\r\n\r\n", 400)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.1\r\nHost: [::1]\r\n\r\n", 302)]
    [InlineData("GET /debian/pool/a.deb HTTP/1.0\r\n\r\n", 302)]
    public async Task What_is_not_plain_is_the_web_servers(string request, int status)
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync(request);
        Assert.Equal(status, (await connection.ReadAsync())?.Status);
    }

    [Fact]
    public async Task A_connection_without_a_request_ends_when_the_web_server_stops()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        using var connection = await RawConnection.OpenAsync(redirector.Address);
        await connection.SendAsync(Request(1));
        Assert.Equal(302, (await connection.ReadAsync())?.Status);
        var reading = connection.ReadAsync();
        await redirector.Services.GetRequiredService<IServer>().StopAsync(Stop);
        Assert.Null(await reading);
    }

    [Fact]
    public async Task A_client_that_goes_away_in_the_middle_does_no_harm()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        for (var i = 0; i < 50; i++)
        {
            using var connection = await RawConnection.OpenAsync(redirector.Address);
            await connection.SendAsync(string.Concat(Enumerable.Range(0, 50).Select(Request)));
        }

        Assert.Equal(302, (await redirector.AskAsync("/debian/pool/a.deb")).Status);
    }

    private static string Request(int number) =>
        $"GET /debian/pool/{number}.deb HTTP/1.1\r\nHost: x\r\n\r\n";
}
