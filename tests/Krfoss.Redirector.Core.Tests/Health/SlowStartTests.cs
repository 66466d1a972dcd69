using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class SlowStartTests
{
    [Fact]
    public void A_first_start_has_the_whole_share_at_once()
    {
        var mirror = new WatchedMirror().Check(Verdict.Ok);
        Assert.Equal(1, Share(mirror, 0));
        Assert.Null(SlowStart.NextStep(mirror.Health, mirror.Now, mirror.Policy));
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(149, 0.1)]
    [InlineData(150, 0.25)]
    [InlineData(299, 0.25)]
    [InlineData(300, 0.5)]
    [InlineData(450, 0.75)]
    [InlineData(599, 0.75)]
    [InlineData(600, 1)]
    [InlineData(1_000_000_000, 1)]
    public void A_mirror_that_came_back_gets_its_share_in_steps_over_ten_minutes(int seconds, double share) =>
        Assert.Equal(share, Share(Returned(), seconds));

    [Fact]
    public void A_snapshot_is_needed_at_each_step_and_at_no_other_time()
    {
        var mirror = Returned();
        var now = mirror.Now;
        var steps = new List<double>();
        while (SlowStart.NextStep(mirror.Health, now, mirror.Policy) is { } next)
        {
            var before = SlowStart.ShareFactor(mirror.Health, next.AddTicks(-1), mirror.Policy);
            Assert.NotEqual(before, SlowStart.ShareFactor(mirror.Health, next, mirror.Policy));
            steps.Add((next - mirror.Now).TotalSeconds);
            now = next;
        }

        Assert.Equal([150, 300, 450, 600], steps);
    }

    [Fact]
    public void A_doubt_in_between_does_not_start_it_again()
    {
        var mirror = Returned();
        var returned = mirror.Health.ReturnedAt;
        mirror.Check(Verdict.Html, 160);
        Assert.Equal(0.25, Share(mirror, 0));
        Assert.Equal(returned, mirror.Check(Verdict.Ok).Health.ReturnedAt);
        Assert.Null(mirror.Checks(2, Verdict.Html, 5).Health.ReturnedAt);
    }

    [Fact]
    public void Without_a_slow_start_the_share_is_whole_at_once()
    {
        var policy = HealthPolicy.Default with { SlowStart = TimeSpan.Zero };
        var mirror = Returned();
        Assert.Equal(1, SlowStart.ShareFactor(mirror.Health, mirror.Now, policy));
        Assert.Null(SlowStart.NextStep(mirror.Health, mirror.Now, policy));
    }

    private static double Share(WatchedMirror mirror, int afterSeconds) =>
        SlowStart.ShareFactor(mirror.Health, mirror.Now.AddSeconds(afterSeconds), mirror.Policy);

    private static WatchedMirror Returned() => new WatchedMirror().Check(Verdict.Ok).Flap();
}
