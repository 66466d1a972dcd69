using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Puts together what snapshots are built from: the publications of the origins, and for every mirror and repository
/// whether it may serve, at which generations, and with how much of its share.
/// </summary>
internal sealed class Observatory(
    OriginMemory origins, MirrorMemory mirrors, OriginReach reach, CrawlOptions options, WarmUp warmUp)
{
    /// <returns>Null where nothing is observed, so that the declarations stand.</returns>
    public ObservedNetwork? Observe(CatalogDefinition catalog, DateTimeOffset now)
    {
        if (!options.Enabled) return null;
        var readiness = new Dictionary<MirrorAndRepository, MirrorReadiness>();
        var repositories = catalog.Repositories.ToDictionary(repository => repository.Id, StringComparer.Ordinal);
        foreach (var mirror in catalog.Mirrors.Where(mirror => !mirror.Private))
        {
            foreach (var carried in mirror.Repositories)
            {
                if (!repositories.TryGetValue(carried.Repository, out var repository)) continue;
                readiness.Add(new(mirror.Id, repository.Id), ReadinessOf(mirror, repository, now));
            }
        }

        return new(origins.Publications, readiness);
    }

    private MirrorReadiness ReadinessOf(MirrorDefinition mirror, RepositoryDefinition repository, DateTimeOffset now)
    {
        var publication = origins.PublicationOf(repository.Id);
        var endpoints = new EndpointReadiness?[MirrorEndpoint.Count];
        var tooOld = new HashSet<int>();
        var share = 1.0;
        for (var index = 0; index < MirrorEndpoint.Count; index++)
        {
            var endpoint = MirrorEndpoint.At(index);
            var copy = mirrors.Find(new(mirror.Id, repository.Id, endpoint));
            var trust = TrustRules.Decide(reach.StateOf(repository), copy.Health.State, copy.WasVerified);
            if (trust == Trust.ServeByDeclaration && (!endpoint.IsIPv6 || copy.Health.TakesTraffic))
                endpoints[index] = EndpointReadiness.Declared;
            if (trust == Trust.ServeByDeclaration || copy.Health.LastVerdict is not { } verdict) continue;
            endpoints[index] = new(
                trust == Trust.Serve && warmUp.IsOver(now),
                VerifiedBy(copy, repository, publication, tooOld, now),
                verdict);
            if (copy.Health.TakesTraffic)
                share = Math.Min(share, SlowStart.ShareFactor(copy.Health, now, options.Health));
        }

        return new(share, endpoints, [.. tooOld]);
    }

    private static int[] VerifiedBy(
        MirrorCopy copy,
        RepositoryDefinition repository,
        RepositoryPublication publication,
        HashSet<int> tooOld,
        DateTimeOffset now)
    {
        var verified = new int[publication.Roots.Count];
        for (var i = 0; i < verified.Length; i++)
        {
            var root = publication.Roots[i];
            if (!copy.Roots.TryGetValue(root.Path, out var standing) || standing.Verified == 0) continue;
            var lag = root.LagOf(standing.Verified, now);
            if (lag <= LagRules.MaxLagOf(repository, root.Path)) verified[i] = standing.Verified;
            else tooOld.Add(i);
        }

        return verified;
    }
}
