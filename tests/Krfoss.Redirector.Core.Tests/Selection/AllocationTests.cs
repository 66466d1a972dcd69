using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Tests.Publication;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Selection;

public sealed class AllocationTests
{
    [Theory]
    [InlineData("pool/main/p/package_1.0_amd64.deb", 20)]
    [InlineData("pool/main/p/package_1.0%2bb1_amd64.deb", 20)]
    [InlineData("pool/main/p/package_1.0_amd64.deb", 600)]
    public void A_decision_allocates_nothing(string path, int mirrors)
    {
        var scene = new Scene();
        for (var i = 0; i < mirrors; i++)
        {
            scene.With($"m{i}", new(33 + (i % 100 * 0.05), 127), mirror => mirror with
            {
                Repositories = [new("debian", "/debian", ["pool/**"], ["**/*_s390x.deb"])],
                CountriesAllowed = ["KR"],
            });
        }

        var snapshot = scene.Snapshot();
        Assert.Equal(0, Allocation.Of(Decide));

        void Decide() => Assert.NotNull(
            MirrorSelector.Decide(snapshot, Scene.Request(snapshot, new(Place, Scene.Kt), path)).Candidate);
    }

    [Theory]
    [InlineData("pool/main/p/package99_1.0_amd64.deb", true)]
    [InlineData("pool/main/p/package99_1.0%5famd64.deb", true)]
    [InlineData("pool/main/p/package99_9.9_amd64.deb", false)]
    public void A_decision_that_looks_a_path_up_among_100_000_allocates_nothing(string path, bool isListed)
    {
        var root = Published.Root(
            "dists/stable/InRelease",
            0,
            [.. Enumerable.Range(0, 100_000).Select(i => new IndexFile($"pool/main/p/package{i}_1.0_amd64.deb"))]);
        var up = new EndpointReadiness(true, [1], Verdict.Ok);
        var scene = new Scene();
        for (var i = 0; i < 20; i++) scene.With($"m{i}", new(33 + (i * 0.05), 127));
        scene.Observed = new(
            new Dictionary<string, RepositoryPublication> { ["debian"] = new([root]) },
            Enumerable.Range(0, 20).ToDictionary(
                i => new MirrorAndRepository($"m{i}", "debian"),
                _ => new MirrorReadiness(1, [up, up, null, null], [])));
        var snapshot = scene.Snapshot();
        MirrorCandidate? chosen = null;
        Assert.Equal(0, Allocation.Of(Decide));
        Assert.Equal(isListed, chosen is not null);

        void Decide() => chosen =
            MirrorSelector.Decide(snapshot, Scene.Request(snapshot, new(Place, Scene.Kt), path)).Candidate;
    }

    private static readonly Core.Geo.GeoPlace Place = Scene.At(Scene.Seoul).Place;
}
