using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using static Krfoss.Redirector.Core.Tests.Health.Checks.CheckScene;

namespace Krfoss.Redirector.Core.Tests.Health.Checks;

public sealed class CheckRulesTests
{
    [Fact]
    public void Mirror_that_answers_as_it_should_is_good()
    {
        var finding = Judge(Good());
        Assert.Equal((Verdict.Ok, CheckWarnings.None), (finding.Verdict, finding.Warnings));
        Assert.Equal(3, finding.Generation!.Number);
    }

    [Theory]
    [InlineData(ExchangeOutcome.NameFailed, Verdict.Dns)]
    [InlineData(ExchangeOutcome.AddressRefused, Verdict.RedirectPrivate)]
    [InlineData(ExchangeOutcome.RedirectAddressRefused, Verdict.RedirectPrivate)]
    [InlineData(ExchangeOutcome.ConnectFailed, Verdict.Unreachable)]
    [InlineData(ExchangeOutcome.TimedOut, Verdict.Timeout)]
    [InlineData(ExchangeOutcome.TooSlow, Verdict.Slow)]
    [InlineData(ExchangeOutcome.TlsExpired, Verdict.TlsExpired)]
    [InlineData(ExchangeOutcome.TlsWrongHost, Verdict.TlsWrongHost)]
    [InlineData(ExchangeOutcome.TlsUntrusted, Verdict.TlsUntrusted)]
    [InlineData(ExchangeOutcome.TlsFailed, Verdict.TlsFailed)]
    [InlineData(ExchangeOutcome.Malformed, Verdict.BrokenHttp)]
    [InlineData(ExchangeOutcome.Truncated, Verdict.WrongSize)]
    [InlineData(ExchangeOutcome.TooLarge, Verdict.WrongSize)]
    [InlineData(ExchangeOutcome.RedirectedOffsite, Verdict.RedirectedOffsite)]
    [InlineData(ExchangeOutcome.RedirectedToUs, Verdict.LoopsToRedirector)]
    [InlineData(ExchangeOutcome.RedirectedToHttp, Verdict.SchemeDowngrade)]
    [InlineData(ExchangeOutcome.RedirectLoop, Verdict.RedirectLoop)]
    public void Failed_exchange_decides_wherever_it_happens(ExchangeOutcome outcome, Verdict expected)
    {
        var failed = Answer(0, "") with { Outcome = outcome };
        Assert.Equal(expected, Judge(new(Http4, failed)).Verdict);
        Assert.Equal(expected, Judge(Good() with { Absent = failed }).Verdict);
        var finding = Judge(Good() with { Samples = [new(Sample, failed)] });
        Assert.Equal(expected, finding.Verdict);
        Assert.Same(failed, finding.Decisive);
    }

    [Fact]
    public void Every_outcome_has_a_verdict() => Assert.All(Enum.GetValues<ExchangeOutcome>(), outcome =>
        Judge(new(Http4, Answer(0, "") with { Outcome = outcome })));

    [Theory]
    [InlineData(404, Verdict.Missing)]
    [InlineData(410, Verdict.Missing)]
    [InlineData(401, Verdict.BlockedToChecker)]
    [InlineData(403, Verdict.BlockedToChecker)]
    [InlineData(451, Verdict.BlockedToChecker)]
    [InlineData(429, Verdict.Busy)]
    [InlineData(500, Verdict.ServerError)]
    [InlineData(503, Verdict.ServerError)]
    [InlineData(204, Verdict.ServerError)]
    [InlineData(300, Verdict.ServerError)]
    [InlineData(304, Verdict.ServerError)]
    [InlineData(400, Verdict.ServerError)]
    public void Status_of_the_root_decides_where_it_is_not_there(int status, Verdict expected) =>
        Assert.Equal(expected, Judge(new(Http4, Answer(status, "an error"))).Verdict);

    [Fact]
    public void Service_that_names_a_time_to_come_back_is_busy() => Assert.Equal(
        Verdict.Busy, Judge(new(Http4, Answer(503, "") with { RetryAfter = TimeSpan.FromMinutes(1) })).Verdict);

