using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class CheckIntervalsTests
{
    [Fact]
    public void A_mirror_that_was_never_checked_is_due_at_once() =>
        Assert.Equal(TimeSpan.Zero, new WatchedMirror().ToNextCheck);

    [Fact]
    public void A_mirror_that_is_up_is_checked_every_60_s_give_or_take_a_fifth()
    {
        var mirror = new WatchedMirror();
        var seconds = new List<double>();
        for (var i = 0; i < 1_000; i++) seconds.Add(mirror.Check(Verdict.Ok, 60).ToNextCheck.TotalSeconds);
        Assert.All(seconds, interval => Assert.InRange(interval, 48, 72));
        Assert.InRange(seconds.Average(), 59, 61);
        Assert.InRange(seconds.Min(), 48, 49);
        Assert.InRange(seconds.Max(), 71, 72);
    }

    [Fact]
    public void Mirrors_repositories_endpoints_and_checks_differ_and_nodes_agree()
    {
        var health = new WatchedMirror().Check(Verdict.Ok).Health;
        MirrorHealth[] others =
        [
            health with { Mirror = "kaist" }, health with { Repository = "debian" },
            health with { Endpoint = new(true, true) }, health with { Endpoint = new(false, false) },
            health with { Checks = 2 },
        ];
        Assert.Distinct(others.Append(health).Select(Due));
        Assert.Equal(Due(health), Due(health with { }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_the_first_failure_the_second_look_comes_in_exactly_5_s(bool wasUp)
    {
        var mirror = wasUp ? new WatchedMirror().Check(Verdict.Ok) : new WatchedMirror();
        Assert.Equal(TimeSpan.FromSeconds(5), mirror.Check(Verdict.Dns).ToNextCheck);
        // Frozen: the doubt is dropped, and with it the hurry.
        Assert.InRange(mirror.Hold().ToNextCheck.TotalSeconds, 48, 72);
    }

    [Fact]
    public void A_mirror_that_is_coming_back_is_checked_every_15_s()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Checks(2, Verdict.Dns, 5).Check(Verdict.Ok);
        Assert.InRange(mirror.ToNextCheck.TotalSeconds, 12, 18);
        Assert.InRange(mirror.Check(Verdict.Ok).ToNextCheck.TotalSeconds, 12, 18);
        Assert.InRange(mirror.Check(Verdict.Ok).ToNextCheck.TotalSeconds, 48, 72);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(10, 1)]
    [InlineData(60, 6)]
    [InlineData(150, 15)]
    [InlineData(10_000, 15)]
    public void A_mirror_that_is_down_for_long_is_checked_more_rarely(int minutesDown, int minutesApart)
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Checks(2, Verdict.Dns, 5);
        mirror.Check(Verdict.Dns, minutesDown * 60);
        Assert.InRange(mirror.ToNextCheck.TotalMinutes, 0.8 * minutesApart, 1.2 * minutesApart);
    }

    [Fact]
    public void A_dead_mirror_costs_less_than_five_checks_an_hour_after_a_day()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Follow(TimeSpan.FromDays(1), _ => Verdict.Dns);
        var before = mirror.CheckCount;
        Assert.InRange(before, 24 * 4, 24 * 6);
        Assert.InRange(mirror.Follow(TimeSpan.FromHours(10), _ => Verdict.Dns).CheckCount - before, 30, 50);
    }

    [Theory]
    [InlineData(null, 300)]
    [InlineData(120, 120)]
    [InlineData(0, 60)]
    [InlineData(-5, 60)]
    [InlineData(1_000_000_000, 3600)]
    public void A_busy_mirror_is_left_alone_for_as_long_as_it_asks_but_no_longer_than_an_hour(int? asked, int seconds)
    {
        TimeSpan? retryAfter = asked is { } s ? TimeSpan.FromSeconds(s) : null;
        var mirror = new WatchedMirror().Check(Verdict.Ok).Check(Verdict.Busy, retryAfter: retryAfter);
        Assert.InRange(mirror.ToNextCheck.TotalSeconds, seconds, 1.2 * seconds);
        Assert.InRange(mirror.Check(Verdict.Ok).ToNextCheck.TotalSeconds, 48, 72);
    }

    [Fact]
    public void A_mirror_that_refuses_our_checker_is_asked_every_15_min()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Check(Verdict.BlockedToChecker);
        Assert.InRange(mirror.ToNextCheck.TotalMinutes, 15, 18);
    }

    [Fact]
    public void A_mirror_may_have_an_interval_of_its_own()
    {
        var policy = HealthPolicy.Default with { Interval = TimeSpan.FromMinutes(5) };
        Assert.InRange(new WatchedMirror("slow", policy).Check(Verdict.Ok).ToNextCheck.TotalMinutes, 4, 6);
    }

    private static DateTimeOffset Due(MirrorHealth health) =>
        CheckIntervals.NextCheck(health, WatchedMirror.Start, HealthPolicy.Default);
}
