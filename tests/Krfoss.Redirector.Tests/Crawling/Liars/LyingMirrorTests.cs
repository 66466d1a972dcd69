using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>Every known way to lie is seen through in one check, and leads us nowhere that we may not go.</summary>
public sealed class LyingMirrorTests : IDisposable
{
    private readonly TcpListener _tripwire = new(LyingMirror.TripwireAddress, 0);

    public LyingMirrorTests() => _tripwire.Start();

    [Theory]
    [InlineData(LiarKind.Honest, Verdict.Ok)]
    [InlineData(LiarKind.HonestTls, Verdict.Ok)]
    [InlineData(LiarKind.OkToAll, Verdict.Soft404)]
    [InlineData(LiarKind.OkToAbsent, Verdict.Soft404)]
    [InlineData(LiarKind.Portal, Verdict.Html)]
    [InlineData(LiarKind.Challenge, Verdict.Html)]
    [InlineData(LiarKind.RedirectsToLogin, Verdict.RedirectedOffsite)]
    [InlineData(LiarKind.RefreshesToDenyPage, Verdict.RedirectedOffsite)]
    [InlineData(LiarKind.WrongIndex, Verdict.ContentUnknown)]
    [InlineData(LiarKind.WrongPackages, Verdict.ContentWrong)]
    [InlineData(LiarKind.Frozen, Verdict.Stale)]
    [InlineData(LiarKind.NoPool, Verdict.PackagesMissing)]
    [InlineData(LiarKind.WrongLength, Verdict.WrongSize)]
    [InlineData(LiarKind.Truncated, Verdict.WrongSize)]
    [InlineData(LiarKind.EndlessChunks, Verdict.WrongSize)]
    [InlineData(LiarKind.WrongRange, Verdict.NoRange)]
    [InlineData(LiarKind.IgnoresRange, Verdict.NoRange)]
    [InlineData(LiarKind.EncodesPackages, Verdict.NoRange)]
    [InlineData(LiarKind.WrongClocks, Verdict.Ok)]
    [InlineData(LiarKind.Loops, Verdict.RedirectLoop)]
    [InlineData(LiarKind.BackToUs, Verdict.LoopsToRedirector)]
    [InlineData(LiarKind.Downgrades, Verdict.SchemeDowngrade)]
    [InlineData(LiarKind.ForcesHttps, Verdict.ForcesHttps)]
    [InlineData(LiarKind.RedirectsToPrivate, Verdict.RedirectPrivate)]
    [InlineData(LiarKind.RedirectsToTripwire, Verdict.RedirectPrivate)]
    [InlineData(LiarKind.TlsExpired, Verdict.TlsExpired)]
    [InlineData(LiarKind.TlsWrongHost, Verdict.TlsWrongHost)]
    [InlineData(LiarKind.TlsSelfSigned, Verdict.TlsUntrusted)]
    [InlineData(LiarKind.TlsTooOld, Verdict.TlsFailed)]
    [InlineData(LiarKind.TlsUnknownName, Verdict.TlsFailed)]
    [InlineData(LiarKind.TlsEndsSoon, Verdict.Ok)]
    [InlineData(LiarKind.DeadIPv6, Verdict.Unreachable)]
    [InlineData(LiarKind.NoIPv6, Verdict.Dns)]
    [InlineData(LiarKind.BlocksChecker, Verdict.BlockedToChecker)]
    [InlineData(LiarKind.TooManyRequests, Verdict.Busy)]
    [InlineData(LiarKind.NotNow, Verdict.Busy)]
    [InlineData(LiarKind.HugeHeader, Verdict.BrokenHttp)]
    [InlineData(LiarKind.ManyHeaders, Verdict.BrokenHttp)]
    [InlineData(LiarKind.GzipBomb, Verdict.NoRange)]
    [InlineData(LiarKind.SplitLocation, Verdict.BrokenHttp)]
    [InlineData(LiarKind.ContinueFlood, Verdict.BrokenHttp)]
    [InlineData(LiarKind.Http09, Verdict.BrokenHttp)]
    [InlineData(LiarKind.NoName, Verdict.Dns)]
    [InlineData(LiarKind.NameServerFails, Verdict.Dns)]
    [InlineData(LiarKind.Nowhere, Verdict.Dns)]
    [InlineData(LiarKind.LoopbackName, Verdict.Dns)]
    [InlineData(LiarKind.Ahead, Verdict.Ahead)]
    public async Task Every_liar_is_seen_through(LiarKind kind, Verdict expected)
    {
        await using var mirror = LyingMirror.Start(kind, ((System.Net.IPEndPoint)_tripwire.LocalEndpoint).Port);
        using var scene = new LiarScene();
        var (finding, result) = await scene.CheckAsync(mirror);
        Assert.True(expected == finding.Verdict, $"{finding.Verdict}: {finding.Decisive.Outcome}\n"
            + string.Join("\n--\n", result.Exchanges.Select(exchange => exchange.Evidence)));
        Assert.False(_tripwire.Pending());
        Assert.NotEmpty(finding.Decisive.Evidence);
    }

