using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Mirrors;

namespace Krfoss.Redirector.Tests.Crawling.Mirrors;

/// <summary>When an index root is looked at again.</summary>
public sealed class VisitTimesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(3, 60)]
    [InlineData(30, 600)]
    [InlineData(300, 6_000)]
    public void Each_root_comes_to_its_turn_three_in_a_minute(int roots, int seconds)
    {
        var (urgency, due) = Times(roots: roots).DueOf(Copy(Standing(shown: 2, verified: 2)), Root(), Now);
        Assert.Equal((VisitUrgency.Routine, Now.AddSeconds(seconds)), (urgency, due));
    }

    [Fact]
    public void The_root_that_waits_the_longest_has_the_endpoints_minute()
    {
        var standing = Standing(shown: 2, verified: 2) with { CheckedAt = Now.AddMinutes(-5) };
        var times = Times(roots: 300, heartbeat: Now.AddSeconds(-20), oldest: standing.CheckedAt);
        Assert.Equal(Now.AddSeconds(40), times.DueOf(Copy(standing), Root(), Now).Due);
        times = Times(roots: 300, heartbeat: Now.AddSeconds(-20), oldest: standing.CheckedAt.AddSeconds(-1));
        Assert.Equal(standing.CheckedAt.AddSeconds(6_000), times.DueOf(Copy(standing), Root(), Now).Due);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(4, 30)]
    [InlineData(5, 60)]
    [InlineData(100, 60)]
    public void Who_is_behind_is_asked_soon_and_then_less(int checks, int seconds)
    {
        var standing = Standing(shown: 1, verified: 1) with { ChecksBehind = checks };
        var (urgency, due) = Times(roots: 30, behind: 0).DueOf(Copy(standing), Root(newestSince: Now), Now);
        Assert.Equal((VisitUrgency.Behind, Now.AddSeconds(seconds)), (urgency, due));
    }

    [Theory]
    [InlineData(1, 6 * 60)]
    [InlineData(10, 15 * 60)]
    public void Who_has_been_behind_for_hours_is_asked_seldom(int hours, int seconds)
    {
        var standing = Standing(shown: 1, verified: 1) with { ChecksBehind = 100 };
        var root = Root(newestSince: Now.AddHours(-hours));
        Assert.Equal(Now.AddSeconds(seconds), Times(roots: 300).DueOf(Copy(standing), root, Now).Due);

        // But not more seldom than if it were not behind.
        Assert.Equal(Now.AddSeconds(60), Times(roots: 1).DueOf(Copy(standing), root, Now).Due);
    }

    [Fact]
    public void The_more_roots_are_behind_the_less_each_is_asked_for()
    {
        var standing = Standing(shown: 1, verified: 1) with { ChecksBehind = 1 };
        Assert.Equal(
            Now.AddSeconds(1_000), Times(roots: 300, behind: 50).DueOf(Copy(standing), Root(), Now).Due);
    }

    [Fact]
    public void What_more_has_to_be_proven_waits_for_nothing()
    {
        var standing = Standing(shown: 2, verified: 1) with { ChecksBehind = 1 };
        Assert.Equal((VisitUrgency.Behind, Now), Times(behind: 50).DueOf(Copy(standing), Root(), Now));
        var failed = standing with { Missed = "pool/x", Verdict = Verdict.PackagesMissing };
        Assert.Equal(Now.AddSeconds(5), Times(roots: 30, behind: 0).DueOf(Copy(failed), Root(), Now).Due);
    }

    [Fact]
    public void What_was_never_looked_at_is_due_since_it_is_known()
    {
        Assert.Equal((VisitUrgency.New, Now.AddDays(-2)), Times().DueOf(Copy(null), Root(), Now));
        var tomorrow = Root() with
        {
            Generations = [new(1, "1", Now.AddDays(1), null, null, [])],
        };
        Assert.Equal((VisitUrgency.New, Now), Times().DueOf(Copy(null), tomorrow, Now));
    }

    [Theory]
    [InlineData(HealthState.Doubtful, 0, true)]
    [InlineData(HealthState.Unknown, 0, true)]
    [InlineData(HealthState.Down, 1, true)]
    [InlineData(HealthState.Down, 0, false)]
    [InlineData(HealthState.HoldDown, 0, false)]
    public void The_next_look_is_urgent_where_it_decides_something(
        HealthState state, int successes, bool isUrgent)
    {
        var copy = Copy(Standing(2, 2));
        copy = copy with
        {
            Health = copy.Health with { State = state, Failures = 1, Successes = successes, CheckedAt = Now },
        };
        Assert.Equal(isUrgent, Times().DueOf(copy, Root(), Now).Urgency == VisitUrgency.Recheck);
    }

    [Fact]
    public void A_look_that_lies_ahead_is_left_over_from_another_clock()
    {
        var standing = Standing(2, 2) with { CheckedAt = Now.AddYears(1) };
        Assert.Equal((VisitUrgency.Routine, Now), Times().DueOf(Copy(standing), Root(), Now));
    }

    private static VisitTimes Times(
        int roots = 1, int behind = 1, DateTimeOffset? heartbeat = null, DateTimeOffset oldest = default) =>
        new(HealthPolicy.Default, roots, behind, heartbeat ?? Now, oldest);

    private static RootStanding Standing(int shown, int verified) =>
        new(shown, Now, verified, null, null, Now, Verdict.Ok);

    private static MirrorCopy Copy(RootStanding? standing)
    {
        var copy = new MirrorCopy(new MirrorHealth("one", "debian", default) { State = HealthState.Up });
        return standing is null ? copy : copy with { Roots = copy.Roots.Add("root", standing) };
    }

    /// <summary>At its second generation.</summary>
    private static RootPublication Root(DateTimeOffset? newestSince = null)
    {
        var since = newestSince ?? Now;
        return new(
            "root",
            [new(2, "2", since, null, null, []), new(1, "1", Now.AddDays(-2), since, null, [])],
            new Dictionary<string, IndexListing>(StringComparer.Ordinal),
            IsComplete: true,
            new(1),
            [],
            new());
    }
}
