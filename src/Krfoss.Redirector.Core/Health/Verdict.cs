namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// What one check of a mirror came to. A closed list: the words stand in the registry, in metric labels, in the API and
/// in notices to the mirror's owner, so a word that was used once keeps its meaning.
/// </summary>
public enum Verdict
{
    /// <summary>Everything that was asked was answered as a mirror should.</summary>
    Ok,

    /// <summary>The name does not resolve, or resolves to nothing that could be a server.</summary>
    Dns,

    /// <summary>The name, or a redirect, leads to an address that is not on the public internet.</summary>
    RedirectPrivate,

    /// <summary>No connection: refused, reset, no route.</summary>
    Unreachable,

    /// <summary>No answer, or not a whole one, within the time of a check.</summary>
    Timeout,

    /// <summary>The answer comes slower than a client would bear.</summary>
    Slow,

    /// <summary>The certificate has expired, or is not valid yet.</summary>
    TlsExpired,

    /// <summary>The certificate is another host's.</summary>
    TlsWrongHost,

    /// <summary>The certificate is signed by nobody we know.</summary>
    TlsUntrusted,

    /// <summary>No TLS that today's clients speak.</summary>
    TlsFailed,

    /// <summary>The answer is not HTTP, or its head is larger than any client would take.</summary>
    BrokenHttp,

    /// <summary>Answers 200 for a file that cannot exist.</summary>
    Soft404,

    /// <summary>A web page in place of a file: log-in, challenge, parked domain.</summary>
    Html,

    /// <summary>Redirects to a host that is none of the mirror's.</summary>
    RedirectedOffsite,

    /// <summary>Redirects in a circle, or more often than clients follow.</summary>
    RedirectLoop,

    /// <summary>Redirects back to us.</summary>
    LoopsToRedirector,

    /// <summary>Redirects from https to http, which apt refuses.</summary>
    SchemeDowngrade,

    /// <summary>Redirects every http request to https: serves https alone.</summary>
    ForcesHttps,

    /// <summary>Answers, but under another certificate issuer or in another network than before.</summary>
    IdentityChanged,

    /// <summary>The repository's index is not there.</summary>
    Missing,

    /// <summary>The index is there, but packages that it lists are not.</summary>
    PackagesMissing,

    /// <summary>A file is shorter or longer than the index says, or ends early.</summary>
    WrongSize,

    /// <summary>A file has the right length and wrong bytes.</summary>
    ContentWrong,

    /// <summary>The index has a content that the origin never showed, and is not newer than the origin's.</summary>
    ContentUnknown,

    /// <summary>The index is newer than what we know of the origin; nothing is held against the mirror.</summary>
    Ahead,

    /// <summary>An older generation than this mirror has shown before.</summary>
    RolledBack,

    /// <summary>An older generation, replaced at the origin longer ago than the repository allows.</summary>
    Stale,

    /// <summary>Answers a range wrongly, ignores it, or encodes packages.</summary>
    NoRange,

    /// <summary>5xx, or a status that no mirror should answer.</summary>
    ServerError,

    /// <summary>Refuses our checker (401, 403, 451); clients may be served. Changes nothing by itself.</summary>
    BlockedToChecker,

    /// <summary>429, or 503 with Retry-After: asks us to come later. Changes nothing by itself.</summary>
    Busy,
}
