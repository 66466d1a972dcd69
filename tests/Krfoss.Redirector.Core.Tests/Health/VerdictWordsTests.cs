using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Core.Tests.Health;

public sealed partial class VerdictWordsTests
{
    /// <summary>What registries hold already. A line is never changed; new verdicts bring new lines.</summary>
    private static readonly (Verdict Verdict, string Word)[] Stored =
    [
        (Verdict.Ok, "ok"),
        (Verdict.Dns, "dns"),
        (Verdict.RedirectPrivate, "redirect-private"),
        (Verdict.Unreachable, "unreachable"),
        (Verdict.Timeout, "timeout"),
        (Verdict.Slow, "slow"),
        (Verdict.TlsExpired, "tls-expired"),
        (Verdict.TlsWrongHost, "tls-wrong-host"),
        (Verdict.TlsUntrusted, "tls-untrusted"),
        (Verdict.TlsFailed, "tls-failed"),
        (Verdict.BrokenHttp, "broken-http"),
        (Verdict.Soft404, "soft404"),
        (Verdict.Html, "html"),
        (Verdict.RedirectedOffsite, "redirected-offsite"),
        (Verdict.RedirectLoop, "redirect-loop"),
        (Verdict.LoopsToRedirector, "loops-to-redirector"),
        (Verdict.SchemeDowngrade, "scheme-downgrade"),
        (Verdict.ForcesHttps, "forces-https"),
        (Verdict.IdentityChanged, "identity-changed"),
        (Verdict.Missing, "missing"),
        (Verdict.PackagesMissing, "packages-missing"),
        (Verdict.WrongSize, "short"),
        (Verdict.ContentWrong, "content-wrong"),
        (Verdict.ContentUnknown, "content-unknown"),
        (Verdict.Ahead, "ahead"),
        (Verdict.RolledBack, "rolled-back"),
        (Verdict.Stale, "stale"),
        (Verdict.NoRange, "no-range"),
        (Verdict.ServerError, "server-error"),
        (Verdict.BlockedToChecker, "blocked-to-checker"),
        (Verdict.Busy, "busy"),
    ];

    /// <summary>What administrators in Korea write in Latin letters too.</summary>
    private static readonly string[] TechnicalWords =
    [
        "A", "AAAA", "CDN", "DNS", "HTTP", "IP", "Range", "Retry-After", "SNI", "TLS", "User-Agent", "apt", "http",
        "https", "rsync", "checksum", "xx",
    ];

    public static TheoryData<Verdict> All => [.. Enum.GetValues<Verdict>()];

    [Fact]
    public void Words_are_what_they_were_and_none_is_missing()
    {
        Assert.Equal(Stored, Enum.GetValues<Verdict>().Select(verdict => (verdict, verdict.ToWord())));
        Assert.Distinct(Stored.Select(line => line.Word));
        Assert.All(Stored, line => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", line.Word));
    }

    [Theory, MemberData(nameof(All))]
    public void A_word_leads_back_to_its_verdict(Verdict verdict)
    {
        Assert.True(VerdictWords.TryParse(verdict.ToWord(), out var parsed));
        Assert.Equal(verdict, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Ok")]
    [InlineData("wrong-size")]
    [InlineData("0")]
    [InlineData(" ok")]
    public void What_is_no_word_is_no_verdict(string? word) => Assert.False(VerdictWords.TryParse(word, out _));

    [Fact]
    public void A_number_that_is_no_verdict_is_a_bug_of_ours()
    {
        var none = (Verdict)Enum.GetValues<Verdict>().Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => none.ToWord());
        Assert.Throws<ArgumentOutOfRangeException>(() => none.InEnglish());
        Assert.Throws<ArgumentOutOfRangeException>(() => none.InKorean());
    }

    [Theory, MemberData(nameof(All))]
    public void Each_verdict_speaks_english(Verdict verdict)
    {
        var text = verdict.InEnglish();
        Assert.Matches(@"^[A-Z].+\.$", text);
        Assert.DoesNotMatch(Hangul(), text);
        Assert.InRange(Sentences(text), 2, 3);
        if (AsksForSomething(verdict)) Assert.Matches("Please |please ", text);
    }

    [Theory, MemberData(nameof(All))]
    public void Each_verdict_speaks_korean(Verdict verdict)
    {
        var text = verdict.InKorean();
        Assert.Matches(Hangul(), text);
        Assert.Matches(@"[다요]\.$", text);
        Assert.InRange(Sentences(text), 2, 3);
        Assert.All(LatinWord().Matches(text), word => Assert.Contains(word.Value, TechnicalWords));
        if (AsksForSomething(verdict)) Assert.Contains("주세요.", text);
    }

    [Fact]
    public void No_two_verdicts_say_the_same()
    {
        Assert.Distinct(Enum.GetValues<Verdict>().Select(VerdictWords.InEnglish));
        Assert.Distinct(Enum.GetValues<Verdict>().Select(VerdictWords.InKorean));
    }

    private static bool AsksForSomething(Verdict verdict) => verdict is not (Verdict.Ok or Verdict.Ahead);

    private static int Sentences(string text) => SentenceEnd().Count(text);

    [GeneratedRegex(@"\.(?= |$)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\p{IsHangulSyllables}")]
    private static partial Regex Hangul();

    [GeneratedRegex("[A-Za-z]+(?:-[A-Za-z]+)*")]
    private static partial Regex LatinWord();
}