    [Theory]
    [InlineData(404, null)]
    [InlineData(410, null)]
    [InlineData(403, null)]
    [InlineData(400, null)]
    [InlineData(200, Verdict.Soft404)]
    [InlineData(204, Verdict.Soft404)]
    [InlineData(206, Verdict.Soft404)]
    [InlineData(429, Verdict.Busy)]
    [InlineData(500, Verdict.ServerError)]
    [InlineData(304, Verdict.ServerError)]
    public void What_cannot_exist_must_not_be_there(int status, Verdict? expected) =>
        Assert.Equal(expected ?? Verdict.Ok, Judge(Good() with { Absent = Answer(status, "x") }).Verdict);

    [Theory]
    [InlineData(ExchangeOutcome.TooLarge)]
    [InlineData(ExchangeOutcome.TooSlow)]
    public void Endless_page_for_what_cannot_exist_is_there_as_well(ExchangeOutcome outcome) => Assert.Equal(
        Verdict.Soft404, Judge(Good() with { Absent = Answer(200, "x") with { Outcome = outcome } }).Verdict);

    [Theory]
    [InlineData(200, "<!DOCTYPE html><title>x</title>", Verdict.Html)]
    [InlineData(200, "\r\n <HTML><body>", Verdict.Html)]
    [InlineData(403, "<html><script>go()</script>", Verdict.Html)]
    [InlineData(401, "<html><form action=/login>", Verdict.Html)]
    [InlineData(403, "<html><title>403 Forbidden</title>", Verdict.BlockedToChecker)]
    [InlineData(404, "<html><script>track()</script>", Verdict.Missing)]
    [InlineData(503, "<html><script>wait()</script>", Verdict.Html)]
    [InlineData(200, "<html><meta http-equiv='refresh' content='0;url=http://no.example/'>", Verdict.RedirectedOffsite)]
    [InlineData(403, "<html><meta http-equiv=refresh content=\"0; URL='//no.example/'\">", Verdict.RedirectedOffsite)]
    [InlineData(200, "<html><meta http-equiv='refresh' content='0;url=/login'>", Verdict.Html)]
    [InlineData(200, "<?xml version=\"1.0\"?><repomd>", Verdict.ContentUnknown)]
    [InlineData(200, "", Verdict.WrongSize)]
    public void Page_for_people_is_no_index(int status, string body, Verdict expected) =>
        Assert.Equal(expected, Judge(new(Http4, Answer(status, body)) { RootSha256 = "x" }).Verdict);

    [Fact]
    public void Index_that_the_origin_showed_is_good_whatever_it_looks_like() => Assert.Equal(
        Verdict.Ok, Judge(Good() with { Root = Answer(200, "<html>") }).Verdict);

    [Fact]
    public void Encoded_index_is_not_what_was_asked_for() => Assert.Equal(
        Verdict.NoRange,
        Judge(new(Http4, Answer(200, "x") with { ContentEncoding = "gzip" }) { RootSha256 = "x" }).Verdict);

    [Theory]
    [InlineData(2, 3, Verdict.RolledBack)]
    [InlineData(2, 2, Verdict.Ok)]
    [InlineData(2, null, Verdict.Ok)]
    [InlineData(1, null, Verdict.Stale)]
    [InlineData(1, 2, Verdict.RolledBack)]
    [InlineData(3, 2, Verdict.Ok)]
    public void Older_generation_is_good_for_a_while_but_not_after_a_newer_one(
        int generation, int? seen, Verdict expected)
    {
        var finding = Judge(Good() with { RootSha256 = $"sha{generation}" }, Known with { SeenGeneration = seen });
        Assert.Equal(expected, finding.Verdict);
        Assert.Equal(generation, finding.Generation!.Number);
    }

    [Theory]
    [InlineData(1, null, Verdict.Ahead)]
    [InlineData(null, 301L, Verdict.Ahead)]
    [InlineData(0, null, Verdict.ContentUnknown)]
    [InlineData(null, 300L, Verdict.ContentUnknown)]
    [InlineData(-1, null, Verdict.ContentUnknown)]
    [InlineData(null, null, Verdict.ContentUnknown)]
    [InlineData(24 * 400, null, Verdict.ContentUnknown)]
    [InlineData(-24 * 30, null, Verdict.Stale)]
    public void Unknown_content_is_ahead_only_where_it_is_newer(int? hours, long? revision, Verdict expected)
    {
        var finding = Judge(Good() with
        {
            RootSha256 = "never seen",
            RootDate = hours is { } by ? Known.Generations[0].Date!.Value.AddHours(by) : null,
            RootRevision = revision,
            Samples = [],
        });
        Assert.Equal((expected, null), (finding.Verdict, finding.Generation));
    }

