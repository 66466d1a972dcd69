using System.Net;

namespace Krfoss.Redirector.Core.Health;

/// <summary>How asking another machine for one file ended, before anybody judges what was answered.</summary>
public enum ExchangeOutcome
{
    /// <summary>A complete response: status, headers and as much of the body as was asked for.</summary>
    Answered,

    /// <summary>The name does not resolve, or to nothing that can be a server (0.0.0.0).</summary>
    NameFailed,

    /// <summary>The first URL leads to an address that must not be reached; no connection was made.</summary>
    AddressRefused,

    /// <summary>A redirect leads to an address that must not be reached; no connection was made.</summary>
    RedirectAddressRefused,

    /// <summary>Connection refused, reset, no route, closed before the response.</summary>
    ConnectFailed,

    /// <summary>Nothing, or not all of it, within the deadline.</summary>
    TimedOut,

    /// <summary>The body came, but slower than the least speed that a client bears.</summary>
    TooSlow,

    /// <summary>Certificate outside of its time.</summary>
    TlsExpired,

    /// <summary>Certificate of another name.</summary>
    TlsWrongHost,

    /// <summary>Certificate chain that ends nowhere.</summary>
    TlsUntrusted,

    /// <summary>Handshake failed otherwise: protocol too old, no SNI, not TLS at all.</summary>
    TlsFailed,

    /// <summary>Not HTTP, or headers beyond the limits.</summary>
    Malformed,

    /// <summary>The connection ended before the declared length.</summary>
    Truncated,

    /// <summary>The body is larger than the caller allowed.</summary>
    TooLarge,

    /// <summary>A redirect to a host that is none of the mirror's; it was not followed.</summary>
    RedirectedOffsite,

    /// <summary>A redirect to a host of the redirector itself; it was not followed.</summary>
    RedirectedToUs,

    /// <summary>A redirect from https to http; it was not followed.</summary>
    RedirectedToHttp,

    /// <summary>More redirects than are followed, or one that meets itself, or one without a usable Location.</summary>
    RedirectLoop,
}

/// <summary>One question to another machine and what came of it. A value: failures of the world do not throw.</summary>
/// <param name="Outcome">What ended it; the other members say more where there was a response.</param>
/// <param name="Url">The URL that was asked first.</param>
/// <param name="FinalUrl">The URL that answered, after redirects.</param>
/// <param name="Evidence">
/// Request line and head of the last response (at most 2,000 characters, no control characters but line feeds), for the
/// mirror's owner; the error in English where there was no response.
/// </param>
public sealed record Exchange(ExchangeOutcome Outcome, Uri Url, Uri FinalUrl, string Evidence)
{
    /// <summary>Status of the last response; 0 = none.</summary>
    public int Status { get; init; }

    public ReadOnlyMemory<byte> Body { get; init; }

    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The server's clock.</summary>
    public DateTimeOffset? Date { get; init; }

    public long? ContentLength { get; init; }

    /// <summary>First byte and total from <c>Content-Range</c>; null = no such header.</summary>
    public (long From, long? Total)? ContentRange { get; init; }

    public string? ContentType { get; init; }

    /// <summary>Set where the body is encoded although none was asked for.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Seconds that a cache has held the answer; null = no <c>Age</c>.</summary>
    public int? AgeSeconds { get; init; }

    /// <summary>A header that names a cache or CDN in between, as <c>cloudflare</c>; null = none seen.</summary>
    public string? Cache { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public TimeSpan Elapsed { get; init; }

    /// <summary>The address that was connected to; null = none was.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>End of the certificate's time; null = no TLS.</summary>
    public DateTimeOffset? CertificateNotAfter { get; init; }

    /// <summary>Issuer of the certificate; null = no TLS.</summary>
    public string? CertificateIssuer { get; init; }

    /// <summary>True where an http URL was redirected to https on the same host (and followed).</summary>
    public bool WasForcedToHttps { get; init; }

    public bool IsAnswered => Outcome == ExchangeOutcome.Answered;
}