    [Fact]
    public async Task Who_keeps_us_waiting_is_left_at_the_deadline()
    {
        await using var mirror = LyingMirror.Start(LiarKind.OneByteOnly);
        using var scene = new LiarScene(timeoutSeconds: 1);
        Assert.Equal(Verdict.Slow, (await scene.CheckAsync(mirror)).Finding.Verdict);
    }

    [Fact]
    public async Task Parked_domain_is_known_by_its_network()
    {
        await using var mirror = LyingMirror.Start(LiarKind.Parked);
        using var scene = new LiarScene();
        var (moved, _) = await scene.CheckAsync(mirror, known => known with { Asn = 4766, AsnNow = 64500 });
        Assert.Equal(Verdict.IdentityChanged, moved.Verdict);
        var (stayed, _) = await scene.CheckAsync(mirror, known => known with { Asn = 4766, AsnNow = 4766 });
        Assert.Equal(Verdict.Html, stayed.Verdict);
    }

    [Fact]
    public async Task Rolled_back_is_what_was_newer_before()
    {
        await using var mirror = LyingMirror.Start(LiarKind.RolledBack);
        using var scene = new LiarScene();
        var (first, _) = await scene.CheckAsync(mirror);
        Assert.Equal((Verdict.Ok, 2), (first.Verdict, first.Generation!.Number));
        var (second, _) = await scene.CheckAsync(mirror, known => known with { SeenGeneration = 3 });
        Assert.Equal(Verdict.RolledBack, second.Verdict);
    }

    [Fact]
    public async Task Repositories_of_one_mirror_are_judged_each_for_itself()
    {
        await using var mirror = LyingMirror.Start(LiarKind.HalfFrozen);
        using var scene = new LiarScene();
        Assert.Equal(Verdict.Ok, (await scene.CheckAsync(mirror, below: "/fresh")).Finding.Verdict);
        Assert.Equal(Verdict.Stale, (await scene.CheckAsync(mirror, below: "/frozen")).Finding.Verdict);
    }

    [Fact]
    public async Task Mirror_that_flaps_is_good_every_second_time()
    {
        await using var mirror = LyingMirror.Start(LiarKind.Flaps);
        using var scene = new LiarScene();
        var verdicts = new List<Verdict>();
        for (var i = 0; i < 4; i++) verdicts.Add((await scene.CheckAsync(mirror)).Finding.Verdict);
        Assert.Equal([Verdict.Ok, Verdict.ServerError, Verdict.Ok, Verdict.ServerError], verdicts);
    }

    [Theory]
    [InlineData(LiarKind.WrongClocks, CheckWarnings.ClockOff)]
    [InlineData(LiarKind.TlsEndsSoon, CheckWarnings.CertificateEndsSoon)]
    [InlineData(LiarKind.HonestTls, CheckWarnings.None)]
    public async Task What_changes_nothing_is_a_warning(LiarKind kind, CheckWarnings expected)
    {
        await using var mirror = LyingMirror.Start(kind);
        using var scene = new LiarScene();
        Assert.Equal(expected, (await scene.CheckAsync(mirror)).Finding.Warnings);
    }

    [Fact]
    public async Task Dead_IPv6_leaves_IPv4_alone()
    {
        await using var mirror = LyingMirror.Start(LiarKind.DeadIPv6);
        using var scene = new LiarScene();
        var (finding, result) = await scene.CheckAsync(
            mirror, plan: plan => plan with { Endpoint = new(IsHttps: false, IsIPv6: false) });
        Assert.Equal(Verdict.Ok, finding.Verdict);
        Assert.StartsWith("127.50.", result.Root.Address!.ToString());
    }

    public void Dispose() => _tripwire.Dispose();
}
