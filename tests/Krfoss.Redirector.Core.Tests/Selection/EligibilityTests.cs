using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>Each hard rule alone: one mirror, so that the answer is that mirror or the origin.</summary>
public sealed class EligibilityTests
{
    private static RejectReason Verdict(
        Func<MirrorDefinition, MirrorDefinition> change,
        string client = "1.2.3.4",
        bool isHttps = false,
        string path = "pool/main/a.deb",
        string country = "KR",
        uint asn = 0,
        DateOnly? today = null)
    {
        var snapshot = new Scene().With("only", Scene.Seoul, change).Snapshot(today);
        var request = Scene.Request(snapshot, Scene.At(Scene.Seoul, asn, country), path, client, isHttps);
        var seen = Explainer.Explain(snapshot, request);
        var mirror = Assert.Single(seen.Mirrors);

        // What explain says and what the redirect does are one thing.
        Assert.Equal(
            mirror.Standing.Rejected == RejectReason.None, MirrorSelector.Decide(
                snapshot, request).Candidate is not null);
        return mirror.Standing.Rejected;
    }

    [Fact]
    public void Weight_zero_is_drained() => Assert.Equal(RejectReason.Drained, Verdict(m => m with { Weight = 0 }));

    [Theory]
    [InlineData("2026-11-30", RejectReason.Paused)]
    [InlineData("2026-12-01", RejectReason.None)]
    public void A_pause_ends_on_its_day(string today, RejectReason expected) => Assert.Equal(
        expected,
        Verdict(m => m with { Paused = new("disk", new DateOnly(2026, 12, 1)) }, today: DateOnly.Parse(today)));

    [Fact]
    public void A_pause_without_an_end_lasts() =>
        Assert.Equal(RejectReason.Paused, Verdict(m => m with { Paused = new("disk", null) }));

    [Theory]
    [InlineData("10.9.9.9", 0u, RejectReason.None)]
    [InlineData("1.2.3.4", Scene.Kt, RejectReason.None)]
    [InlineData("1.2.3.4", 64500u, RejectReason.None)]
    [InlineData("1.2.3.4", 9318u, RejectReason.Private)]
    [InlineData("1.2.3.4", 0u, RejectReason.Private)]
    public void A_private_mirror_serves_its_own_netblocks_networks_and_systems_only(
        string client, uint asn, RejectReason expected)
    {
        Assert.True(IpPrefix.TryParse("10.9.0.0/16", out var block));
        Assert.Equal(
            expected,
            Verdict(
                m => m with { Private = true, Netblocks = [block], Networks = ["kt"], Asns = [64500] },
                client,
                asn: asn));
    }

    [Theory]
    [InlineData("KR", RejectReason.None)]
    [InlineData("JP", RejectReason.None)]
    [InlineData("US", RejectReason.Country)]
    public void Countries_allowed_are_kept(string country, RejectReason expected) =>
        Assert.Equal(expected, Verdict(m => m with { CountriesAllowed = ["KR", "JP"] }, country: country));

    [Fact]
    public void An_https_client_never_gets_http()
    {
        Assert.Equal(RejectReason.Scheme, Verdict(m => m with { Urls = [new("http://only.example")] }, isHttps: true));
        Assert.Equal(RejectReason.None, Verdict(m => m with { Urls = [new("http://only.example")] }));
    }

    [Theory]
    [InlineData(true, "https://only.example/debian")]
    [InlineData(false, "http://only.example/debian")]
    public void The_scheme_of_the_question_is_the_scheme_of_the_answer(bool isHttps, string expected) =>
        Assert.Equal(
            expected, new Scene().With("only", Scene.Seoul).Decide(Scene.At(Scene.Seoul), isHttps: isHttps).BaseUrl);

    [Fact]
    public void An_http_client_gets_https_where_the_mirror_has_nothing_else() => Assert.Equal(
        "https://only.example/debian",
        new Scene().With("only", Scene.Seoul, m => m with { Urls = [new("https://only.example")] })
            .Decide(Scene.At(Scene.Seoul)).BaseUrl);

