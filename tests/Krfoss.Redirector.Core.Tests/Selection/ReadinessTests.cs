using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Tests.Publication;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>What the crawler saw of one mirror, and what it means for a client that it stands next to.</summary>
public sealed class ReadinessTests
{
    private const string IPv6Client = "2001:db8::1";
    private static readonly EndpointReadiness Broken = new(false, [], Verdict.Timeout);

    /// <summary>Generation 1 had <c>gone</c> and an older <c>changed</c>, generation 2 brought <c>new</c>.</summary>
    private static RootPublication Root() => Published
        .Root("dists/stable/InRelease", 0, "pool/old.deb", "pool/g++.deb", "pool/gone.deb", "pool/changed.deb")
        .Then(1, "pool/old.deb", "pool/g++.deb", new("pool/changed.deb", 2), "pool/new.deb");

    private static EndpointReadiness Up(params int[] verified) => new(true, verified, Verdict.Ok);

    private static MirrorReadiness Ready(
        EndpointReadiness? http, EndpointReadiness? http6 = null, EndpointReadiness? https = null) =>
        new(1, [http, https, http6, null], []);

    private static Scene Observe(
        Scene scene, RootPublication root, params (string Mirror, MirrorReadiness Ready)[] seen)
    {
        scene.Observed = new(
            new Dictionary<string, RepositoryPublication> { ["debian"] = new([root]) },
            seen.ToDictionary(one => new MirrorAndRepository(one.Mirror, "debian"), one => one.Ready));
        return scene;
    }

    private static (RejectReason Rejected, string Reason, string? BaseUrl) Judge(
        MirrorReadiness? readiness,
        string path = "pool/old.deb",
        RootPublication? root = null,
        Func<MirrorDefinition, MirrorDefinition>? change = null,
        string client = "1.2.3.4",
        bool isHttps = false,
        PathKind kind = PathKind.Package)
    {
        var scene = new Scene().With("only", Scene.Seoul, change);
        (string, MirrorReadiness)[] seen = readiness is null ? [] : [("only", readiness)];
        var snapshot = Observe(scene, root ?? Root(), seen).Snapshot();
        var request = Scene.Request(snapshot, Scene.At(Scene.Seoul), path, client, isHttps, kind);
        var explained = Explainer.Explain(snapshot, request);
        var decision = MirrorSelector.Decide(snapshot, request);
        Assert.Equal(explained.Decision.Reason, decision.Reason);
        return (Assert.Single(explained.Mirrors).Standing.Rejected, decision.Reason.ToWord(), decision.BaseUrl);
    }

    [Theory]
    [InlineData("pool/old.deb", 1, RejectReason.None, "near")]
    [InlineData("pool/old.deb", 2, RejectReason.None, "near")]
    [InlineData("pool/new.deb", 1, RejectReason.LacksFile, "origin-fresh-file")]
    [InlineData("pool/new.deb", 2, RejectReason.None, "near")]
    [InlineData("pool/changed.deb", 1, RejectReason.LacksFile, "origin-fresh-file")]
    [InlineData("pool/changed.deb", 2, RejectReason.None, "near")]
    [InlineData("pool/gone.deb", 1, RejectReason.None, "near")]
    [InlineData("pool/gone.deb", 2, RejectReason.LacksFile, "origin-fresh-file")]
    [InlineData("pool/never.deb", 2, RejectReason.NotListed, "origin-unlisted")]
    public void A_mirror_gets_what_its_verified_generation_has(
        string path, int verified, RejectReason expected, string reason)
    {
        var judged = Judge(Ready(Up(verified)), path);
        Assert.Equal((expected, reason), (judged.Rejected, judged.Reason));
    }

    [Theory]
    [InlineData("pool/%6fld.deb")]
    [InlineData("./pool/old.deb")]
    [InlineData("pool/./old.deb")]
    [InlineData("pool/g%2b%2b.deb")]
    [InlineData("pool/g++.deb")]
    public void Another_spelling_of_a_listed_path_is_listed(string path) =>
        Assert.Equal(RejectReason.None, Judge(Ready(Up(1)), path).Rejected);

    [Fact]
    public void A_signature_goes_where_its_package_is()
    {
        Assert.Equal("near", Judge(Ready(Up(2)), "pool/new.deb.sig", kind: PathKind.PackageSignature).Reason);
        Assert.Equal(
            "origin-fresh-file", Judge(Ready(Up(1)), "pool/new.deb.sig", kind: PathKind.PackageSignature).Reason);
    }

