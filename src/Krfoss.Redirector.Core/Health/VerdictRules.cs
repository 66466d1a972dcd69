namespace Krfoss.Redirector.Core.Health;

/// <summary>What a verdict does to the health of the endpoint that was checked.</summary>
public enum VerdictEffect
{
    /// <summary>Counts as a success.</summary>
    Good,

    /// <summary>Counts as a failure.</summary>
    Bad,

    /// <summary>Counts as nothing: state and counters stand.</summary>
    None,
}

/// <summary>What follows from a verdict, and for how much of a mirror.</summary>
public static class VerdictRules
{
    /// <summary>
    /// <para>Good: the endpoint does its work. <c>Stale</c> and <c>RolledBack</c> are among them, since what such a
    /// mirror shows is whole, only old: generation and lag take its traffic away, file by file, and give it back
    /// without the delay of a return. <c>Ahead</c> may be our view of the origin that is old.</para>
    /// <para>None: the answer speaks of the relation to our checker and not of what clients get
    /// (<c>BlockedToChecker</c>, <c>Busy</c>). Faults of our own have no verdict; <see cref="FreezeRules"/> finds them.
    /// </para>
    /// <para><c>ForcesHttps</c> is bad for http alone: a client that asked for http may lack the certificates for
    /// https, and the mirror's https serves it no worse.</para>
    /// <para>Bad: all others; a client would be served wrongly or not at all.</para>
    /// </summary>
    public static VerdictEffect EffectOn(Verdict verdict, MirrorEndpoint endpoint) => verdict switch
    {
        Verdict.Ok or Verdict.Ahead or Verdict.Stale or Verdict.RolledBack => VerdictEffect.Good,
        Verdict.BlockedToChecker or Verdict.Busy => VerdictEffect.None,
        Verdict.ForcesHttps => endpoint.IsHttps ? VerdictEffect.Good : VerdictEffect.Bad,
        _ => VerdictEffect.Bad,
    };

    /// <summary>
    /// True where the verdict holds for every repository of the mirror over the same endpoint, false where it speaks of
    /// the repository that was looked at.
    /// <para>The host: what happens before a path matters (name, connection, TLS, HTTP), and what a web server or
    /// the wall in front of it does to every path (pages for files, 200 for everything, redirects, ranges, refusing or
    /// putting off our checker).</para>
    /// <para>The repository: what depends on its last synchronisation. <c>ServerError</c> too: it is often one path or
    /// one server behind a proxy, and where the whole host is ill, the next check of each repository says so; the
    /// other way round, one broken repository would take all others with it.</para>
    /// </summary>
    public static bool HoldsForHost(Verdict verdict) => verdict switch
    {
        Verdict.Dns or Verdict.Unreachable or Verdict.Timeout or Verdict.Slow => true,
        Verdict.TlsExpired or Verdict.TlsWrongHost or Verdict.TlsUntrusted or Verdict.TlsFailed => true,
        Verdict.BrokenHttp or Verdict.Soft404 or Verdict.Html or Verdict.NoRange => true,
        Verdict.RedirectPrivate or Verdict.RedirectedOffsite or Verdict.RedirectLoop => true,
        Verdict.LoopsToRedirector or Verdict.SchemeDowngrade or Verdict.ForcesHttps => true,
        Verdict.IdentityChanged or Verdict.BlockedToChecker or Verdict.Busy => true,
        _ => false,
    };
}
