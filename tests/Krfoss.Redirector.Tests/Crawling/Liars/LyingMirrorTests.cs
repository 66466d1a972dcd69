using System.Net.Sockets;
using Krfoss.Redirector.Core.Health;

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

    [Theory]
    [InlineData(LiarKind.OneByteOnly, Verdict.Slow)]
    [InlineData(LiarKind.ContinueFlood, Verdict.Timeout)]
    public async Task Who_keeps_us_waiting_is_left_at_the_deadline(LiarKind kind, Verdict expected)
    {
        await using var mirror = LyingMirror.Start(kind);
        using var scene = new LiarScene(timeoutSeconds: 1);
        var (finding, _) = await scene.CheckAsync(mirror);
        Assert.Equal(expected, finding.Verdict);
    }

    public void Dispose() => _tripwire.Dispose();
}
