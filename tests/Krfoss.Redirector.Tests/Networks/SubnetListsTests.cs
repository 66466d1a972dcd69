using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Networks;
using Krfoss.Redirector.Tests.Crawling;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Networks;

/// <summary>Lists of netblocks at a URL, fetched from a real server on loopback.</summary>
public sealed class SubnetListsTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<SubnetLists> _log = new();
    private LoopbackOrigin _server = null!;
    private ProbeClient _http = null!;
    private SubnetLists _lists = null!;

    private string[] Found => [.. _lists.Find(_server.Url("/list")).Select(block => block.ToString())];

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackOrigin.StartAsync();
        _lists = Lists(FetchScene.Options("127.0.0.0/8"));
    }

    [Fact]
    public async Task A_json_list_of_blocks_is_read()
    {
        _server.Put("/list", """["203.0.113.0/24", "2001:db8::/32", "198.51.100.7", "192.0.2.0/255.255.255.0"]""");
        await LookAsync();
        Assert.Equal(["203.0.113.0/24", "2001:db8::/32", "198.51.100.7/32", "192.0.2.0/24"], Found);
    }

    [Fact]
    public async Task It_is_fetched_again_when_it_is_due_with_its_validators()
    {
        _server.Put("/list", """["203.0.113.0/24"]""");
        await LookAsync();
        await LookAsync();
        Assert.Equal(1, _server.CountOf("/list"));
        _clock.Advance(Interval);
        await LookAsync();
        Assert.Equal(["203.0.113.0/24"], Found);
        Assert.NotEqual("", _server.Requests.Last().IfNoneMatch.ToString());
        _server.Put("/list", "[]");
        _clock.Advance(Interval);
        await LookAsync();
        Assert.Empty(Found);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("""["203.0.113.0/24", "nonsense"]""")]
    [InlineData("""["203.0.113.0/24", 7]""")]
    [InlineData("""{"blocks": []}""")]
    [InlineData("")]
    public async Task The_last_good_list_stays(string broken)
    {
        _server.Put("/list", """["203.0.113.0/24"]""");
        await LookAsync();
        _server.Put("/list", broken);
        _clock.Advance(Interval);
        await LookAsync();
        Assert.Equal(["203.0.113.0/24"], Found);
        _server.Remove("/list");
        _clock.Advance(SubnetLists.RetryAfter);
        await LookAsync();
        Assert.Equal(["203.0.113.0/24"], Found);
        Assert.Equal(2, _log.Of(LogEvents.SubnetsNotRead).Count);
    }

    [Fact]
    public async Task An_address_that_is_not_public_is_not_asked()
    {
        _server.Put("/list", """["203.0.113.0/24"]""");
        _lists = Lists(FetchScene.Options());
        await LookAsync();
        Assert.Empty(Found);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Without_a_crawler_nothing_is_fetched()
    {
        _lists = Lists(FetchScene.Options(["127.0.0.0/8"], new() { ["Redirector:Crawl:Enabled"] = "false" }));
        await LookAsync();
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public void A_list_has_its_limit()
    {
        var many = "[" + string.Join(',', Enumerable.Repeat("\"203.0.113.7\"", 10_001)) + "]";
        Assert.False(SubnetLists.TryRead(Encoding.UTF8.GetBytes(many), out _));
        var fewer = many.Replace("[\"203.0.113.7\",", "[", StringComparison.Ordinal);
        Assert.True(SubnetLists.TryRead(Encoding.UTF8.GetBytes(fewer), out var blocks));
        Assert.Equal(10_000, blocks.Count);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
    }

    private SubnetLists Lists(CrawlOptions options)
    {
        _http?.Dispose();
        _http = new(options, new(options.AllowedNetworks), FetchScene.Store(CatalogDefinition.Empty), _clock);
        return new(_http, new(Interval, Interval), options, _clock, _log);
    }

    private Task LookAsync() => _lists.LookAsync([_server.Url("/list")], TestContext.Current.CancellationToken);
}
