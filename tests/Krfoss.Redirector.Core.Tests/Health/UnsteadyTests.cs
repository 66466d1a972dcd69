using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

/// <summary>Mirrors that never fail twice in a row, or never say that they fail.</summary>
public sealed class UnsteadyTests
{
    private const double Minute = 60;

    [Fact]
    public void Good_and_bad_by_turns_goes_down_within_eight_looks_and_stays_out()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        var looks = 0;
        while (mirror.Health.TakesTraffic)
        {
            mirror.Check(looks % 2 == 0 ? Verdict.ServerError : Verdict.Ok, Minute);
            Assert.InRange(++looks, 1, 8);
        }

        for (var i = 0; i < 50; i++) mirror.Check(i % 2 == 0 ? Verdict.Ok : Verdict.ServerError, Minute);
        Assert.Equal(HealthState.Down, mirror.State);
        Assert.Equal(2, mirror.PublishedChanges.Count);
    }

    [Fact]
    public void One_failure_in_three_is_borne()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        for (var i = 0; i < 60; i++)
            mirror.Check(i % 3 == 0 ? Verdict.Timeout : Verdict.Ok, Minute);
        Assert.True(mirror.Health.TakesTraffic);
        Assert.Single(mirror.PublishedChanges);
    }

    [Fact]
    public void Who_returns_begins_with_a_clean_sheet()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        for (var i = 0; i < 4; i++) mirror.Check(Verdict.ServerError, Minute).Check(Verdict.Ok, Minute);
        Assert.Equal(HealthState.Down, mirror.State);
        mirror.Checks(3, Verdict.Ok);
        Assert.Equal((HealthState.Up, 0), (mirror.State, mirror.Health.LatestFailures));
        Assert.Equal(HealthState.Doubtful, mirror.Check(Verdict.ServerError).State);
    }

    [Fact]
    public void Unavailable_for_three_checks_counts_as_a_failure_and_for_four_takes_out()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        Busy(mirror, 503);
        Busy(mirror, 503);
        Assert.Equal((HealthState.Up, Verdict.Busy), (mirror.State, mirror.Health.LastVerdict));
        Busy(mirror, 503);
        Assert.Equal((HealthState.Doubtful, Verdict.ServerError), (mirror.State, mirror.Health.LastVerdict));
        Assert.Equal(TimeSpan.FromMinutes(5), mirror.Health.Pause);
        Busy(mirror, 503);
        Assert.Equal(HealthState.Down, mirror.State);
    }

    [Fact]
    public void Too_many_requests_is_about_our_checker_however_often()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        for (var i = 0; i < 20; i++) Busy(mirror, 429);
        Assert.Equal((HealthState.Up, Verdict.Busy, 0),
            (mirror.State, mirror.Health.LastVerdict, mirror.Health.Unavailable));
    }

    [Theory]
    [InlineData(Verdict.Ok, 200)]
    [InlineData(Verdict.Busy, 429)]
    [InlineData(Verdict.BlockedToChecker, 403)]
    public void Anything_else_between_begins_the_count_anew(Verdict between, int status)
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        Busy(mirror, 503);
        Busy(mirror, 503);
        mirror.Check(between, Minute, status: status);
        Busy(mirror, 503);
        Busy(mirror, 503);
        Assert.Equal(HealthState.Up, mirror.State);
    }

    [Fact]
    public void What_counts_is_known_before_it_counts()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        Busy(mirror, 503);
        Assert.Equal(Verdict.Busy, Counted(503));
        Busy(mirror, 503);
        Assert.Equal(Verdict.ServerError, Counted(503));
        Assert.Equal(Verdict.Busy, Counted(429));

        Verdict Counted(int status) => HealthRules.CountedAs(mirror.Health, Verdict.Busy, status, mirror.Policy);
    }

    private static void Busy(WatchedMirror mirror, int status) =>
        mirror.Check(Verdict.Busy, Minute, TimeSpan.FromMinutes(5), status);
}
