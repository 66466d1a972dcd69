using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

/// <summary>What a name stands at decides whether it is asked, each time anew.</summary>
public sealed class ProbeConnectionsTests : IAsyncLifetime
{
    private static readonly string[] Allowed = ["127.0.0.1/32", "::1/128"];

    private LoopbackOrigin _origin = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = await LoopbackOrigin.StartAsync();
        _origin.Put("/a", "a");
    }

    public ValueTask DisposeAsync() => _origin.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1", ExchangeOutcome.Answered)]
    [InlineData("::ffff:127.0.0.1", ExchangeOutcome.Answered)]
    [InlineData("127.0.0.1 10.0.0.1", ExchangeOutcome.AddressRefused)]
    [InlineData("8.8.8.8 169.254.169.254", ExchangeOutcome.AddressRefused)]
    [InlineData("fd00::1", ExchangeOutcome.AddressRefused)]
    [InlineData("0.0.0.0", ExchangeOutcome.NameFailed)]
    [InlineData("0.1.2.3", ExchangeOutcome.NameFailed)]
    [InlineData("127.0.0.2", ExchangeOutcome.NameFailed)]
    [InlineData("::", ExchangeOutcome.NameFailed)]
    [InlineData("", ExchangeOutcome.NameFailed)]
    public async Task Every_address_of_a_name_must_be_allowed(string addresses, ExchangeOutcome expected)
    {
        using var client = Client((_, _, _) => Task.FromResult(Addresses(addresses)));
        var answer = await AskAsync(client);
        Assert.Equal(expected, answer.Outcome);
        Assert.Equal(expected is ExchangeOutcome.Answered ? 1 : 0, _origin.Requests.Count);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    public async Task Name_that_does_not_resolve_is_a_failed_name(SocketError error)
    {
        using var client = Client((_, _, _) => throw new SocketException((int)error));
        var answer = await AskAsync(client);
        Assert.Equal(ExchangeOutcome.NameFailed, answer.Outcome);
        Assert.Contains("mirror.test does not resolve", answer.Evidence);
    }

    [Fact]
    public async Task Name_that_moves_inside_after_the_first_look_is_not_followed_there()
    {
        var looks = 0;
        using var client = Client((_, _, _) => Task.FromResult(Addresses(looks++ == 0 ? "127.0.0.1" : "10.0.0.1")));
        _origin.Answer("/a", context =>
        {
            context.Response.Headers.Connection = "close";
            return Task.CompletedTask;
        });
        Assert.True((await AskAsync(client)).IsAnswered);
        Assert.Equal(ExchangeOutcome.AddressRefused, (await AskAsync(client)).Outcome);
        Assert.Equal(1, _origin.CountOf("/a"));
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork, ExchangeOutcome.Answered)]
    [InlineData(AddressFamily.InterNetworkV6, ExchangeOutcome.ConnectFailed)]
    public async Task Families_are_asked_apart(AddressFamily family, ExchangeOutcome expected)
    {
        var asked = new List<AddressFamily>();
        using var client = Client((_, wanted, _) =>
        {
            asked.Add(wanted);
            return Task.FromResult(Addresses("127.0.0.1 ::1"));
        });
        Assert.Equal(expected, (await AskAsync(client, family)).Outcome);
        Assert.Equal([family], asked.Distinct());
    }

    [Fact]
    public async Task Literal_of_the_other_family_is_no_address_at_all()
    {
        using var client = Client((_, _, _) => throw new InvalidOperationException("not asked"));
        var answer = await client.AskAsync(
            new(_origin.Url("/a")) { Family = AddressFamily.InterNetworkV6 }, TestContext.Current.CancellationToken);
        Assert.Equal(ExchangeOutcome.NameFailed, answer.Outcome);
    }

    [Fact]
    public async Task Name_that_stands_at_this_service_leads_back()
    {
        using var client = FetchScene.Client(FetchScene.Options(Allowed), adjust: network => network with
        {
            Resolve = (_, _, _) => Task.FromResult(Addresses("127.0.0.1")),
            IsOurAddress = end => end.Port == _origin.Address.Port,
        });
        Assert.Equal(ExchangeOutcome.RedirectedToUs, (await AskAsync(client)).Outcome);
        Assert.Empty(_origin.Requests);
    }

    private static ProbeClient Client(ResolveHost resolve) => FetchScene.Client(
        FetchScene.Options(Allowed), adjust: network => network with { Resolve = resolve });

    private static IPAddress[] Addresses(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];

    private Task<Exchange> AskAsync(ProbeClient client, AddressFamily family = AddressFamily.Unspecified) =>
        client.AskAsync(
            new(new($"http://mirror.test:{_origin.Address.Port}/a")) { Family = family },
            TestContext.Current.CancellationToken);
}
