using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

/// <summary>A crawl of eight mirrors and their origin, second by second, as FreezeRules wants it.</summary>
public sealed class CutOffTests
{
    private static readonly DateTimeOffset Start = WatchedMirror.Start;
    private static readonly HealthPolicy Policy = HealthPolicy.Default;
    private static readonly MirrorEndpoint Https = new(true, false);

    private readonly WatchedMirror[] _mirrors =
        [.. Enumerable.Range(0, 8).Select(i => new WatchedMirror($"mirror{i}").Check(Verdict.Ok, i))];

    private readonly Dictionary<int, MirrorLook> _looks = [];
    private OriginLook[] _origins = [];
    private Freeze _freeze;

    private int Out => _mirrors.Count(mirror => !mirror.Health.TakesTraffic);

    [Fact]
    public void Nobody_is_thrown_out_while_we_are_cut_off_for_however_long()
    {
        Crawl(10, 3600, failing: 8, doesOriginAnswer: false);
        Assert.Equal(FreezeCause.Origins, _freeze.Cause);
        Assert.Equal(0, Out);
        Assert.All(_mirrors, mirror => Assert.Single(mirror.PublishedChanges)); // up at the first check

        Crawl(3600, 3900, failing: 0, doesOriginAnswer: true);
        Assert.Equal(default, _freeze);
        Assert.All(_mirrors, mirror => Assert.Equal(HealthState.Up, mirror.State));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Those_that_died_are_out_and_the_others_stay(int failing)
    {
        Crawl(10, 200, failing, doesOriginAnswer: true);
        Assert.Equal(default, _freeze);
        Assert.Equal(failing, Out);
    }

    [Fact]
    public void With_an_origin_beside_us_those_that_fell_first_are_put_back()
    {
        Crawl(10, 200, failing: 8, doesOriginAnswer: true);
        Assert.Equal(FreezeCause.Mirrors, _freeze.Cause);
        Assert.True(_freeze.IsFrozen);
        Assert.Equal(0, Out);

        Crawl(200, 500, failing: 0, doesOriginAnswer: true);
        Assert.Equal(default, _freeze);
        Assert.All(_mirrors, mirror => Assert.Equal(1, SlowStart.ShareFactor(mirror.Health, mirror.Now, Policy)));
    }

    [Fact]
    public void Mirrors_that_are_dead_indeed_are_out_after_a_quarter_of_an_hour()
    {
        Crawl(10, 900, failing: 8, doesOriginAnswer: true);
        Assert.Equal(0, Out);
        Crawl(900, 1200, failing: 8, doesOriginAnswer: true);
        Assert.Equal(8, Out);
        Assert.False(_freeze.IsFrozen);
    }

    private void Crawl(int fromSecond, int toSecond, int failing, bool doesOriginAnswer)
    {
        for (var second = fromSecond; second < toSecond; second++)
        {
            var now = Start.AddSeconds(second);
            // The control is looked at once a minute, and at once where a failure asks for it.
            if (second % 60 == 0) _origins = [new("ubuntu", now, doesOriginAnswer)];
            for (var i = 0; i < _mirrors.Length; i++)
            {
                if (CheckIntervals.NextCheck(_mirrors[i].Health, now, Policy) > now) continue;
                Look(i, now, i < failing ? Verdict.Unreachable : Verdict.Ok, doesOriginAnswer);
            }
        }
    }

    private void Look(int i, DateTimeOffset now, Verdict verdict, bool doesOriginAnswer)
    {
        var mirror = _mirrors[i];
        mirror.Now = now;
        if (mirror.Health.TakesTraffic) _looks[i] = new($"mirror{i}", now, verdict != Verdict.Ok);
        if (verdict != Verdict.Ok && FreezeRules.NeedsControl(now, _origins))
            _origins = [new("ubuntu", now, doesOriginAnswer)];

        var before = _freeze;
        _freeze = FreezeRules.Judge(before, _looks.Values, _origins, now, Policy);
        if (_freeze.Cause == FreezeCause.Mirrors && before.Cause != FreezeCause.Mirrors)
        {
            foreach (var fallen in _mirrors) fallen.Reinstate(now);
        }

        if (FreezeRules.Holds(verdict, Https, _freeze, default)) mirror.Hold(0);
        else mirror.Check(verdict, 0);
    }
}
