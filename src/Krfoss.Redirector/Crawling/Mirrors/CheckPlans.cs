using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Says what one check asks for: always the index root, which is not sent again where it did not change; packages where
/// the mirror may show a generation that it has not proven to have; a path that cannot exist now and then.
/// </summary>
internal static class CheckPlans
{
    /// <summary>How often an endpoint is asked for what cannot exist.</summary>
    private static readonly TimeSpan AbsentInterval = TimeSpan.FromHours(6);

    /// <summary>So many files of each new generation.</summary>
    private const int NewSamples = 4;

    /// <summary>For mirrors that have shown an index before its packages were there.</summary>
    private const int SuspiciousSamples = 10;

    public static MirrorCheckPlan Of(Visit visit, MirrorCopy copy, DateTimeOffset now)
    {
        var root = visit.Root;
        var standing = copy.Roots.GetValueOrDefault(root.Path);
        var verified = standing?.Verified ?? 0;
        var baseUrl = visit.Key.Endpoint.IsHttps ? visit.Candidate.HttpsBase! : visit.Candidate.HttpBase!;

        // One that cannot be guessed, so that nobody can have it ready.
        var absent = now - copy.AbsentAskedAt < AbsentInterval ? null : AbsentBeside(root.Path);
        return new(new(baseUrl), visit.Key.Endpoint, root.Path, absent, KnowledgeOf(visit, copy, now))
        {
            Samples = SamplesOf(root, verified),
            MaxSamples = standing?.FailedSamples > 0 ? SuspiciousSamples : NewSamples,
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
        SeenGeneration = copy.Roots.GetValueOrDefault(visit.Root.Path) is { Shown: > 0 } standing
            ? standing.Shown
            : null,
        Issuer = copy.Issuer,
    };

    /// <summary>
    /// Files of the generations that are not proven yet, the newest first; where none is known, a few old ones. Nothing
    /// where everything is proven.
    /// </summary>
    private static IReadOnlyList<CheckSample> SamplesOf(RootPublication root, int verified)
    {
        if (verified == root.Current.Number) return [];
        var samples = root.Generations
            .Where(generation => generation.Number > verified)
            .SelectMany(generation => generation.Samples.Select(sample => SampleOf(root, sample, generation.Number)));
        var old = root.Old.Select(sample => SampleOf(root, sample, root.Log.BaseNumber));
        return [.. (verified == 0 ? old.Take(1).Concat(samples) : samples).Where(sample => sample.SizeBytes > 0)];
    }

    private static CheckSample SampleOf(RootPublication root, IndexSample sample, int since)
    {
        var (from, until) = root.Log.Find(PathHash.Of(sample.Path));
        return new(sample.Path, sample.SizeBytes, since)
        {
            // Changed once more, or gone: later generations say nothing of this content.
            UntilGeneration = from > since ? from - 1 : until != Validity.Open ? until - 1 : null,
            Sha256 = sample.Digest.Length == 64 ? sample.Digest : null,
            BeginningSha256 = sample.BeginningSha256,
        };
    }

    private static string? ShaOf(RootPublication root, int number) =>
        root.Generations.FirstOrDefault(generation => generation.Number == number)?.Sha256;

    private static string AbsentBeside(string rootPath) =>
        $"{rootPath[..(rootPath.LastIndexOf('/') + 1)]}krfoss-absent-{Guid.NewGuid():N}.tar.gz";
}
