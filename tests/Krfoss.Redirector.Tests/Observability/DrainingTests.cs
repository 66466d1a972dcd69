using Krfoss.Redirector.Observability;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.Observability;

public sealed class DrainingTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly LogLines<Draining> _log = new();

    [Fact]
    public async Task It_says_so_at_once_and_holds_the_stop_back_for_the_time_set()
    {
        var draining = Of("5");
        Assert.False(draining.IsDraining);
        var stopping = draining.StoppingAsync(TestContext.Current.CancellationToken);
        Assert.True(draining.IsDraining);
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(stopping.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.2));
        await stopping;
        Assert.Contains("5 s", Assert.Single(_log.Of(LogEvents.Draining)));
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        using var second = new CancellationTokenSource();
        var stopping = Of("5").StoppingAsync(second.Token);
        await second.CancelAsync();
        await stopping;
    }

    private Draining Of(string seconds) => new(
        RedirectorOptions.From(new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create<string, string?>("Redirector:DrainSeconds", seconds)]).Build()),
        _clock,
        _log);
}
