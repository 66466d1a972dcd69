using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Before a mirror's failure counts: is it us? An origin is asked as a control, and if that does not answer, or most
/// mirrors fail at once, nobody is thrown out.
/// </summary>
internal sealed partial class FreezeGuard(
    OriginControl control,
    OriginReach reach,
    MirrorMemory mirrors,
    SnapshotStore snapshots,
    CrawlOptions options,
    TimeProvider time,
    ILogger<FreezeGuard> logger) : IDisposable
{
    private readonly ConcurrentDictionary<CopyKey, MirrorLook> _looks = new();

    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Lock _judging = new();
    private readonly Dictionary<string, Freeze> _repositories = new(StringComparer.Ordinal);
    private Freeze _network;

    /// <summary>Whether states stand right now, for people and metrics.</summary>
    public Freeze Network
    {
        get
        {
            lock (_judging) return _network;
        }
    }

    /// <summary>True where the verdict must not count.</summary>
    /// <param name="tookTraffic">The copy was up until now; what was down before says nothing of us.</param>
    public async Task<bool> HoldsAsync(
        Visit visit, Verdict verdict, bool tookTraffic, CancellationToken cancellationToken)
    {
        var endpoint = visit.Key.Endpoint;
        var isBad = VerdictRules.EffectOn(verdict, endpoint) == VerdictEffect.Bad;
        var failedAt = time.GetUtcNow();
        if (tookTraffic || !isBad) _looks[visit.Key] =
            new(visit.Key.Mirror, failedAt, isBad);
        if (isBad && FreezeRules.NeedsControl(failedAt, reach.Of(visit.Route.Definition)))
            await AskOriginAsync(visit.Route, failedAt, cancellationToken);
        return Judge(visit, verdict);
    }

    public void Dispose() => _asking.Dispose();

    private bool Judge(Visit visit, Verdict verdict)
    {
        var now = time.GetUtcNow();
        lock (_judging)
        {
            var before = _network;
            _network = FreezeRules.Judge(_network, _looks.Values, reach.All, now, options.Health);
            if (before.IsFrozen != _network.IsFrozen) Tell(_network);
            if (_network.Cause == FreezeCause.Mirrors && before.Cause != FreezeCause.Mirrors) Reinstate(now);
            var repository = FreezeRules.Judge(
                _repositories.GetValueOrDefault(visit.Route.Id),
                _looks.Where(look => look.Key.Repository == visit.Route.Id).Select(look => look.Value),
                reach.Of(visit.Route.Definition),
                now,
                options.Health);
            _repositories[visit.Route.Id] = repository;
            return FreezeRules.Holds(verdict, visit.Key.Endpoint, _network, repository);
        }
    }

    /// <summary>Who fell first, before it could be seen that most fall, is put back.</summary>
    private void Reinstate(DateTimeOffset now)
    {
        foreach (var (key, copy) in mirrors.Copies)
        {
            var health = HealthRules.Reinstate(copy.Health, now, options.Health);
            if (health != copy.Health) mirrors.Put(key, copy with { Health = health });
        }
    }

    private async Task AskOriginAsync(
        RepositoryRoute route, DateTimeOffset failedAt, CancellationToken cancellationToken)
    {
        // Whoever waits finds the answer that the one before got.
        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!FreezeRules.NeedsControl(failedAt, reach.Of(route.Definition))) return;
            var current = snapshots.Current.FindRepository(route.Id)?.Publication?.Roots;
            var path = current is { Count: > 0 } ? current[0].Path : "";
            if (!Uri.TryCreate($"{route.Origin}/{path}", UriKind.Absolute, out var url)) return;
            await control.AskAsync(url, cancellationToken);
        }
        finally
        {
            _asking.Release();
        }
    }

    private void Tell(Freeze freeze)
    {
        if (freeze.IsFrozen) Log.Frozen(logger, freeze.Cause);
        else Log.Thawed(logger);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.CrawlFrozen, LogLevel.Error,
            "It is likely us: {Cause} fail. Mirrors keep the states that they had until this ends")]
        public static partial void Frozen(ILogger logger, FreezeCause cause);

        [LoggerMessage(LogEvents.CrawlThawed, LogLevel.Information, "Checks of mirrors count again")]
        public static partial void Thawed(ILogger logger);
    }
}
