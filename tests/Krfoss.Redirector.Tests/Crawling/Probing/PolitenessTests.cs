using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Crawling.Probing;

public sealed class PolitenessTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Politeness _politeness;

    public PolitenessTests() => _politeness = new(_clock);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.4, 0.6)]
    [InlineData(1, 0)]
    [InlineData(30, 0)]
    public void A_mirror_is_asked_once_in_a_second(double later, double expectedWait)
    {
        Assert.Equal(TimeSpan.Zero, _politeness.TryTake());
        _clock.Advance(TimeSpan.FromSeconds(later));
        Assert.Equal(TimeSpan.FromSeconds(expectedWait), _politeness.TryTake());
    }

    [Fact]
    public void Whoever_asks_all_day_stays_below_ten_thousand()
    {
        var asked = 0;
        for (var second = 0; second < 86_400; second++)
        {
            if (_politeness.TryTake() == TimeSpan.Zero) asked++;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        // A full bucket, and one in ten seconds.
        Assert.InRange(asked, 9_630, 9_641);
    }

    [Fact]
    public void Empty_bucket_gives_one_in_ten_seconds()
    {
        while (_politeness.TryTake() <= Politeness.LeastSpan) _clock.Advance(TimeSpan.FromSeconds(1));
        var wait = _politeness.TryTake();
        Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        _clock.Advance(wait);
        Assert.Equal(TimeSpan.Zero, _politeness.TryTake());
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(_politeness.TryTake(), TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(9.1));
    }

    [Theory]
    [InlineData(60, 60)]
    [InlineData(0, 0)]
    [InlineData(86_400, 21_600)]
    public void Whoever_asks_to_be_left_alone_is_left_alone_within_reason(int asked, int expectedSeconds)
    {
        _politeness.LeaveAlone(TimeSpan.FromSeconds(asked));
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), _politeness.TryTake());
        _clock.Advance(TimeSpan.FromSeconds(expectedSeconds));
        if (expectedSeconds > 0) Assert.Equal(TimeSpan.Zero, _politeness.TryTake());
    }

    [Fact]
    public void What_was_asked_today_can_be_told_and_begins_anew_at_midnight()
    {
        _politeness.TryTake();
        _politeness.TryTake();
        _politeness.Received(700);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _politeness.TryTake();
        _politeness.Received(300);
        Assert.Equal(new(new(2026, 11, 22), 2, 1_000), _politeness.Today);
        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(new(new(2026, 11, 23), 0, 0), _politeness.Today);
    }

    [Fact]
    public async Task Waiting_ends_when_the_time_has_come()
    {
        await _politeness.WaitAsync(TestContext.Current.CancellationToken);
        var second = _politeness.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await second;
        Assert.Equal(2, _politeness.Today.Requests);
    }
}
