using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed class FreezeRulesTests
{
    private static readonly DateTimeOffset Now = WatchedMirror.Start;
    private static readonly HealthPolicy Policy = HealthPolicy.Default;
    private static readonly MirrorEndpoint Https = new(true, false);
    private static readonly Freeze ByOrigins = new(FreezeCause.Origins, Now, true);
    private static readonly Freeze ByMirrors = new(FreezeCause.Mirrors, Now, true);

    [Theory]
    [InlineData(0, 0, FreezeCause.None)]
    [InlineData(0, 8, FreezeCause.None)]
    [InlineData(4, 8, FreezeCause.None)] // half is not more than half
    [InlineData(5, 8, FreezeCause.Mirrors)]
    [InlineData(8, 8, FreezeCause.Mirrors)]
    [InlineData(1, 3, FreezeCause.None)]
    [InlineData(2, 3, FreezeCause.Mirrors)]
    [InlineData(2, 2, FreezeCause.None)] // too few to tell; the origin serves their clients
    [InlineData(1, 2, FreezeCause.None)]
    [InlineData(1, 1, FreezeCause.None)]
    public void More_than_half_of_at_least_three_mirrors_failing_at_once_is_us(int failed, int seen, FreezeCause cause)
    {
        var freeze = Judge(default, Mirrors(failed, seen), Origins(true));
        Assert.Equal(cause, freeze.Cause);
        Assert.Equal(cause != FreezeCause.None, freeze.IsFrozen);
        Assert.Equal(cause != FreezeCause.None ? Now : null, freeze.Since);
    }

    [Theory]
    [InlineData(new[] { true }, FreezeCause.None)]
    [InlineData(new[] { false }, FreezeCause.Origins)]
    [InlineData(new[] { false, false }, FreezeCause.Origins)]
    [InlineData(new[] { false, true }, FreezeCause.None)] // one answers: we are on the net
    [InlineData(new bool[0], FreezeCause.None)]
    public void No_origin_that_answers_is_us_however_well_the_mirrors_look(bool[] answers, FreezeCause cause)
    {
        Assert.Equal(cause, Judge(default, Mirrors(0, 8), Origins(answers)).Cause);
        Assert.Equal(cause, Judge(default, Mirrors(0, 1), Origins(answers)).Cause);
    }

    [Fact]
    public void A_mirror_has_failed_where_all_its_endpoints_have()
    {
        MirrorLook[] looks = [.. Mirrors(8, 8), .. Mirrors(0, 4)];
        Assert.Equal(FreezeCause.None, Judge(default, looks, Origins(true)).Cause);
        looks = [.. Mirrors(8, 8), .. Mirrors(0, 3)];
        Assert.Equal(FreezeCause.Mirrors, Judge(default, looks, Origins(true)).Cause);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(120, true)]
    [InlineData(121, false)]
    [InlineData(-1, false)] // from before the clock was set back
    public void What_was_seen_within_two_minutes_was_seen_at_once(int secondsAgo, bool counts)
    {
        var looks = Mirrors(5, 5).Select(look => look with { At = Now.AddSeconds(-secondsAgo) }).ToArray();
        Assert.Equal(counts, Judge(default, looks, Origins(true)).IsFrozen);
        var origins = Origins(false).Select(look => look with { At = Now.AddSeconds(-secondsAgo) }).ToArray();
        Assert.Equal(counts, Judge(default, [], origins).IsFrozen);
    }

    [Fact]
    public void States_thaw_when_an_origin_answers_and_not_because_nobody_looked()
    {
        Assert.Equal(ByOrigins, Judge(ByOrigins, [], [], minutes: 60));
        Assert.Equal(ByOrigins, Judge(ByOrigins, [], Origins(false), minutes: 1));
        Assert.Equal(default, Judge(ByOrigins, Mirrors(0, 8), Origins(true), minutes: 1));
        // The origin is back before the mirrors have been looked at again.
        var since = Now.AddMinutes(1);
        Assert.Equal(
            new Freeze(FreezeCause.Mirrors, since, true), Judge(ByOrigins, Mirrors(8, 8), Origins(true), minutes: 1));
    }

    [Fact]
    public void Many_mirrors_are_believed_after_a_quarter_of_an_hour_if_an_origin_answers()
    {
        Assert.True(Judge(ByMirrors, Mirrors(8, 8, 14.9), Origins(true), 14.9).IsFrozen);
        var believed = Judge(ByMirrors, Mirrors(8, 8, 15), Origins(true), 15);
        Assert.Equal(new Freeze(FreezeCause.Mirrors, Now, false), believed);
        Assert.False(Judge(believed, Mirrors(8, 8, 16), Origins(true), 16).IsFrozen);
        // The next time is a new one.
        var ended = Judge(believed, Mirrors(1, 8, 17), Origins(true), 17);
        Assert.Equal(default, ended);
        Assert.True(Judge(ended, Mirrors(8, 8, 18), Origins(true), 18).IsFrozen);
        // Without an origin there is nobody better, however long it takes.
        Assert.True(Judge(ByOrigins, Mirrors(8, 8, 600), Origins(false), 600).IsFrozen);
    }

    [Fact]
    public void A_freeze_that_began_in_the_future_begins_now()
    {
        var future = ByMirrors with { Since = Now.AddYears(10) };
        Assert.Equal(ByMirrors, Judge(future, Mirrors(8, 8), Origins(true)));
    }

    [Fact]
    public void A_frozen_network_holds_every_bad_verdict_and_a_frozen_repository_those_about_content()
    {
        foreach (var verdict in Enum.GetValues<Verdict>())
        {
            var isBad = VerdictRules.EffectOn(verdict, Https) == VerdictEffect.Bad;
            Assert.False(FreezeRules.Holds(verdict, Https, default, default));
            Assert.Equal(isBad, FreezeRules.Holds(verdict, Https, ByMirrors, default));
            Assert.Equal(
                isBad && !VerdictRules.HoldsForHost(verdict), FreezeRules.Holds(verdict, Https, default, ByOrigins));
            var believed = ByMirrors with { IsFrozen = false };
            Assert.False(FreezeRules.Holds(verdict, Https, believed, believed));
        }
    }

    [Fact]
    public void Whose_fault_it_is_nobody_knows_before_an_origin_was_looked_at()
    {
        Assert.True(FreezeRules.NeedsControl(Now, []));
        Assert.True(FreezeRules.NeedsControl(Now.AddSeconds(1), Origins(true)));
        Assert.False(FreezeRules.NeedsControl(Now, Origins(false)));
    }

    private static Freeze Judge(Freeze previous, MirrorLook[] mirrors, OriginLook[] origins, double minutes = 0)
    {
        var now = Now.AddMinutes(minutes);
        return FreezeRules.Judge(
            previous, mirrors.Select(l => l with { At = l.At == Now ? now : l.At }),
            origins.Select(l => l with { At = l.At == Now ? now : l.At }), now, Policy);
    }

    private static MirrorLook[] Mirrors(int failed, int seen, double minutes = 0) =>
        [.. Enumerable.Range(0, seen).Select(i => new MirrorLook($"mirror{i}", Now.AddMinutes(minutes), i < failed))];

    private static OriginLook[] Origins(params bool[] answers) =>
        [.. answers.Select((answer, i) => new OriginLook($"repository{i}", Now, answer))];
}