    [Fact]
    public void What_was_never_checked_is_not_verified()
    {
        Assert.Equal((RejectReason.Unverified, "origin-no-mirror"), Short(Judge(null)));
        Assert.Equal((RejectReason.Unverified, "origin-no-mirror"), Short(Judge(MirrorReadiness.NeverChecked)));
        Assert.Equal((RejectReason.Unverified, "origin-no-mirror"), Short(Judge(Ready(Up(0)))));
    }

    [Fact]
    public void A_mirror_that_is_down_gets_nothing() =>
        Assert.Equal((RejectReason.Down, "origin-no-mirror"), Short(Judge(Ready(Broken))));

    [Fact]
    public void A_mirror_behind_max_lag_is_too_old() => Assert.Equal(
        (RejectReason.TooOld, "origin-no-mirror"), Short(Judge(new(1, [Up(0), null, null, null], tooOld: [0]))));

    [Fact]
    public void While_the_index_is_read_again_the_origin_answers()
    {
        var root = Root();
        root.Watch.Doubt();
        Assert.Equal((RejectReason.LacksFile, "origin-fresh-file"), Short(Judge(Ready(Up(2)), root: root)));
        root.Watch.LookBegins(1);
        root.Watch.LookEnded();
        Assert.Equal(RejectReason.None, Judge(Ready(Up(2)), root: root).Rejected);
    }

    [Fact]
    public void Who_has_just_asked_for_the_index_gets_the_origin_and_others_the_mirror()
    {
        Assert.True(IpNumber.TryParse("1.2.3.4", out var client));
        var root = Root();
        root.Watch.Asked(client);
        Assert.Equal((RejectReason.LacksFile, "origin-fresh-file"), Short(Judge(Ready(Up(2)), root: root)));
        Assert.Equal("near", Judge(Ready(Up(2)), root: root, client: "1.2.3.5").Reason);
        var unread = root with { IsComplete = false };
        Assert.Equal("origin-fresh-file", Judge(Ready(Up(2)), "pool/unread.deb", unread).Reason);
        Assert.Equal("near", Judge(Ready(Up(2)), "pool/unread.deb", unread, client: "1.2.3.5").Reason);
    }

    [Theory]
    [InlineData(1, false, RejectReason.LacksFile)]
    [InlineData(2, false, RejectReason.None)]
    [InlineData(2, true, RejectReason.LacksFile)]
    public void What_an_unread_part_may_list_is_at_mirrors_with_the_newest_index(
        int verified, bool isDoubtful, RejectReason expected)
    {
        var root = Root() with { IsComplete = false, Watch = new() };
        if (isDoubtful) root.Watch.Doubt();
        Assert.Equal(expected, Judge(Ready(Up(verified)), "pool/unread.deb", root).Rejected);
    }

    [Fact]
    public void Installer_images_need_the_newest_index()
    {
        const string image = "dists/stable/main/installer-amd64/current/images/netboot/mini.iso";
        Assert.Equal("near", Judge(Ready(Up(2)), image, kind: PathKind.InstallerImage).Reason);
        Assert.Equal("origin-fresh-file", Judge(Ready(Up(1)), image, kind: PathKind.InstallerImage).Reason);
    }

    [Fact]
    public void Each_scheme_has_a_health_of_its_own()
    {
        var readiness = Ready(Up(2), https: Broken);
        Assert.Equal(RejectReason.None, Judge(readiness).Rejected);
        Assert.Equal(RejectReason.Down, Judge(readiness, isHttps: true).Rejected);
    }

    [Fact]
    public void A_mirror_that_sends_http_on_to_https_is_named_with_https()
    {
        var forces = new EndpointReadiness(false, [], Verdict.ForcesHttps);
        Assert.Equal("https://only.example/debian", Judge(Ready(forces, https: Up(2))).BaseUrl);
        Assert.Equal("http://only.example/debian", Judge(Ready(Up(2), https: Up(2))).BaseUrl);
        Assert.Equal(RejectReason.Down, Judge(Ready(forces, https: Broken)).Rejected);
        Assert.Equal(RejectReason.Down, Judge(
            Ready(forces), change: mirror => mirror with { Urls = [new("http://only.example")] }).Rejected);
        Assert.Equal(
            "https://only.example/debian",
            Judge(new(1, [null, null, forces, Up(2)], []), client: IPv6Client).BaseUrl);
    }

