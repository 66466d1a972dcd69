using System.Net;
using System.Text.Json;
using Krfoss.Redirector.Observability;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>Metrics and details, at a listener of their own where one is named.</summary>
public sealed class OperatorsDoorTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_see_neither_metrics_nor_details_and_operators_see_both()
    {
        await using var redirector = await StartAsync("http://127.0.0.1:0");
        var (clients, operators) = AddressesOf(redirector);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, new(clients, "/metrics")));
        Assert.Contains("krfoss_build_info", await client.GetStringAsync(new Uri(operators, "/metrics"), Stop));
        using var bare = JsonDocument.Parse(await client.GetStringAsync(new Uri(clients, "/healthz/ready"), Stop));
        var property = Assert.Single(bare.RootElement.EnumerateObject());
        Assert.Equal(("status", "ready"), (property.Name, property.Value.GetString()));
        Assert.Contains("\"registry\":", await client.GetStringAsync(new Uri(operators, "/healthz/ready"), Stop));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, new(clients, "/healthz/live")));
    }

    [Fact]
    public async Task No_header_of_a_client_opens_it()
    {
        await using var redirector = await StartAsync("http://127.0.0.1:0");
        var (clients, operators) = AddressesOf(redirector);
        foreach (var header in (string[])["Host", "X-Forwarded-Host", "X-Forwarded-For", "Forwarded"])
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(clients, "/metrics"));
            request.Headers.TryAddWithoutValidation(header, operators.Authority);
            using var answer = await client.SendAsync(request, Stop);
            Assert.False(answer.IsSuccessStatusCode, header);
        }
    }

    [Fact]
    public async Task Redirects_are_answered_at_the_clients_listener_as_before()
    {
        await using var redirector = await StartAsync("http://127.0.0.1:0");
        var (clients, _) = AddressesOf(redirector);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        Assert.Equal(HttpStatusCode.Found, await StatusAsync(client, new(clients, "/debian/pool/x.deb")));
    }

    [Fact]
    public async Task Without_a_listener_of_their_own_both_stand_where_they_stood()
    {
        await using var redirector = await RunningRedirector.StartAsync(TestCatalogs.Small);
        Assert.Contains("krfoss_build_info", await redirector.Client.GetStringAsync("/metrics", Stop));
        Assert.Contains("\"registry\":", await redirector.Client.GetStringAsync("/healthz/ready", Stop));
    }

    [Theory]
    [InlineData("127.0.0.1:9100")]
    [InlineData("https://127.0.0.1:9100")]
    [InlineData("http://127.0.0.1:nine")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1:9100/metrics")]
    public void A_wrong_address_is_told_with_what_to_write(string url)
    {
        var problem = Assert.Throws<SettingException>(() => RedirectorHost.Build([$"--{OperatorsDoor.Key}={url}"]));
        Assert.Contains(OperatorsDoor.Key, problem.Message);
        Assert.Contains("http://127.0.0.1:9100", problem.Message);
    }

    private static Task<RunningRedirector> StartAsync(string url) =>
        RunningRedirector.StartAsync(TestCatalogs.Small, [$"--{OperatorsDoor.Key}={url}"]);

    // Endpoints with names are bound in the order of their names.
    private static (Uri Clients, Uri Operators) AddressesOf(RunningRedirector redirector)
    {
        var addresses = redirector.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Assert.Equal(2, addresses.Length);
        return (new(addresses[0]), new(addresses[1]));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, Uri url)
    {
        using var answer = await client.GetAsync(url, Stop);
        return answer.StatusCode;
    }
}
