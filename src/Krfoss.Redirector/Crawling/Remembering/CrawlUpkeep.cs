using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>
/// What passes with time alone: mirrors become too old and come to their whole share, generations are forgotten that no
/// mirror may show any more, and what is known is put by for the next start.
/// </summary>
internal sealed class CrawlUpkeep(
    Observatory observatory,
    OriginMemory origins,
    CrawlRecall recall,
    RegistryRecall registry,
    ObservationWriter writer,
    CurrentCatalog catalog,
    PublishSignal publish,
    CrawlOptions options,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    /// <summary>How much is lost at most when the process is killed and the registry with it.</summary>
    private static readonly TimeSpan KeepInterval = TimeSpan.FromMinutes(1);

    private ulong _published;
    private ulong _kept;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (options.Enabled) recall.Keep();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        writer.Resupply = registry.Everything;
        using var timer = new PeriodicTimer(Tick, time);
        var keptAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var repository in catalog.Value.Repositories) Forget(repository, now);
            var seen = Fingerprint(observatory.Observe(catalog.Value, now)!);
            if (seen != _published)
            {
                _published = seen;
                publish.Ring();
            }

            if (seen == _kept || time.GetElapsedTime(keptAt) < KeepInterval) continue;
            if (recall.Keep()) _kept = seen;
            keptAt = time.GetTimestamp();
        }
    }

    // Whoever shows an older one than these is too old anyway, so what they brought needs no remembering.
    private void Forget(RepositoryDefinition repository, DateTimeOffset now)
    {
        foreach (var memory in origins.RootsOf(repository.Id))
        {
            var root = memory.Publication;
            if (root.Log.Count == 0) continue;
            var maxLag = LagRules.MaxLagOf(repository, root.Path);
            var oldest = root.Generations.TakeWhile(generation => LagRules.LagOf(generation.ReplacedAt, now) <= maxLag);
            var number = oldest.LastOrDefault(root.Current).Number;
            if (root.Log.ForgetUpTo(number).Count == root.Log.Count) continue;
            origins.Update(repository.Id, root.Path, known => known with
            {
                Publication = known.Publication with { Log = known.Publication.Log.ForgetUpTo(number) },
            });
        }
    }

    /// <summary>A number that changes when requests have to know.</summary>
    private static ulong Fingerprint(ObservedNetwork observed)
    {
        var hash = 0UL;
        foreach (var ((mirror, repository), readiness) in observed.Readiness)
        {
            var one = StableHash.Combine(StableHash.Of(mirror), StableHash.Of(repository));
            one = StableHash.Combine(one, BitConverter.DoubleToUInt64Bits(readiness.ShareFactor));
            for (var index = 0; index < MirrorEndpoint.Count; index++)
            {
                if (readiness.Of(MirrorEndpoint.At(index)) is not { } endpoint) continue;
                var state = ((ulong)endpoint.Verdict << 8) | ((ulong)index << 4)
                    | (endpoint.IsUp ? 1UL : 0) | (endpoint.IsByDeclaration ? 2UL : 0);
                one = endpoint.Verified.Aggregate(
                    StableHash.Combine(one, state), (sum, number) => StableHash.Combine(sum, (ulong)number));
            }

            // A sum, since the order of mirrors says nothing.
            hash += one;
        }

        return observed.Publications.Values.SelectMany(publication => publication.Roots).Aggregate(
            hash, (sum, root) => sum + StableHash.Combine(StableHash.Of(root.Path), (ulong)root.Current.Number));
    }
}