    [Fact]
    public void An_https_client_gets_nothing_from_an_http_origin()
    {
        var catalog = new Scene().Snapshot().Catalog;
        var debian = catalog.Repositories[0] with { Origin = new("http://origin.example/debian") };
        var http = catalog with { Repositories = [debian] };
        var snapshot = SnapshotBuilder.Build(http, 1, new(2026, 11, 22));
        Assert.Null(
            MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul), isHttps: true)).BaseUrl);
        Assert.NotNull(MirrorSelector.Decide(snapshot, Scene.Request(snapshot, Scene.At(Scene.Seoul))).BaseUrl);
    }

    [Theory]
    [InlineData("2001:db8::1", false, RejectReason.Family)]
    [InlineData("2001:db8::1", true, RejectReason.None)]
    [InlineData("2001:db8::1", null, RejectReason.None)]
    [InlineData("::ffff:1.2.3.4", false, RejectReason.None)]
    public void A_client_over_IPv6_never_gets_a_mirror_without_it(string client, bool? ipv6, RejectReason expected) =>
        Assert.Equal(expected, Verdict(m => m with { IPv6 = ipv6 }, client));

    [Fact]
    public void A_client_over_IPv6_gets_mirrors_that_declare_it_before_those_that_say_nothing()
    {
        var scene = new Scene().With("near", Scene.Seoul).With("sure", Scene.Jeju, m => m with { IPv6 = true });
        Assert.Equal(["sure"], scene.Spread(Scene.At(Scene.Seoul), packages: 200, client: "2001:db8::1").Keys);
        Assert.Equal("near", scene.Decide(Scene.At(Scene.Seoul)).Candidate?.Mirror.Id);
    }

    [Theory]
    [InlineData("pool/main/a/a.deb", RejectReason.None)]
    [InlineData("pool/universe/a/a.deb", RejectReason.NotIncluded)]
    [InlineData("pool/main/a/a_s390x.deb", RejectReason.Excluded)]
    public void Include_and_exclude_are_kept(string path, RejectReason expected) => Assert.Equal(
        expected,
        Verdict(
            m => m with { Repositories = [new("debian", "/debian", ["dists/**", "pool/main/**"], ["**/*_s390x.deb"])] },
            path: path));

    [Fact]
    public void A_mirror_that_served_this_client_badly_is_avoided()
    {
        var scene = new Scene().With("bad", Scene.Seoul).With("good", Scene.Jeju);
        var avoided = default(AvoidedMirrors);
        avoided.Add(AvoidedMirrors.TagOf(scene.Snapshot().FindMirror("bad")!));
        var decision = scene.Decide(Scene.At(Scene.Seoul), attempt: 2, avoided: avoided);
        Assert.Equal("good", decision.Candidate?.Mirror.Id);
        Assert.Equal(0, decision.RunnersUpCount);
    }

    [Fact]
    public void The_ninth_avoided_mirror_is_forgotten_without_harm()
    {
        var avoided = default(AvoidedMirrors);
        for (var i = 1u; i <= 20; i++) avoided.Add(i);
        var scene = new Scene().With("a", Scene.Seoul);
        Assert.False(avoided.Contains(scene.Snapshot().Mirrors[0]));
    }

    [Fact]
    public void Every_reason_has_a_word_and_a_sentence_in_both_languages()
    {
        var reasons = Enum.GetValues<RejectReason>();
        Assert.Equal(reasons.Length, reasons.Select(r => r.ToWord()).Distinct().Count());
        Assert.Equal(reasons.Length, reasons.Select(r => r.InEnglish()).Distinct().Count());
        Assert.Equal(reasons.Length, reasons.Select(r => r.InKorean()).Distinct().Count());
        Assert.All(Enum.GetValues<DecisionReason>(), r => Assert.Matches("^[a-z-]+$", r.ToWord()));
    }
}
