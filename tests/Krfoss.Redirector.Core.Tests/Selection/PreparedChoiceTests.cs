using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>
/// Most requests are decided from an order that was prepared for their class of clients. That must be seen in the time
/// it takes and nowhere else.
/// </summary>
public sealed class PreparedChoiceTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(30, false)]
    [InlineData(300, false)]
    [InlineData(4, true)]
    [InlineData(30, true)]
    [InlineData(300, true)]
    public void A_prepared_order_decides_as_all_mirrors_do(int mirrors, bool isObserved)
    {
        var decided = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < 30; seed++)
        {
            var scene = new GeneratedScene(seed, mirrors, isObserved);
            for (var i = 0; i < 400; i++)
            {
                var request = scene.Request();
                var prepared = MirrorSelector.Decide(scene.Snapshot, request);
                var trace = default(Everything);
                var whole = MirrorSelector.Decide(scene.Snapshot, request, ref trace);
                Assert.Equal(InWords(whole), InWords(prepared));
                decided.Add(whole.Reason.ToWord());
            }

            Assert.True(scene.Snapshot.Prepared.Count > 0);
        }

        if (mirrors != 30) return;
        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "monopoly", "netblock", "network", "near", "spill", "country", "foreign", "retry",
            },
            decided);
    }

    [Fact]
    public void Clients_of_one_class_share_an_order()
    {
        var scene = new Scene().With("a", Scene.Seoul).With("b", Scene.Gwangju, m => m with { Networks = ["kt"] });
        var snapshot = scene.Snapshot();
        var place = Scene.At(Scene.Daejeon).Place;
        Decide(new(place, 64_500), "1.2.3.4");
        Decide(new(place, 64_501), "9.9.9.9");
        Decide(new(place, 0), "5.6.7.8");
        Assert.Equal(1, snapshot.Prepared.Count);
        Decide(new(place, Scene.Kt), "1.2.3.4");
        Decide(new(place, 0), "2001:db8::1");
        Decide(new(place, 0), "1.2.3.4", isHttps: true);
        Decide(Scene.At(Scene.Daejeon), "1.2.3.4");
        Assert.Equal(5, snapshot.Prepared.Count);

        void Decide(Core.Geo.ClientLocation location, string client, bool isHttps = false) =>
            MirrorSelector.Decide(snapshot, Scene.Request(snapshot, location, client: client, isHttps: isHttps));
    }

    [Fact]
    public void Nothing_is_prepared_for_the_unusual()
    {
        var snapshot = new Scene().With("a", Scene.Seoul, m => m with { Netblocks = [Block] }).Snapshot();
        var avoided = default(AvoidedMirrors);
        avoided.Add(AvoidedMirrors.TagOf(snapshot.Mirrors[0]));
        MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), client: "203.0.113.9"));
        MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), attempt: 2));
        MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), avoided: avoided));
        Explainer.Explain(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul)));
        Assert.Equal(0, snapshot.Prepared.Count);
        MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul)));
        Assert.Equal(1, snapshot.Prepared.Count);
    }

    private static Core.Networking.IpPrefix Block =>
        Core.Networking.IpPrefix.TryParse("203.0.113.0/24", out var block) ? block : default;

    private static string InWords(in RedirectDecision decision)
    {
        var words = $"{decision.Reason} {decision.BaseUrl} {decision.Candidate?.Mirror.Id} {decision.SizeClass}";
        for (var i = 0; i < decision.RunnersUpCount; i++) words += $", {decision.RunnerUp(i).Mirror.Id}";
        return words;
    }

    /// <summary>Listens, and so has all mirrors looked at.</summary>
    private readonly struct Everything : IDecisionTrace
    {
        public static bool IsOn => true;

        public void Knew(in PathKnowledge knowledge)
        {
            // Only the decision counts.
        }

        public void Looked(MirrorCandidate candidate, in Standing standing)
        {
            // Only the decision counts.
        }

        public void Grouped(MirrorGroup group, double share)
        {
            // Only the decision counts.
        }
    }
}
