using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

/// <summary>Clocks of servers are set, at times by years. Nothing may throw, and nothing may wait for years.</summary>
public sealed class ClockJumpTests
{
    private static readonly TimeSpan LongestWait = 2.4 * HealthPolicy.Default.LongestRetryAfter;

    public static TheoryData<double> JumpsInSeconds =>
        [-0.5, -3, -60, -3600, -86_400, -10 * 365.25 * 86_400, 60, 3600, 86_400, 10 * 365.25 * 86_400];

    [Theory, MemberData(nameof(JumpsInSeconds))]
    public void No_jump_in_any_state_throws_or_puts_a_check_years_away(double jump)
    {
        Assert.All(InEveryState(), mirror =>
        {
            mirror.Now = mirror.Now.AddSeconds(jump);
            Assert.InRange(mirror.ToNextCheck, TimeSpan.MinValue, LongestWait);
            Assert.InRange(ToNextStep(mirror.Health, mirror), TimeSpan.MinValue, mirror.Policy.SlowStart);
            foreach (var verdict in Enum.GetValues<Verdict>())
            {
                var next = HealthRules.Next(mirror.Health, verdict, mirror.Now, mirror.Policy);
                Assert.InRange(
                    CheckIntervals.NextCheck(next, mirror.Now, mirror.Policy) - mirror.Now,
                    TimeSpan.FromSeconds(-5),
                    LongestWait);
                Assert.InRange(SlowStart.ShareFactor(next, mirror.Now, mirror.Policy), 0.1, 1);
                Assert.InRange(ToNextStep(next, mirror), TimeSpan.Zero, mirror.Policy.SlowStart);
            }
        });
    }

    [Theory, MemberData(nameof(JumpsInSeconds))]
    public void A_good_mirror_is_up_soon_after_the_jump_and_has_its_share_back(double jump)
    {
        Assert.All(InEveryState(), mirror =>
        {
            mirror.Now = mirror.Now.AddSeconds(jump);
            mirror.Follow(TimeSpan.FromHours(3), _ => Verdict.Ok);
            Assert.Equal(HealthState.Up, mirror.State);
            Assert.Equal(1, SlowStart.ShareFactor(mirror.Health, mirror.Now, mirror.Policy));
        });
    }

    [Theory, MemberData(nameof(JumpsInSeconds))]
    public void A_dead_mirror_is_out_soon_after_the_jump(double jump)
    {
        Assert.All(InEveryState(), mirror =>
        {
            mirror.Now = mirror.Now.AddSeconds(jump);
            mirror.Follow(TimeSpan.FromHours(3), _ => Verdict.Unreachable);
            Assert.False(mirror.Health.TakesTraffic);
        });
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_no_flapper()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok).Flap().Flap();
        mirror.Now = mirror.Now.AddYears(-10);
        mirror.Check(Verdict.Ok).Flap().Flap();
        Assert.Equal(0, mirror.Health.HoldDownLevel);

        mirror = new WatchedMirror().Check(Verdict.Ok).Flap();
        mirror.Now = mirror.Now.AddYears(-10);
        mirror.Check(Verdict.Ok).Flap();
        Assert.Equal(HealthState.Down, mirror.Checks(2, Verdict.Unreachable, 5).State);
    }

    private static TimeSpan ToNextStep(MirrorHealth health, WatchedMirror mirror) =>
        (SlowStart.NextStep(health, mirror.Now, mirror.Policy) ?? mirror.Now) - mirror.Now;

    private static WatchedMirror[] InEveryState()
    {
        WatchedMirror[] mirrors =
        [
            new(), new WatchedMirror().Check(Verdict.Dns), Up(), Up().Check(Verdict.Html), Up().Flap(),
            Up().Checks(2, Verdict.Html, 5), Up().Checks(2, Verdict.Html, 5).Check(Verdict.Ok),
            Up().Flap().Flap().Checks(2, Verdict.Html, 5), Up().Check(Verdict.Busy, 5, TimeSpan.MaxValue),
        ];
        Assert.Equal(Enum.GetValues<HealthState>(), mirrors.Select(mirror => mirror.State).Distinct().Order());
        return mirrors;
    }

    private static WatchedMirror Up() => new WatchedMirror().Check(Verdict.Ok);
}
