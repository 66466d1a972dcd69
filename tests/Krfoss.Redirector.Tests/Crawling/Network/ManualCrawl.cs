using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Krfoss.Redirector.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>
/// The real program on a clock that stands still: its workers rest, and the visits that they would make are made here,
/// one after the other, with real requests to real servers. Waiting takes no time, the clock goes on instead, so that
/// hours pass in seconds.
/// </summary>
internal sealed class ManualCrawl : IAsyncDisposable
{
    private readonly Dictionary<string, Politeness> _politeness = new(StringComparer.Ordinal);
    private readonly SkippingClock _skipping;

    private ManualCrawl(ManualTimeProvider clock, RunningRedirector redirector) =>
        (Clock, Redirector, _skipping) = (clock, redirector, new(clock));

    public ManualTimeProvider Clock { get; }

    public RunningRedirector Redirector { get; }

    public DateTimeOffset Now => Clock.GetUtcNow();

    public static async Task<ManualCrawl> StartAsync(
        string catalog,
        ManualTimeProvider? clock = null,
        Action<WebApplicationBuilder>? adjust = null,
        params string[] settings)
    {
        clock ??= new();
        var redirector = await RunningRedirector.StartAsync(
            catalog,
            ["--Redirector:Crawl:Enabled=true", "--Redirector:Crawl:AllowedNetworks:0=127.50.0.0/15", .. settings],
            builder =>
            {
                builder.Services.RemoveAll<IHostedService>();
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Services.AddSingleton(provider => new ProbeNetwork(
                    provider.GetRequiredService<CrawlOptions>().AllowedNetworks)
                {
                    Resolve = LyingNames.ResolveAsync,
                    Authorities = TestCertificates.Authorities,
                });
                adjust?.Invoke(builder);
            });
        return new(clock, redirector);
    }

    public T Get<T>()
        where T : notnull => Redirector.Services.GetRequiredService<T>();

    public Politeness PolitenessOf(string mirror)
    {
        if (_politeness.TryGetValue(mirror, out var politeness)) return politeness;
        return _politeness[mirror] = new(_skipping);
    }

    /// <summary>The origins are looked at, as their follower would.</summary>
    /// <param name="roots">Paths of this service.</param>
    public async Task FollowAsync(params IEnumerable<string> roots)
    {
        foreach (var root in roots)
        {
            // Looks keep a little distance from each other, and nobody but this moves the clock.
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Get<RootLooks>().TakeInAsync(root, isAsked: true, TestContext.Current.CancellationToken);
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Get<RootLooks>().LookAgainAsync(root, TestContext.Current.CancellationToken);
        }

        Get<WarmUp>().End();
        Publish();
    }

    public void Publish() => Assert.True(Get<SnapshotPublisher>().PublishNow());

    /// <summary>Every mirror is looked at when it is due, until so much time has passed.</summary>
    /// <param name="tell">Is told before each look what comes, and after it that it was.</param>
    public async Task RunAsync(TimeSpan time, Action? tell = null)
    {
        for (var end = Now + time; Now < end;)
        {
            tell?.Invoke();
            if (Next() is not { } visit || visit.Due >= end)
            {
                Clock.Advance(end - Now);
                break;
            }

            if (visit.Due > Now) Clock.Advance(visit.Due - Now);
            await Get<MirrorVisitor>().VisitAsync(
                visit, PolitenessOf(visit.Key.Mirror), TestContext.Current.CancellationToken);
        }

        Publish();
    }

    public ValueTask DisposeAsync() => Redirector.DisposeAsync();

    private Visit? Next()
    {
        var snapshot = Get<SnapshotStore>().Current;
        return snapshot.Mirrors.Where(mirror => !mirror.Definition.Private)
            .Select(mirror => Get<VisitPlan>().Next(snapshot, mirror, wantedSince: null, Now))
            .OfType<Visit>()
            .MinBy(visit => visit.Due < Now ? Now : visit.Due);
    }

    /// <summary>The same clock, which goes on by itself when somebody waits.</summary>
    private sealed class SkippingClock(ManualTimeProvider clock) : TimeProvider
    {
        public override long TimestampFrequency => clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero) clock.Advance(dueTime);

            // Later, since whoever waits does not have the timer yet.
            ThreadPool.QueueUserWorkItem(_ => callback(state));
            return new RungTimer();
        }

        private sealed class RungTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
