using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class HealthRulesTests
{
    [Fact]
    public void A_new_mirror_is_up_at_its_first_good_check_and_with_its_whole_share()
    {
        var mirror = new WatchedMirror();
        Assert.Equal(HealthState.Unknown, mirror.State);
        Assert.False(mirror.Health.TakesTraffic);

        mirror.Check(Verdict.Ok);
        Assert.Equal(HealthState.Up, mirror.State);
        Assert.True(mirror.Health.TakesTraffic);
        Assert.Null(mirror.Health.ReturnedAt);
        Assert.Equal(mirror.Now, mirror.Health.Since);
    }

    [Fact]
    public void A_mirror_that_never_was_up_is_down_after_two_failures_and_up_at_the_first_success()
    {
        var mirror = new WatchedMirror().Check(Verdict.Dns);
        Assert.Equal(HealthState.Unknown, mirror.State);
        Assert.Equal(HealthState.Down, mirror.Check(Verdict.Dns).State);
        Assert.Equal(HealthState.Up, mirror.Check(Verdict.Ok, 60).State);
        Assert.Null(mirror.Health.ReturnedAt);
        Assert.Equal(0, mirror.Health.HoldDownLevel);
    }

    [Fact]
    public void One_failure_is_a_doubt_that_keeps_its_traffic_and_a_success_ends()
    {
        var mirror = Up().Check(Verdict.Timeout);
        Assert.Equal(HealthState.Doubtful, mirror.State);
        Assert.True(mirror.Health.TakesTraffic);

        Assert.Equal(HealthState.Up, mirror.Check(Verdict.Ok).State);
        Assert.Equal(0, mirror.Health.Failures);
        Assert.Equal(HealthState.Doubtful, mirror.Check(Verdict.Timeout).State);
    }

    [Fact]
    public void Two_failures_in_a_row_take_a_mirror_out_within_fifteen_seconds()
    {
        // The worst case of a second look: it is due after 5 s and takes the whole 10 s of a check.
        var mirror = Up().Check(Verdict.Timeout);
        var failed = mirror.Now;
        mirror.Check(Verdict.Timeout, mirror.ToNextCheck.TotalSeconds + 10);
        Assert.Equal(HealthState.Down, mirror.State);
        Assert.InRange(mirror.Now - failed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void A_failure_of_the_host_that_two_repositories_meet_at_once_counts_once()
    {
        var mirror = Up().Check(Verdict.Unreachable).Check(Verdict.Unreachable, 1).Check(Verdict.Unreachable, 1);
        Assert.Equal(HealthState.Doubtful, mirror.State);
        Assert.Equal(1, mirror.Health.Failures);
        Assert.Equal(HealthState.Down, mirror.Check(Verdict.Unreachable, 3).State);
    }

    [Fact]
    public void A_mirror_that_was_up_comes_back_after_three_successes_in_a_row()
    {
        var mirror = Down().Check(Verdict.Ok).Check(Verdict.Ok).Check(Verdict.Html).Check(Verdict.Ok).Check(Verdict.Ok);
        Assert.Equal(HealthState.Down, mirror.State);
        Assert.Equal(HealthState.Up, mirror.Check(Verdict.Ok).State);
        Assert.Equal(mirror.Now, mirror.Health.ReturnedAt);
    }

    [Fact]
    public void What_is_old_is_out_by_its_generation_and_not_down()
    {
        var mirror = Up().Checks(3, Verdict.Stale).Checks(3, Verdict.RolledBack);
        Assert.Equal(HealthState.Up, mirror.State);
        Assert.Equal(Verdict.RolledBack, mirror.Health.LastVerdict);
        Assert.Equal(HealthState.Up, Down().Checks(3, Verdict.Stale).State);
    }

    [Theory]
    [InlineData(Verdict.BlockedToChecker)]
    [InlineData(Verdict.Busy)]
    public void What_is_between_us_and_the_mirror_changes_nothing(Verdict verdict)
    {
        MirrorHealth[] before =
        [
            new WatchedMirror().Health, new WatchedMirror().Check(Verdict.Dns).Health, Up().Health,
            Up().Check(Verdict.Html).Health, Down().Health, Down().Checks(2, Verdict.Ok).Health, Flapper().Health,
        ];
        Assert.Equal(Enum.GetValues<HealthState>(), before.Select(health => health.State).Distinct().Order());
        Assert.All(before, health =>
        {
            var after = health;
            var now = (health.CheckedAt ?? WatchedMirror.Start).AddMinutes(1);
            for (var i = 0; i < 10; i++) after = HealthRules.Next(after, verdict, now, HealthPolicy.Default);
            Assert.Equal(health.Checks + 10, after.Checks);
            Assert.Equal(
                health with { Since = health.Since ?? now },
                after with
                {
                    CheckedAt = health.CheckedAt,
                    Checks = health.Checks,
                    LastVerdict = health.LastVerdict,
                    Pause = null,
                });
        });
    }

    [Fact]
    public void A_failure_while_frozen_is_held_against_nobody()
    {
        Assert.Equal(HealthState.Up, Up().Hold().Hold().Hold().State);
        Assert.Equal(HealthState.Down, Down().Hold().State);
        Assert.Equal(2, Down().Checks(2, Verdict.Ok).Hold().Health.Successes);
        Assert.Equal(0, new WatchedMirror().Check(Verdict.Dns).Hold().Health.Failures);

        // The doubt from before the freeze is gone too: after the thaw it takes two failures.
        var doubtful = Up().Check(Verdict.Timeout).Hold();
        Assert.Equal(HealthState.Up, doubtful.State);
        Assert.Equal(HealthState.Doubtful, doubtful.Check(Verdict.Timeout).State);
        Assert.Equal(HealthState.Down, doubtful.Check(Verdict.Timeout).State);
    }

    [Fact]
    public void Who_fell_just_before_the_freeze_is_put_back_as_if_nothing_had_been()
    {
        var down = Down();
        down.Reinstate(down.Now.AddMinutes(2));
        Assert.Equal(HealthState.Up, down.State);
        Assert.Null(down.Health.WentDownAt);
        Assert.Null(down.Health.ReturnedAt);
        Assert.Equal(HealthState.Doubtful, down.Check(Verdict.Timeout, 150).State);

        var flapper = Flapper();
        flapper.Reinstate(flapper.Now);
        Assert.Equal((HealthState.Up, 0), (flapper.State, flapper.Health.HoldDownLevel));
    }

    [Fact]
    public void Who_fell_before_that_or_is_not_down_is_not_put_back()
    {
        var down = Down();
        var before = down.Health;
        down.Reinstate(down.Now.AddSeconds(121));
        Assert.Same(before, down.Health);
        down.Reinstate(down.Now.AddSeconds(-1));
        Assert.Same(before, down.Health);

        var dead = new WatchedMirror().Checks(2, Verdict.Dns);
        dead.Reinstate(dead.Now);
        Assert.Equal(HealthState.Down, dead.State);
        var doubtful = Up().Check(Verdict.Html);
        doubtful.Reinstate(doubtful.Now);
        Assert.Equal(HealthState.Doubtful, doubtful.State);
    }

    [Fact]
    public void Each_endpoint_is_judged_by_its_own_rules()
    {
        var http = new MirrorHealth("zzuni", "ubuntu", new MirrorEndpoint(false, false));
        var https = http with { Endpoint = new MirrorEndpoint(true, false) };
        for (var i = 0; i < 2; i++)
        {
            var now = WatchedMirror.Start.AddMinutes(i);
            http = HealthRules.Next(http, Verdict.ForcesHttps, now, HealthPolicy.Default);
            https = HealthRules.Next(https, Verdict.ForcesHttps, now, HealthPolicy.Default);
        }

        Assert.Equal(HealthState.Down, http.State);
        Assert.Equal(HealthState.Up, https.State);
    }

    [Fact]
    public void Every_bad_verdict_takes_a_mirror_out_at_the_second_check()
    {
        var bad = Enum.GetValues<Verdict>()
            .Where(v => VerdictRules.EffectOn(v, new MirrorEndpoint(true, false)) == VerdictEffect.Bad).ToArray();
        Assert.Equal(24, bad.Length);
        Assert.All(bad, verdict => Assert.Equal(HealthState.Down, Up().Check(verdict).Check(verdict).State));
    }

    private static WatchedMirror Up() => new WatchedMirror().Check(Verdict.Ok);

    private static WatchedMirror Down() => Up().Checks(2, Verdict.Unreachable, 5);

    private static WatchedMirror Flapper() => Up().Flap().Flap().Checks(2, Verdict.Unreachable, 5);
}
