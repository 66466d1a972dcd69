using System.Net;
using System.Net.Sockets;
using Krfoss.Redirector.Networks;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Networks;

/// <summary>Names of NAT gateways, with a name server that a test plays.</summary>
public sealed class NetblockNamesTests
{
    private const string Name = "nat.example.org";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<NetblockNames> _log = new();
    private readonly List<string> _asked = [];
    private readonly NetblockNames _names;
    private Func<Task<IPAddress[]>> _answer = () => Addresses("203.0.113.7");

    public NetblockNamesTests() => _names = new(
        (name, _) =>
        {
            _asked.Add(name);
            return _answer();
        },
        new(Interval, Interval),
        _clock,
        _log);

    private string[] Found => [.. _names.Find(Name).Select(block => block.ToString())];

    [Fact]
    public async Task Every_address_of_a_name_is_a_netblock()
    {
        _answer = () => Addresses("203.0.113.9", "2001:db8::1", "203.0.113.7", "203.0.113.7");
        await LookAsync();
        Assert.Equal(["203.0.113.7/32", "203.0.113.9/32", "2001:db8::1/128"], Found);
        Assert.Empty(_names.Find("other.example.org"));
    }

    [Fact]
    public async Task A_name_is_asked_for_again_when_it_is_due()
    {
        await LookAsync();
        _answer = () => Addresses("203.0.113.8");
        await LookAsync();
        Assert.Equal(["203.0.113.7/32"], Found);
        _clock.Advance(Interval);
        await LookAsync();
        Assert.Equal(["203.0.113.8/32"], Found);
        Assert.Equal(2, _asked.Count);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("error")]
    public async Task The_last_good_answer_stays_and_the_name_is_tried_again_soon(string failure)
    {
        await LookAsync();
        _answer = failure is "none"
            ? () => Addresses()
            : () => throw new SocketException((int)SocketError.HostNotFound);
        _clock.Advance(Interval);
        await LookAsync();
        Assert.Equal(["203.0.113.7/32"], Found);
        Assert.Single(_log.Of(LogEvents.NameNotResolved));
        _answer = () => Addresses("203.0.113.8");
        _clock.Advance(NetblockNames.RetryAfter);
        await LookAsync();
        Assert.Equal(["203.0.113.8/32"], Found);
    }

    [Fact]
    public async Task A_name_server_that_never_answers_holds_nobody_up()
    {
        _answer = () => new TaskCompletionSource<IPAddress[]>().Task;
        var looking = LookAsync();
        await _clock.TimerSetAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await looking;
        Assert.Empty(Found);
        Assert.Single(_log.Of(LogEvents.NameNotResolved));
    }

    [Fact]
    public async Task A_name_that_left_the_catalog_is_forgotten()
    {
        await LookAsync();
        await _names.LookAsync([], TestContext.Current.CancellationToken);
        Assert.Empty(Found);
    }

    private Task LookAsync() => _names.LookAsync([Name, Name], TestContext.Current.CancellationToken);

    private static Task<IPAddress[]> Addresses(params string[] texts) =>
        Task.FromResult<IPAddress[]>([.. texts.Select(IPAddress.Parse)]);
}