    [Fact]
    public void Without_the_origins_word_nothing_is_known() => Assert.Equal(
        Verdict.ContentUnknown, Judge(Good(), Known with { Generations = [] }).Verdict);

    [Fact]
    public void Unchanged_root_keeps_its_generation()
    {
        Assert.Equal(Verdict.Ok, Judge(Good() with { Root = Answer(304, "") }).Verdict);
        var forgotten = Good() with { Root = Answer(304, ""), RootSha256 = "long ago" };
        Assert.Equal(Verdict.ContentUnknown, Judge(forgotten).Verdict);
    }

    [Theory]
    [InlineData(1u, 2u, null, null, Verdict.IdentityChanged)]
    [InlineData(1u, 1u, null, null, Verdict.Html)]
    [InlineData(null, 2u, null, null, Verdict.Html)]
    [InlineData(null, null, "CN=R10, O=Let's Encrypt, C=US", "CN=R11, O=Let's Encrypt, C=US", Verdict.Html)]
    [InlineData(null, null, "CN=R10, O=Let's Encrypt, C=US", "CN=E1, O=Parking, C=US", Verdict.IdentityChanged)]
    [InlineData(null, null, "CN=a", "CN=b", Verdict.IdentityChanged)]
    public void Strangers_page_in_another_network_or_under_another_authority_is_another_mirror(
        uint? asn, uint? asnNow, string? issuer, string? issuerNow, Verdict expected)
    {
        var known = Known with { Asn = asn, AsnNow = asnNow, Issuer = issuer };
        var page = Answer(200, "<html>") with { CertificateIssuer = issuerNow };
        Assert.Equal(expected, Judge(new(Http4, page), known).Verdict);
        Assert.Equal(Verdict.Ok, Judge(Good() with { Root = Good().Root with { CertificateIssuer = issuerNow } }, known)
            .Verdict);
    }

    [Fact]
    public void Forced_https_is_a_flag_of_the_http_endpoint_that_worse_findings_hide()
    {
        var forced = Good() with { Root = Good().Root with { WasForcedToHttps = true } };
        Assert.Equal(Verdict.ForcesHttps, Judge(forced).Verdict);
        Assert.Equal(Verdict.Ok, Judge(forced with { Endpoint = new(IsHttps: true, IsIPv6: false) }).Verdict);
        Assert.Equal(Verdict.Soft404, Judge(forced with { Absent = Answer(200, "x") }).Verdict);
    }

    [Theory]
    [InlineData(13, 0, null, CheckWarnings.CertificateEndsSoon)]
    [InlineData(15, 0, null, CheckWarnings.None)]
    [InlineData(90, 61, null, CheckWarnings.ClockOff)]
    [InlineData(90, -61, null, CheckWarnings.ClockOff)]
    [InlineData(90, 59, 0, CheckWarnings.None)]
    [InlineData(90, 0, 30, CheckWarnings.FromCache)]
    [InlineData(1, 90, 30, CheckWarnings.CertificateEndsSoon | CheckWarnings.ClockOff | CheckWarnings.FromCache)]
    public void Odd_clocks_and_ends_to_come_are_warnings(int days, int minutes, int? age, CheckWarnings expected)
    {
        var finding = Judge(Good() with
        {
            Root = Good().Root with
            {
                CertificateNotAfter = Known.Now.AddDays(days),
                Date = Known.Now.AddMinutes(minutes),
                LastModified = new(2099, 12, 31, 0, 0, 0, TimeSpan.Zero),
                AgeSeconds = age,
            },
        });
        Assert.Equal((Verdict.Ok, expected), (finding.Verdict, finding.Warnings));
    }

    [Fact]
    public void Exchanges_stand_in_the_order_in_which_they_were_made()
    {
        var result = Good();
        Assert.Equal([result.Root, result.Samples[0].Exchange, result.Absent!], result.Exchanges);
        Assert.Equal([result.Root], new MirrorCheckResult(Http4, result.Root).Exchanges);
    }

    private static CheckFinding Judge(MirrorCheckResult result, CheckKnowledge? known = null) =>
        CheckRules.Judge(result, known ?? Known);
}
