using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Crawling.Mirrors;

namespace Krfoss.Redirector.Tests.Crawling.Mirrors;

/// <summary>What is known of a root after a check, and what of it counts against the mirror.</summary>
public sealed class CheckOutcomeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Verified at the third generation, and seen with it for a day.</summary>
    private static readonly RootStanding Third = new(3, Now.AddDays(-1), 3, null, null, Now, Verdict.Ok)
    {
        Newest = 3,
        Proven = 3,
    };

    [Fact]
    public void Verified_is_what_the_check_proves_and_not_what_the_index_says()
    {
        var next = Next(Third, shown: 9, Verdict.Ok, provesUpTo: 7);
        Assert.Equal((9, 7, 7), (next.Shown, next.Verified, next.Proven));
        next = Next(next, shown: 9, Verdict.Ok, provesUpTo: 9);
        Assert.Equal((9, 9, 9), (next.Shown, next.Verified, next.Proven));
    }

    [Fact]
    public void Who_was_ahead_of_us_has_proven_nothing_new_and_loses_nothing()
    {
        var next = Next(Third, shown: 4, Verdict.Ok, provesUpTo: 0);
        Assert.Equal((4, 3), (next.Shown, next.Verified));
    }

    [Theory]
    [InlineData(Verdict.PackagesMissing, 6, 5)]
    [InlineData(Verdict.ContentWrong, 4, 3)]
    [InlineData(Verdict.WrongSize, 1, 0)]
    [InlineData(Verdict.Html, 2, 1)]
    [InlineData(Verdict.NoRange, 2, 1)]
    public void A_file_that_is_missed_takes_away_what_was_verified_from_its_generation_on(
        Verdict verdict, int since, int verified)
    {
        var next = Next(Third, shown: 6, verdict, provesUpTo: 6, missed: since);
        Assert.Equal(verified, next.Verified);
        Assert.Equal("pool/missed", next.Missed);
        Assert.Null(Next(next, shown: 6, Verdict.Ok, provesUpTo: 6).Missed);
    }

    [Theory]
    [InlineData(Verdict.Busy)]
    [InlineData(Verdict.Timeout)]
    [InlineData(Verdict.ServerError)]
    public void Who_does_not_answer_for_a_file_may_still_have_it(Verdict verdict)
    {
        var next = Next(Third, shown: 3, verdict, provesUpTo: 3, missed: 1);
        Assert.Equal((3, (string?)null), (next.Verified, next.Missed));
    }

    [Fact]
    public void Who_shows_nothing_keeps_what_was_proven_and_who_has_no_index_has_nothing()
    {
        Assert.Equal(3, Next(Third, shown: 0, Verdict.Unreachable).Verified);
        Assert.Equal(0, Next(Third, shown: 0, Verdict.Missing).Verified);
        Assert.Equal(0, Next(null, shown: 0, Verdict.Missing).Verified);
    }

    [Fact]
    public void The_newest_that_was_shown_is_remembered_when_the_mirror_goes_back()
    {
        var next = Next(Third, shown: 2, Verdict.RolledBack, provesUpTo: 2);
        Assert.Equal((2, 2, 3), (next.Shown, next.Verified, next.Newest));
        Assert.Equal(3, Next(next, shown: 1, Verdict.RolledBack, provesUpTo: 1).Newest);
    }

    [Fact]
    public void A_mirror_that_synchronises_is_not_blamed_for_an_hour()
    {
        var finding = Finding(Verdict.PackagesMissing, shown: 5, missed: 5);
        Assert.Equal(Verdict.Ok, Counted(Third, finding));
        var waiting = Next(Third, shown: 5, Verdict.PackagesMissing, provesUpTo: 5, missed: 5);
        Assert.Equal((4, 1), (waiting.Verified, waiting.FailedSamples));
        Assert.Equal(Verdict.Ok, Counted(waiting, finding, Now + CheckOutcome.LongestSync));
        Assert.Equal(
            Verdict.PackagesMissing,
            Counted(waiting, finding, Now + CheckOutcome.LongestSync + TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(Verdict.PackagesMissing, 3)]
    [InlineData(Verdict.ContentWrong, 1)]
    public void A_mirror_that_lost_what_it_had_is_not_synchronising(Verdict verdict, int since) =>
        Assert.Equal(verdict, Counted(Third, Finding(verdict, shown: 5, missed: since)));

    [Fact]
    public void A_file_that_was_right_before_is_no_matter_of_synchronising()
    {
        // The first look takes the generation away; by the second it must not look as if it had never been there.
        var doubted = Next(Third, shown: 3, Verdict.ContentWrong, provesUpTo: 3, missed: 3);
        Assert.Equal(2, doubted.Verified);
        Assert.Equal(Verdict.ContentWrong, Counted(doubted, Finding(Verdict.ContentWrong, shown: 3, missed: 3)));
    }

    [Fact]
    public void A_mirror_that_never_was_in_order_is_not_synchronising()
    {
        var first = Next(null, shown: 3, Verdict.ContentWrong, provesUpTo: 3, missed: 3);
        Assert.Equal(2, first.Verified);
        Assert.Equal(Verdict.ContentWrong, Counted(first, Finding(Verdict.ContentWrong, shown: 3, missed: 3)));
    }

    [Theory]
    [InlineData(Verdict.Html)]
    [InlineData(Verdict.NoRange)]
    [InlineData(Verdict.Timeout)]
    public void What_synchronising_does_not_do_counts(Verdict verdict) =>
        Assert.Equal(verdict, Counted(Third, Finding(verdict, shown: 5, missed: 5)));

    [Fact]
    public void One_missing_root_says_nothing_of_the_others()
    {
        var copy = Copy(("a", Third));
        var finding = Finding(Verdict.Missing, shown: 0);
        Assert.Equal(Verdict.Ok, CheckOutcome.Counted(copy, "b", finding, Now));
        Assert.Equal(Verdict.Missing, CheckOutcome.Counted(copy, "a", finding, Now));
        var gone = Copy(("a", Next(Third, shown: 0, Verdict.Missing)));
        Assert.Equal(Verdict.Missing, CheckOutcome.Counted(gone, "b", finding, Now));
    }

    [Fact]
    public void Checks_behind_are_counted_from_the_last_progress()
    {
        var next = Next(Third, shown: 3, Verdict.Ok, provesUpTo: 3, current: 4);
        Assert.Equal(1, next.ChecksBehind);
        next = Next(next, shown: 3, Verdict.Ok, provesUpTo: 3, current: 4);
        Assert.Equal(2, next.ChecksBehind);
        Assert.Equal(0, Next(next, shown: 4, Verdict.Ok, provesUpTo: 4, current: 4).ChecksBehind);
    }

    [Fact]
    public void While_states_are_frozen_only_the_look_counts()
    {
        var later = Now.AddMinutes(1);
        Assert.Equal(
            Third with { CheckedAt = later }, CheckOutcome.Held(Third, Finding(Verdict.Missing, shown: 0), later));
        Assert.Equal(0, CheckOutcome.Held(null, Finding(Verdict.Missing, shown: 0), later).Verified);
    }

    private static RootStanding Next(
        RootStanding? before, int shown, Verdict verdict, int provesUpTo = 0, int? missed = null, int current = 9)
    {
        var finding = Finding(verdict, shown, missed);
        return CheckOutcome.Next(
            before,
            new MirrorCheckResult(default, finding.Decisive) { ProvesUpTo = provesUpTo },
            finding,
            current,
            Now);
    }

    private static Verdict Counted(RootStanding standing, CheckFinding finding, DateTimeOffset? now = null) =>
        CheckOutcome.Counted(Copy(("root", standing)), "root", finding, now ?? Now);

    private static MirrorCopy Copy(params (string Path, RootStanding Standing)[] roots)
    {
        var copy = new MirrorCopy(new MirrorHealth("one", "debian", default));
        return copy with
        {
            Roots = copy.Roots.AddRange(roots.Select(root => KeyValuePair.Create(root.Path, root.Standing))),
        };
    }

    private static CheckFinding Finding(Verdict verdict, int shown, int? missed = null)
    {
        var url = new Uri("http://mirror.example/");
        return new(
            verdict,
            shown == 0 ? null : new(shown, $"{shown}", null),
            new(ExchangeOutcome.Answered, url, url, ""),
            CheckWarnings.None)
        {
            Missed = missed is { } since ? new("pool/missed", 100, since) : null,
        };
    }
}
