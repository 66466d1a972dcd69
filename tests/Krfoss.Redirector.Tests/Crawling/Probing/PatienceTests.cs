using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

public sealed class PatienceTests
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(false, 10, true)]
    [InlineData(true, 10, true)]
    [InlineData(true, 9, false)]
    public void Time_is_up_after_the_span(bool isRenewed, int seconds, bool expected)
    {
        using var patience = new Patience(Span, _clock, isRenewed, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(expected, patience.Token.IsCancellationRequested);
        Assert.False(patience.IsCallersEnd);
    }

    [Theory]
    [InlineData(false, 100_000, true)]
    [InlineData(true, 100_000, false)]
    [InlineData(true, 99_999, true)]
    public void Data_at_the_least_speed_renews_it_where_that_is_wanted(bool isRenewed, int bytes, bool isUp)
    {
        using var patience = new Patience(Span, _clock, isRenewed, CancellationToken.None);
        patience.BodyBegins();
        _clock.Advance(TimeSpan.FromSeconds(9));
        patience.Received(bytes);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(isUp, patience.Token.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, 5, false, false)]
    [InlineData(1, 5, false, true)]
    [InlineData(65_536, 9, false, true)]
    [InlineData(65_537, 9, true, true)]
    [InlineData(65_537, 5, false, false)]
    public void Slow_is_what_is_below_the_least_speed(int bytes, int seconds, bool isTooSlow, bool wasDripping)
    {
        using var patience = new Patience(Span, _clock, isRenewed: false, CancellationToken.None);
        patience.BodyBegins();
        patience.Received(bytes);
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isTooSlow, patience.IsTooSlow);
        Assert.Equal(wasDripping, patience.WasDripping);
    }

    [Fact]
    public void Caller_may_lose_patience_first()
    {
        using var caller = new CancellationTokenSource();
        using var patience = new Patience(Span, _clock, isRenewed: false, caller.Token);
        caller.Cancel();
        Assert.True(patience.Token.IsCancellationRequested);
        Assert.True(patience.IsCallersEnd);
    }

    [Fact]
    public async Task What_we_wait_for_ourselves_is_not_held_against_the_other_side()
    {
        using var patience = new Patience(Span, _clock, isRenewed: false, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(4));
        await patience.WhilePausedAsync(_ =>
        {
            _clock.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        });
        Assert.Equal(TimeSpan.FromSeconds(4), patience.Elapsed);
        _clock.Advance(TimeSpan.FromSeconds(5.9));
        Assert.False(patience.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(patience.Token.IsCancellationRequested);
    }
}
