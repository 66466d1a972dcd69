using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Tests.Crawling.Liars;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>A way to lie, by its number among the twenty-two, and the name that it must get.</summary>
/// <param name="Before">What it was when it was first seen; null = it has lied from the first.</param>
internal sealed record KnownLiar(int Number, LiarKind Kind, Verdict Verdict, LiarKind? Before = null)
{
    /// <summary>The repository in which it lies.</summary>
    public string Repository { get; init; } = "debian";

    /// <summary>What it declares.</summary>
    public string Repositories { get; init; } = Member.Debian;

    /// <summary>It lies over IPv6, and may serve over IPv4.</summary>
    public bool IsIPv6 { get; init; }

    public string Id => $"n{Number}-{Kind}-{Before}".ToLowerInvariant().TrimEnd('-');
}

/// <summary>The twenty-two ways to lie with their variants, as a network meets them.</summary>
internal static class KnownLiars
{
    private const string Strict = "strict: {path: /}";

    public static readonly KnownLiar[] All =
    [
        new(1, LiarKind.OkToAll, Verdict.Soft404),
        new(1, LiarKind.OkToAbsent, Verdict.Soft404),
        new(1, LiarKind.OkToAll, Verdict.Soft404, LiarKind.Honest),
        new(2, LiarKind.Portal, Verdict.Html),
        new(2, LiarKind.Challenge, Verdict.Html),
        new(2, LiarKind.Portal, Verdict.Html, LiarKind.Honest),
        new(3, LiarKind.RedirectsToLogin, Verdict.RedirectedOffsite),
        new(3, LiarKind.RefreshesToDenyPage, Verdict.RedirectedOffsite),
        new(3, LiarKind.RedirectsToLogin, Verdict.RedirectedOffsite, LiarKind.Honest),
        new(4, LiarKind.Parked, Verdict.IdentityChanged, LiarKind.HonestTls),
        new(5, LiarKind.WrongIndex, Verdict.ContentUnknown),
        new(5, LiarKind.WrongPackages, Verdict.ContentWrong),
        new(5, LiarKind.WrongPackages, Verdict.ContentWrong, LiarKind.Honest),
        new(6, LiarKind.Frozen, Verdict.Stale) { Repository = "strict", Repositories = Strict },
        new(7, LiarKind.RolledBack, Verdict.RolledBack, LiarKind.Honest)
        {
            Repository = "strict", Repositories = Strict,
        },
        new(8, LiarKind.NoPool, Verdict.PackagesMissing),
        new(8, LiarKind.NoPool, Verdict.PackagesMissing, LiarKind.Honest),
        new(9, LiarKind.HalfFrozen, Verdict.Stale)
        {
            Repository = "strict", Repositories = "fresh: {path: /fresh}, strict: {path: /frozen}",
        },
        new(10, LiarKind.WrongLength, Verdict.WrongSize),
        new(10, LiarKind.Truncated, Verdict.WrongSize),
        new(10, LiarKind.EndlessChunks, Verdict.WrongSize),
        new(10, LiarKind.OneByteOnly, Verdict.Slow),
        new(11, LiarKind.WrongRange, Verdict.NoRange),
        new(11, LiarKind.IgnoresRange, Verdict.NoRange),
        new(11, LiarKind.EncodesPackages, Verdict.NoRange),
        new(13, LiarKind.Loops, Verdict.RedirectLoop),
        new(13, LiarKind.BackToUs, Verdict.LoopsToRedirector),
        new(13, LiarKind.BackToUs, Verdict.LoopsToRedirector, LiarKind.Honest),
        new(14, LiarKind.Downgrades, Verdict.SchemeDowngrade),
        new(14, LiarKind.ForcesHttps, Verdict.ForcesHttps),
        new(15, LiarKind.RedirectsToPrivate, Verdict.RedirectPrivate),
        new(15, LiarKind.RedirectsToTripwire, Verdict.RedirectPrivate),
        new(16, LiarKind.TlsExpired, Verdict.TlsExpired),
        new(16, LiarKind.TlsWrongHost, Verdict.TlsWrongHost),
        new(16, LiarKind.TlsSelfSigned, Verdict.TlsUntrusted),
        new(16, LiarKind.TlsTooOld, Verdict.TlsFailed),
        new(16, LiarKind.TlsUnknownName, Verdict.TlsFailed),
        new(17, LiarKind.DeadIPv6, Verdict.Unreachable) { IsIPv6 = true },
        new(17, LiarKind.NoIPv6, Verdict.Dns) { IsIPv6 = true },
        new(18, LiarKind.BlocksChecker, Verdict.BlockedToChecker),
        new(19, LiarKind.TooManyRequests, Verdict.Busy),
        new(19, LiarKind.NotNow, Verdict.Busy),
        new(20, LiarKind.HugeHeader, Verdict.BrokenHttp),
        new(20, LiarKind.ManyHeaders, Verdict.BrokenHttp),
        new(20, LiarKind.GzipBomb, Verdict.NoRange),
        new(20, LiarKind.SplitLocation, Verdict.BrokenHttp),
        new(20, LiarKind.ContinueFlood, Verdict.BrokenHttp),
        new(20, LiarKind.Http09, Verdict.BrokenHttp),
        new(21, LiarKind.NoName, Verdict.Dns),
        new(21, LiarKind.NameServerFails, Verdict.Dns),
        new(21, LiarKind.Nowhere, Verdict.Dns),
        new(21, LiarKind.LoopbackName, Verdict.Dns),
    ];
}
