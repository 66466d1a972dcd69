using System.Security.Cryptography;

namespace Krfoss.Redirector.Core.Health.Checks;

/// <summary>
/// Judges one check. Content decides, not status and not clocks: an index root is good when the origin showed its
/// bytes; a package, when size and beginning fit; and whoever answers 200 for what cannot exist is believed nothing.
/// </summary>
public static class CheckRules
{
    /// <summary>Owners hear of a certificate's end so long before.</summary>
    public static readonly TimeSpan CertificateNotice = TimeSpan.FromDays(14);

    public static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    /// <summary>A root that dates itself further into the future than clocks err is not ahead, but wrong.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromDays(1);

    public static CheckFinding Judge(MirrorCheckResult result, CheckKnowledge known)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(known);
        var generation = result.Root.IsAnswered ? known.Find(result.RootSha256) : null;
        var (verdict, decisive) = Decide(result, known, generation);
        return new(verdict, generation, decisive, WarningsOf(result, known.Now))
        {
            Missed = result.Samples.FirstOrDefault(answer => ReferenceEquals(answer.Exchange, decisive))?.Sample,
        };
    }

    /// <summary>True where the mirror has the file as the index describes it.</summary>
    public static bool IsRight(SampleAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return OfSample(answer.Sample, answer.Exchange) is null;
    }

    private static (Verdict Verdict, Exchange Decisive) Decide(
        MirrorCheckResult result, CheckKnowledge known, KnownGeneration? generation)
    {
        // First who answers at all, and whether it is the mirror; then what it answers.
        if (OfRoot(result.Root, result.RootSha256, generation is not null) is { } root)
            return (Suspect(root, result.Root, known), result.Root);
        if (result.Absent is { } absent && OfAbsent(absent) is { } there) return (there, absent);
        if (generation is null) return (Suspect(OfUnknown(result, known), result.Root, known), result.Root);
        foreach (var (sample, exchange) in result.Samples)
        {
            if (OfSample(sample, exchange) is { } wrong) return (wrong, exchange);
        }

        if (!result.Endpoint.IsHttps && result.Root.WasForcedToHttps) return (Verdict.ForcesHttps, result.Root);
        if (generation.Number < known.SeenGeneration) return (Verdict.RolledBack, result.Root);
        return (known.Now - generation.ReplacedAt > known.MaxLag ? Verdict.Stale : Verdict.Ok, result.Root);
    }

    /// <summary>What is wrong with the way the root was answered; null = its content decides.</summary>
    private static Verdict? OfRoot(Exchange root, string? sha256, bool isKnown)
    {
        if (OfOutcome(root.Outcome) is { } broken) return broken;
        if (isKnown) return null;
        if (HtmlPages.IsHtml(root) && root.Status is not (404 or 410))
        {
            if (HtmlPages.RefreshesTo(root) is { } other && !other.Equals(root.Url.IdnHost, StringComparison.Ordinal))
                return Verdict.RedirectedOffsite;
            if (root.Status == 200 || HtmlPages.WantsSomebody(root)) return Verdict.Html;
        }

        return root.Status switch
        {
            200 when root.ContentEncoding is not null => Verdict.NoRange,
            200 when root.Body.IsEmpty => Verdict.WrongSize,
            200 => null,
            304 when sha256 is not null => null,
            404 or 410 => Verdict.Missing,
            _ => OfStatus(root),
        };
    }

    /// <summary>Null where the mirror says, one way or another, that the file is not there.</summary>
    private static Verdict? OfAbsent(Exchange absent) =>
        absent.Status is >= 200 and < 300 ? Verdict.Soft404
        : OfOutcome(absent.Outcome) is { } broken ? broken
        : absent.Status is >= 400 and < 500 and not 429 ? null
        : OfStatus(absent);

    /// <summary>Generations are not remembered for ever, and the origin is not looked at all the time.</summary>
    private static Verdict OfUnknown(MirrorCheckResult result, CheckKnowledge known)
    {
        if (known.Generations.Count == 0) return Verdict.ContentUnknown;
        var (newest, oldest) = (known.Generations[0], known.Generations[^1]);
        if (result.RootDate < oldest.Date) return Verdict.Stale;
        var isNewer = result.RootRevision > newest.Revision || result.RootDate > newest.Date;
        return isNewer && !(result.RootDate - known.Now > FutureTolerance) ? Verdict.Ahead : Verdict.ContentUnknown;
    }

    private static Verdict? OfSample(CheckSample sample, Exchange exchange)
    {
        if (OfOutcome(exchange.Outcome) is { } broken) return broken;
        switch (exchange.Status)
        {
            case 404 or 410 or 401 or 403 or 451: return Verdict.PackagesMissing;
            case 416: return Verdict.WrongSize;
            case not (200 or 206): return OfStatus(exchange);
        }

        if (HtmlPages.IsHtml(exchange)) return Verdict.Html;
        if (exchange.Status == 200 || exchange.ContentEncoding is not null) return Verdict.NoRange;
        if (exchange.ContentRange is not (0, { } total)) return Verdict.NoRange;
        var size = sample.SizeBytes < 0 ? total : sample.SizeBytes;
        var bytes = Math.Min(size, CheckSample.AskedBytes);
        if (total != size || exchange.Body.Length < bytes) return Verdict.WrongSize;
        if (exchange.Body.Length > bytes) return Verdict.NoRange;
        var expected = sample.BeginningSha256 ?? (size <= CheckSample.AskedBytes ? sample.Sha256 : null);
        return expected is null || expected == Convert.ToHexStringLower(SHA256.HashData(exchange.Body.Span))
            ? null
            : Verdict.ContentWrong;
    }

    /// <summary>A stranger's answer is another matter under another certificate or in another network.</summary>
    private static Verdict Suspect(Verdict verdict, Exchange root, CheckKnowledge known)
    {
        if (verdict is not (Verdict.Html or Verdict.ContentUnknown or Verdict.Missing or Verdict.RedirectedOffsite))
            return verdict;
        var hasMoved = known is { Asn: { } before, AsnNow: { } now } && before != now;
        var isReissued = known.Issuer is { } old && root.CertificateIssuer is { } issuer
            && !Organisation(old).Equals(Organisation(issuer), StringComparison.OrdinalIgnoreCase);
        return hasMoved || isReissued ? Verdict.IdentityChanged : verdict;
    }

    // Authorities change the names of their intermediates all the time, but not their own.
    private static string Organisation(string issuer) => issuer.Split(',')
        .Select(part => part.Trim())
        .FirstOrDefault(part => part.StartsWith("O=", StringComparison.Ordinal), issuer);

    private static Verdict OfStatus(Exchange exchange) => exchange.Status switch
    {
        429 => Verdict.Busy,
        503 when exchange.RetryAfter is not null => Verdict.Busy,
        401 or 403 or 451 => Verdict.BlockedToChecker,
        _ => Verdict.ServerError,
    };

    private static Verdict? OfOutcome(ExchangeOutcome outcome) => outcome switch
    {
        ExchangeOutcome.Answered => null,
        ExchangeOutcome.NameFailed => Verdict.Dns,
        ExchangeOutcome.AddressRefused or ExchangeOutcome.RedirectAddressRefused => Verdict.RedirectPrivate,
        ExchangeOutcome.ConnectFailed => Verdict.Unreachable,
        ExchangeOutcome.TimedOut => Verdict.Timeout,
        ExchangeOutcome.TooSlow => Verdict.Slow,
        ExchangeOutcome.TlsExpired => Verdict.TlsExpired,
        ExchangeOutcome.TlsWrongHost => Verdict.TlsWrongHost,
        ExchangeOutcome.TlsUntrusted => Verdict.TlsUntrusted,
        ExchangeOutcome.TlsFailed => Verdict.TlsFailed,
        ExchangeOutcome.Malformed => Verdict.BrokenHttp,
        ExchangeOutcome.Truncated or ExchangeOutcome.TooLarge => Verdict.WrongSize,
        ExchangeOutcome.RedirectedOffsite => Verdict.RedirectedOffsite,
        ExchangeOutcome.RedirectedToUs => Verdict.LoopsToRedirector,
        ExchangeOutcome.RedirectedToHttp => Verdict.SchemeDowngrade,
        ExchangeOutcome.RedirectLoop => Verdict.RedirectLoop,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static CheckWarnings WarningsOf(MirrorCheckResult result, DateTimeOffset now)
    {
        var (root, warnings) = (result.Root, CheckWarnings.None);
        if (root.CertificateNotAfter - now < CertificateNotice) warnings |= CheckWarnings.CertificateEndsSoon;
        if ((root.Date - now)?.Duration() > ClockTolerance) warnings |= CheckWarnings.ClockOff;
        return root.AgeSeconds > 0 ? warnings | CheckWarnings.FromCache : warnings;
    }
}
