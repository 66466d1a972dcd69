using System.Net;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

public sealed class OwnAddressesTests
{
    [Theory]
    [InlineData("https://redirector.example/debian/a", true)]
    [InlineData("http://REDIRECTOR.example/a", true)]
    [InlineData("https://redirector.example:8443/", false)]
    [InlineData("https://mirror.example/", false)]
    public void Public_address_of_the_site_is_ours_under_either_scheme(string url, bool expected) =>
        Assert.Equal(expected, Own("https://redirector.example", []).IsOurs(new Uri(url)));

    [Theory]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", 8080, true)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.2", 8080, false)]
    [InlineData("http://127.0.0.1:8080", "127.0.0.1", 8081, false)]
    [InlineData("http://localhost:8080", "127.0.0.1", 8080, true)]
    [InlineData("http://localhost:8080", "8.8.8.8", 8080, false)]
    [InlineData("http://[::]:8080", "127.0.0.1", 8080, true)]
    [InlineData("http://0.0.0.0:8080", "127.0.0.1", 8080, true)]
    [InlineData("http://*:8080", "::1", 8080, true)]
    [InlineData("http://+:8080", "8.8.8.8", 8080, false)]
    [InlineData("http://unix:/run/redirector.sock", "127.0.0.1", 80, false)]
    public void Address_that_we_listen_on_is_ours(string listening, string address, int port, bool expected) =>
        Assert.Equal(expected, Own(null, listening).IsOurs(new IPEndPoint(IPAddress.Parse(address), port)));

    [Fact]
    public void Before_the_service_listens_and_without_a_public_address_nothing_is_ours()
    {
        var own = Own(null, []);
        Assert.False(own.IsOurs(new Uri("http://127.0.0.1/")));
        Assert.False(own.IsOurs(new IPEndPoint(IPAddress.Loopback, 80)));
    }

    [Fact]
    public async Task Program_does_not_ask_itself()
    {
        await using var program = await RunningRedirector.StartAsync(
            "version: 1\nsite: {name: Test, url: \"http://redirector.example\"}\n",
            ["--Redirector:Crawl:AllowedNetworks:0=127.0.0.0/8"]);
        var client = program.Services.GetRequiredService<ProbeClient>();
        var answer = await client.AskAsync(
            new(new(program.Address, "/healthz/live")), TestContext.Current.CancellationToken);
        Assert.Equal(ExchangeOutcome.RedirectedToUs, answer.Outcome);
    }

    private static OwnAddresses Own(string? site, params string[] listening)
    {
        var catalog = CatalogDefinition.Empty with { Site = new(Url: site is null ? null : new(site)) };
        return new(FetchScene.Store(catalog), new ListeningServer(listening));
    }

    private sealed class ListeningServer : IServer
    {
        public ListeningServer(string[] addresses)
        {
            var feature = new ServerAddresses();
            foreach (var address in addresses) feature.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(feature);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }

        private sealed class ServerAddresses : IServerAddressesFeature
        {
            public ICollection<string> Addresses { get; } = [];

            public bool PreferHostingUrls { get; set; }
        }
    }
}
