using System.Collections.Frozen;
using Krfoss.Redirector.Core.Health.Sentences;

namespace Krfoss.Redirector.Core.Health;

/// <summary>
/// The words of <see cref="Verdict"/> in registry, metrics and API, and what each says to the mirror's owner. The words
/// are written out, not derived from the names, so that renaming a member changes nothing that is stored.
/// </summary>
public static class VerdictWords
{
    private static readonly FrozenDictionary<string, Verdict> ByWord =
        Enum.GetValues<Verdict>().ToFrozenDictionary(ToWord, verdict => verdict, StringComparer.Ordinal);

    public static string ToWord(this Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Dns => "dns",
        Verdict.RedirectPrivate => "redirect-private",
        Verdict.Unreachable => "unreachable",
        Verdict.Timeout => "timeout",
        Verdict.Slow => "slow",
        Verdict.TlsExpired => "tls-expired",
        Verdict.TlsWrongHost => "tls-wrong-host",
        Verdict.TlsUntrusted => "tls-untrusted",
        Verdict.TlsFailed => "tls-failed",
        Verdict.BrokenHttp => "broken-http",
        Verdict.Soft404 => "soft404",
        Verdict.Html => "html",
        Verdict.RedirectedOffsite => "redirected-offsite",
        Verdict.RedirectLoop => "redirect-loop",
        Verdict.LoopsToRedirector => "loops-to-redirector",
        Verdict.SchemeDowngrade => "scheme-downgrade",
        Verdict.ForcesHttps => "forces-https",
        Verdict.IdentityChanged => "identity-changed",
        Verdict.Missing => "missing",
        Verdict.PackagesMissing => "packages-missing",
        Verdict.WrongSize => "short",
        Verdict.ContentWrong => "content-wrong",
        Verdict.ContentUnknown => "content-unknown",
        Verdict.Ahead => "ahead",
        Verdict.RolledBack => "rolled-back",
        Verdict.Stale => "stale",
        Verdict.NoRange => "no-range",
        Verdict.ServerError => "server-error",
        Verdict.BlockedToChecker => "blocked-to-checker",
        Verdict.Busy => "busy",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "no such verdict"),
    };

    /// <summary>The verdict of a word; false where the word is none, e.g. from a newer version.</summary>
    public static bool TryParse(string? word, out Verdict verdict)
    {
        verdict = default;
        return word is not null && ByWord.TryGetValue(word, out verdict);
    }

    /// <summary>What was seen and what the owner can do about it, for a notice or the page of the mirror.</summary>
    public static string InEnglish(this Verdict verdict) => EnglishVerdicts.Of(verdict);

    /// <inheritdoc cref="InEnglish"/>
    public static string InKorean(this Verdict verdict) => KoreanVerdicts.Of(verdict);
}