    [Theory]
    [InlineData(null, "up", "unseen", RejectReason.None)]
    [InlineData(true, "up", "unseen", RejectReason.None)]
    [InlineData(false, "up", "unseen", RejectReason.Family)]
    [InlineData(false, "up", "up", RejectReason.Family)]
    [InlineData(null, "up", "up", RejectReason.None)]
    [InlineData(null, "down", "up", RejectReason.None)]
    [InlineData(null, "up", "down", RejectReason.Family)]
    [InlineData(true, "up", "down", RejectReason.Family)]
    [InlineData(true, "down", "down", RejectReason.Down)]
    [InlineData(true, "down", "unseen", RejectReason.Down)]
    [InlineData(null, "unseen", "unseen", RejectReason.Unverified)]
    public void Over_IPv6_what_was_seen_counts_and_else_what_IPv4_shows(
        bool? declared, string over4, string over6, RejectReason expected)
    {
        var readiness = Ready(Seen(over4), Seen(over6));
        var change = (MirrorDefinition mirror) => mirror with { IPv6 = declared };
        Assert.Equal(expected, Judge(readiness, change: change, client: IPv6Client).Rejected);

        static EndpointReadiness? Seen(string word) => word switch { "up" => Up(2), "down" => Broken, _ => null };
    }

    [Fact]
    public void Clients_over_IPv6_get_mirrors_that_were_seen_there_first()
    {
        var scene = new Scene { Selection = new() { Spill = 0 } }
            .With("near", Scene.Seoul).With("seen", Scene.Jeju);
        Observe(scene, Root(), ("near", Ready(Up(2))), ("seen", Ready(Up(2), Up(2))));
        Assert.Equal("seen", scene.Decide(Scene.At(Scene.Seoul), "pool/old.deb", IPv6Client).Candidate?.Mirror.Id);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul), "pool/old.deb").Candidate?.Mirror.Id);

        // Who was seen over IPv6 but lacks the file does not shut out the others.
        Observe(scene, Root(), ("near", Ready(Up(2))), ("seen", Ready(Up(2), Up(1))));
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul), "pool/new.deb", IPv6Client).Candidate?.Mirror.Id);
    }

    [Fact]
    public void A_mirror_that_came_back_starts_with_a_part_of_its_share()
    {
        var files = Enumerable.Range(0, 4000).Select(i => new IndexFile($"pool/main/p/package{i}_1.0-{i}_amd64.deb"));
        var scene = new Scene().With("back", Scene.Seoul).With("steady", Scene.Seoul);
        Observe(
            scene,
            Published.Root("dists/stable/InRelease", 0, [.. files]),
            ("back", new(0.25, [Up(1), null, null, null], [])),
            ("steady", Ready(Up(1))));
        Assert.InRange(scene.Spread(Scene.At(Scene.Seoul))["back"], 700, 900);

        var snapshot = scene.Snapshot();
        var explained = Explainer.Explain(
            snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), "pool/main/p/package1_1.0-1_amd64.deb"));
        Assert.Equal(
            [("steady", 0.8), ("back", 0.2)],
            explained.Mirrors.Select(mirror => (mirror.Mirror.Id, Math.Round(mirror.Share, 9))));
    }

    [Fact]
    public void Among_several_the_origin_answers_with_the_reason_that_time_will_cure()
    {
        var scene = new Scene().With("down", Scene.Seoul).With("behind", Scene.Seoul);
        Observe(scene, Root(), ("down", Ready(Broken)), ("behind", Ready(Up(1))));
        Assert.Equal(
            DecisionReason.OriginFreshFile, scene.Decide(Scene.At(Scene.Seoul), "pool/new.deb").Reason);
        Assert.Equal(
            DecisionReason.OriginUnlisted, scene.Decide(Scene.At(Scene.Seoul), "pool/never.deb").Reason);
        Assert.Equal(
            DecisionReason.Retry, scene.Decide(Scene.At(Scene.Seoul), "pool/new.deb", attempt: 2).Reason);
    }

    [Fact]
    public void A_private_mirror_is_never_crawled_and_stands_by_its_declaration() => Assert.Equal(
        RejectReason.None,
        Judge(null, "pool/never.deb", change: m => m with { Private = true, Netblocks = [Block("1.2.3.0/24")] })
            .Rejected);

    [Fact]
    public void Nothing_observed_leaves_the_declarations() =>
        Assert.NotNull(new Scene().With("only", Scene.Seoul).Decide(Scene.At(Scene.Seoul), "pool/never.deb").Candidate);

    private static Core.Networking.IpPrefix Block(string text)
    {
        Assert.True(Core.Networking.IpPrefix.TryParse(text, out var block));
        return block;
    }

    private static (RejectReason Rejected, string Reason) Short(
        (RejectReason Rejected, string Reason, string? BaseUrl) judged) => (judged.Rejected, judged.Reason);
}
