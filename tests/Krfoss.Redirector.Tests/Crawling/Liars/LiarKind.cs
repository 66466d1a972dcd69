namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>The twenty-two ways in which mirrors lie, with their variants, in groups.</summary>
public enum LiarKind
{
    Honest,

    // 1: 200 for everything.
    OkToAll, OkToAbsent,

    // 2: captive portal, challenge.
    Portal, Challenge,

    // 3: sent to log in, or away.
    RedirectsToLogin, RefreshesToDenyPage,

    // 4: parked domain.
    Parked,

    // 5: right names, wrong bytes.
    WrongIndex, WrongPackages,

    // 6, 7: frozen, rolled back.
    Frozen, RolledBack,

    // 8: index without packages.
    NoPool,

    // 9: one repository fresh, one frozen.
    HalfFrozen,

    // 10: wrong length, truncated, endless, slow.
    WrongLength, Truncated, EndlessChunks, OneByteOnly,

    // 11: ranges.
    WrongRange, IgnoresRange, EncodesPackages,

    // 12: clocks.
    WrongClocks,

    // 13: circles.
    Loops, BackToUs,

    // 14: schemes.
    Downgrades, ForcesHttps,

    // 15: into private networks.
    RedirectsToPrivate, RedirectsToTripwire,

    // 16: TLS.
    TlsExpired, TlsWrongHost, TlsSelfSigned, TlsTooOld, TlsUnknownName, TlsEndsSoon, HonestTls,

    // 17: IPv6.
    DeadIPv6, NoIPv6,

    // 18, 19: not us, not now.
    BlocksChecker, TooManyRequests, NotNow,

    // 20: attacks on the client.
    HugeHeader, ManyHeaders, GzipBomb, SplitLocation, ContinueFlood, Http09,

    // 21: names.
    NoName, NameServerFails, Nowhere, LoopbackName,

    // 22: now and then.
    Flaps,

    // Hangs up on everybody.
    Dead,

    // Not a liar: newer than what we know of the origin.
    Ahead,
}
