using Krfoss.Redirector.Core.Selection;
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

    private static readonly Core.Geo.GeoPlace Place = Scene.At(Scene.Seoul).Place;
}
