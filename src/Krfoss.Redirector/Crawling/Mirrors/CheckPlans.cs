using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Publication.Proving;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Says what one check asks for: always the index root, which is not sent again where it did not change; packages of
/// every generation that the mirror has not proven to have, and one now and then where it has; a path that cannot exist
/// every few hours, and where something else is wrong.
/// </summary>
internal static class CheckPlans
{
    /// <summary>How often an endpoint is asked for what cannot exist.</summary>
    private static readonly TimeSpan AbsentInterval = TimeSpan.FromHours(6);

    /// <summary>
    /// Every so many looks at a copy ask for a file of it too, also where everything is proven: a mirror may lose what
    /// it had, or change it, and its index says nothing of that.
    /// </summary>
    private const int SpotEvery = 4;

    public static MirrorCheckPlan Of(Visit visit, MirrorCopy copy, DateTimeOffset now)
    {
        var root = visit.Root;
        var standing = copy.Roots.GetValueOrDefault(root.Path);
        var baseUrl = visit.Key.Endpoint.IsHttps ? visit.Candidate.HttpsBase! : visit.Candidate.HttpBase!;

        // One that cannot be guessed, so that nobody can have it ready.
        var absent = AbsentBeside(root.Path);
        return new(new(baseUrl), visit.Key.Endpoint, root.Path, absent, KnowledgeOf(visit, copy, now))
        {
            AsksAbsent = !(now - copy.AbsentAskedAt < AbsentInterval),
            Proof = shown => GenerationProof.Next(
                root,
                new(standing?.Verified ?? 0, shown, TurnOf(copy.Health))
                {
                    IsSuspicious = standing?.FailedSamples > 0,
                    IsSpotWanted = IsSpotWanted(visit, copy.Health),
                    Missed = standing?.Missed,
                },
                path => visit.Candidate.Includes(path) && !visit.Candidate.Excludes(path)),
            Seen = standing is { Shown: > 0 } && ShaOf(root, standing.Shown) is { } sha256
                ? (sha256, new(standing.ETag, standing.LastModified))
                : null,
            OwnHosts = visit.Candidate.Mirror.Definition.Urls
                .Select(url => url.IdnHost)
                .ToHashSet(StringComparer.OrdinalIgnoreCase),
            ReadRoot = content => IndexRootReader.Read(
                visit.Route.Format, root.Path, content, PartFetcher.CanRead).Reading is { } reading
                    ? (reading.Date, long.TryParse(reading.Revision, out var revision) ? revision : null)
                    : (null, null),
        };
    }

    /// <summary>What the origin showed, for judging what the mirror shows.</summary>
    public static CheckKnowledge KnowledgeOf(Visit visit, MirrorCopy copy, DateTimeOffset now) => new(
        [
            .. visit.Root.Generations.Select(generation => new KnownGeneration(
                generation.Number, generation.Sha256, generation.ReplacedAt, generation.OwnDate)),
        ],
        LagRules.MaxLagOf(visit.Route.Definition, visit.Root.Path),
        now)
    {
        SeenGeneration = copy.Roots.GetValueOrDefault(visit.Root.Path) is { Newest: > 0 } standing
            ? standing.Newest
            : null,
        Issuer = copy.Issuer,
        Asn = copy.Asn,
    };

    // Whoever complains, or has seen something wrong, has seen a file and not the index.
    private static bool IsSpotWanted(Visit visit, MirrorHealth health) =>
        visit.Urgency is VisitUrgency.Wanted or VisitUrgency.Recheck || health.Checks % SpotEvery == SpotEvery - 1;

    /// <summary>Endpoints of one server are asked for different files, and each look asks for others.</summary>
    private static ulong TurnOf(MirrorHealth health) => StableHash.Combine(
        StableHash.Of(health.Mirror), ((ulong)health.Checks << 2) | (uint)health.Endpoint.Index);

    private static string? ShaOf(RootPublication root, int number) =>
        root.Generations.FirstOrDefault(generation => generation.Number == number)?.Sha256;

    private static string AbsentBeside(string rootPath) =>
        $"{rootPath[..(rootPath.LastIndexOf('/') + 1)]}krfoss-absent-{Guid.NewGuid():N}.tar.gz";
}
