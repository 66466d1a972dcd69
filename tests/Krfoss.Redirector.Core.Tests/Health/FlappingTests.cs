using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class FlappingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Each at another point of the mirror's rhythm, and each with another jitter.</summary>
    [Fact]
    public void A_mirror_that_changes_every_20_s_for_10_min_brings_at_most_two_published_changes()
    {
        for (var phase = 0; phase < 40; phase++)
        {
            var mirror = new WatchedMirror($"mirror{phase}").Check(Verdict.Ok);
            mirror.PublishedChanges.Clear();
            mirror.Follow(TimeSpan.FromMinutes(10), Every(20, phase)).Follow(TimeSpan.FromMinutes(10), _ => Verdict.Ok);
            Assert.InRange(mirror.PublishedChanges.Count, 0, 2);
            Assert.Equal(HealthState.Up, mirror.State);
        }
    }

    [Theory]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(600)]
    public void A_mirror_that_flaps_for_a_day_is_mostly_left_out_in_peace(int seconds)
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        mirror.PublishedChanges.Clear();
        mirror.Follow(TimeSpan.FromDays(1), Every(seconds, phase: 0));
        // Seven times up to the longest hold-down, then less than once an hour; each time out and in.
        Assert.InRange(mirror.PublishedChanges.Count, 1, 2 * (3 + 7 + 24));
    }

    [Fact]
    public void The_third_time_within_an_hour_a_mirror_is_held_down_for_1_2_4_up_to_60_minutes()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Flap().Flap();
        Assert.Equal(HealthState.Up, mirror.State);
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            mirror.Checks(2, Verdict.Unreachable, 5);
            Assert.Equal(HealthState.HoldDown, mirror.State);
            Assert.Equal(minutes * Minute, HealthRules.HoldDownOf(mirror.Health, mirror.Policy));

            mirror.Follow(minutes * Minute - TimeSpan.FromSeconds(1), _ => Verdict.Ok);
            Assert.Equal(HealthState.HoldDown, mirror.State);
            mirror.Follow(3 * Minute, _ => Verdict.Ok);
            Assert.Equal(HealthState.Up, mirror.State);
        }
    }

    [Fact]
    public void After_a_hold_down_three_good_checks_are_needed_as_ever()
    {
        var mirror = Held();
        mirror.Checks(10, Verdict.Ok, 5);
        Assert.Equal((HealthState.HoldDown, 0), (mirror.State, mirror.Health.Successes));
        mirror.Check(Verdict.Ok, 10);
        Assert.Equal((HealthState.Down, 1), (mirror.State, mirror.Health.Successes));
        Assert.Equal(HealthState.Up, mirror.Checks(2, Verdict.Ok).State);
    }

    [Fact]
    public void A_mirror_that_is_bad_at_the_end_of_its_hold_down_is_simply_down()
    {
        var mirror = Held().Check(Verdict.Unreachable, 59);
        Assert.Equal(HealthState.HoldDown, mirror.State);
        Assert.Equal(HealthState.Down, mirror.Check(Verdict.Unreachable, 5).State);
        Assert.Equal(TimeSpan.Zero, HealthRules.HoldDownOf(mirror.Health, mirror.Policy));
    }

    [Fact]
    public void Three_times_within_more_than_an_hour_is_not_flapping()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        for (var i = 0; i < 10; i++)
        {
            mirror.Checks(2, Verdict.Unreachable, 5);
            Assert.Equal(HealthState.Down, mirror.State);
            mirror.Checks(3, Verdict.Ok).Check(Verdict.Ok, 30 * 60);
        }
    }

    [Theory]
    [InlineData(0.9, 8)]
    [InlineData(1.1, 4)]
    [InlineData(2.1, 2)]
    [InlineData(3.1, 0)]
    [InlineData(400, 0)]
    public void Each_quiet_day_halves_the_next_hold_down_until_there_is_none(double days, int minutes)
    {
        var mirror = Held();
        for (var i = 0; i < 2; i++) mirror.Follow(10 * Minute, _ => Verdict.Ok).Checks(2, Verdict.Unreachable, 5);
        Assert.Equal(4 * Minute, HealthRules.HoldDownOf(mirror.Health, mirror.Policy));

        mirror.Follow(TimeSpan.FromDays(days), _ => Verdict.Ok).Checks(2, Verdict.Unreachable, 5);
        Assert.Equal(minutes * Minute, HealthRules.HoldDownOf(mirror.Health, mirror.Policy));
        Assert.Equal(minutes > 0 ? HealthState.HoldDown : HealthState.Down, mirror.State);
    }

    private static WatchedMirror Held()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Flap().Flap().Checks(2, Verdict.Unreachable, 5);
        Assert.Equal(HealthState.HoldDown, mirror.State);
        return mirror;
    }

    private static Func<DateTimeOffset, Verdict> Every(int seconds, int phase) => now =>
        ((now - WatchedMirror.Start).TotalSeconds + phase) / seconds % 2 < 1 ? Verdict.Ok : Verdict.Unreachable;
}
