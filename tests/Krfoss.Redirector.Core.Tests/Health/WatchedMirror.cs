using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

/// <summary>
/// A mirror of which only health is known, and a crawl in simulated time: checks when they are due, as the rules say.
/// </summary>
internal sealed class WatchedMirror(string id = "zzuni", HealthPolicy? policy = null)
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

    public HealthPolicy Policy { get; } = policy ?? HealthPolicy.Default;

    public MirrorHealth Health { get; private set; } = new(id, "ubuntu", new MirrorEndpoint(true, false));

    public DateTimeOffset Now { get; set; } = Start;

    /// <summary>When the mirror went in and out of what is served, which is what snapshots are published for.</summary>
    public List<DateTimeOffset> PublishedChanges { get; } = [];

    public int CheckCount { get; private set; }

    public HealthState State => Health.State;

    public TimeSpan ToNextCheck => CheckIntervals.NextCheck(Health, Now, Policy) - Now;

    /// <summary>One check that ends after so many seconds.</summary>
    public WatchedMirror Check(Verdict verdict, double afterSeconds = 5, TimeSpan? retryAfter = null, int status = 0)
    {
        Now = Now.AddSeconds(afterSeconds);
        var next = HealthRules.Next(Health, verdict, Now, Policy, retryAfter, status);
        if (next.TakesTraffic != Health.TakesTraffic) PublishedChanges.Add(Now);
        Health = next;
        CheckCount++;
        return this;
    }

    public WatchedMirror Checks(int count, Verdict verdict, double secondsApart = 15)
    {
        for (var i = 0; i < count; i++) Check(verdict, secondsApart);
        return this;
    }

    public WatchedMirror Hold(double afterSeconds = 5)
    {
        Now = Now.AddSeconds(afterSeconds);
        Health = HealthRules.Hold(Health, Now);
        return this;
    }

    public void Reinstate(DateTimeOffset now) => Health = HealthRules.Reinstate(Health, now, Policy);

    /// <summary>Follows the plan of checks for a time; each takes no time at all.</summary>
    public WatchedMirror Follow(TimeSpan time, Func<DateTimeOffset, Verdict> verdictAt)
    {
        var end = Now + time;
        for (var due = Due(); due <= end; due = Due())
        {
            Now = due;
            Check(verdictAt(due), afterSeconds: 0);
        }

        Now = end;
        return this;
    }

    /// <summary>Down and back up, both as quickly as the rules allow.</summary>
    public WatchedMirror Flap() => Checks(2, Verdict.Unreachable, 5).Checks(3, Verdict.Ok);

    private DateTimeOffset Due()
    {
        var due = CheckIntervals.NextCheck(Health, Now, Policy);
        return due > Now ? due : Now;
    }
}
