using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Krfoss.Redirector.Joining;
using Krfoss.Redirector.Networks;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Krfoss.Redirector.Tests.Joining;

/// <summary><c>POST /api/v1/checkin</c>, and what a check-in does for a private mirror.</summary>
public sealed class CheckInTests : IAsyncLifetime
{
    private const string Token = "krm_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Sha256 = "2adc9f49d16d365727c6c7489017e60615f0b26828b2f1437004f085ad41dc0d";
    private const string Campus = "121.128.31.200";
    private const string Deb = "/debian/pool/main/a/a_1_all.deb";

    /// <summary>JSON packed by bzip2, in URL-safe base64, as report_mirror sends it.</summary>
    private const string Report =
        "QlpoOTFBWSZTWS6E9GgAAMWfgFAF__ALBEAKv-_f6jAA-Fg1Jppo0AaAAAAADU9KTTwU0xBpoZG1GQGamgkUUR5p"
        + "MgmaQ9TYkemkZoJpFFsTGJ-4xHjfIP6-ZK1Fw3joojZ3h150RkpmVIYh4VHHyehXCCY8pSus206FhOKgKQsC3gEg"
        + "9bQvzhXeFGYGhGFXGJ-RbIXdJb19VhcjVjA1cueWE-XJB-yCF6Ks84bDMd9hCTxF0JykJkFyQHWADJOypzuhxoFO"
        + "d9KSDRswWUJC6QKjoQoKu2PU0socQ9CqcdEi_VpIP5ZGhtDE2iQsz4rEuwL4LSDXz63QCsSIo1RiZP4u5IpwoSBd"
        + "CejQ";

    private const string Catalog = $$$"""
        version: 1
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories: {debian: {format: apt, origin: 'https://origin.example/debian'}}
        mirrors:
          near:
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: ['http://near.example']
            repositories: {debian: }
          campus:
            private: true
            netblocks: [nat.campus.example.org]
            checkin_sha256: {{{Sha256}}}
            update_frequency: 20h
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: ['http://mirror.campus.example.org']
            repositories: {debian: }
          far:
            checkin_sha256: {{{Sha256}}}
            location: {city: Busan, country: KR, latitude: 35.18, longitude: 129.08}
            urls: ['http://far.example']
            repositories: {debian: }
        """;

    private readonly ManualTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _wanted = new();
    private RunningRedirector _redirector = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _redirector = await RunningRedirector.StartAsync(
        Catalog,
        ["--Redirector:Crawl:Enabled=true", "--Redirector:Crawl:IndexSeconds=86400"],
        builder => builder.Services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock))
            .Replace(ServiceDescriptor.Singleton<WantCheck>(_wanted.Enqueue))
            .Replace(ServiceDescriptor.Singleton<ResolveName>(
                (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(Campus)]))));

    [Fact]
    public async Task A_private_mirror_serves_from_its_check_in_until_that_is_too_old()
    {
        await UntilMirrorAsync("near");
        Assert.Equal(HttpStatusCode.Accepted, await CheckInAsync("{\"mirror\": \"campus\"}"));
        await UntilMirrorAsync("campus");
        Assert.Equal("near", (await _redirector.AskAsync(Deb, "121.128.31.201")).Mirror);
        _clock.Advance(TimeSpan.FromHours(40));
        await UntilMirrorAsync("campus");
        _clock.Advance(TimeSpan.FromMinutes(2));
        await UntilMirrorAsync("near");
    }

    [Fact]
    public async Task Of_a_public_mirror_it_is_a_hint_to_look_at_it_once_a_minute()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Accepted, await CheckInAsync("{\"mirror\": \"far\"}"));
        Assert.Equal(["far"], _wanted);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Accepted, await CheckInAsync("{\"mirror\": \"far\"}"));
        Assert.Equal(["far", "far"], _wanted);
    }

    [Theory]
    [InlineData("{\"mirror\": \"campus\"}", Token)]
    [InlineData("{\"mirror\": \"far\", \"ok\": false}", Token)]
    [InlineData("{\"mirror\": \"far\"}", "krm_wrong")]
    public async Task Nobody_is_looked_at_for_private_failed_and_false_check_ins(string body, string token)
    {
        using var request = Request(body, token);
        using var answer = await _redirector.Client.SendAsync(request, Stop);
        Assert.Empty(_wanted);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData(null)]
    public async Task What_the_content_calls_itself_does_not_matter(string? type)
    {
        using var request = Request("{\"mirror\": \"campus\"}", Token);
        request.Content!.Headers.ContentType = type is null ? null : new(type);
        using var answer = await _redirector.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Theory]
    [InlineData("{\"mirror\": \"campus\", \"repositories\": [\"debian\"], \"ok\": true}")]
    [InlineData("{\"mirror\": \"mirror.campus.example.org\"}")]
    [InlineData(Report)]
    [InlineData("<?xml version='1.0'?><methodCall><methodName>checkin</methodName><params><param><value><string>"
        + Report + "</string></value></param></params></methodCall>")]
    [InlineData("<methodCall><methodName>checkin</methodName><params><param><value>"
        + Report + "</value></param></params></methodCall>")]
    public async Task Every_form_of_a_check_in_is_understood(string body)
    {
        var status = await CheckInAsync(body);
        Assert.InRange((int)status, 200, 202);
        Assert.NotNull(_redirector.Services.GetRequiredService<CheckIns>().LastOf("campus"));
    }

    [Fact]
    public async Task Xml_rpc_is_answered_in_its_own_form()
    {
        using var content = new StringContent(
            "<methodCall><methodName>checkin</methodName><params><param><value><base64>" + Report
            + "</base64></value></param></params></methodCall>", Encoding.UTF8, "text/xml");
        using var answer = await _redirector.Client.PostAsync("/mirrormanager/xmlrpc", content, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<methodResponse>", await answer.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("campus", Token + "0")]
    [InlineData("campus", "")]
    [InlineData("campus", Sha256)]
    [InlineData("near", Token)]
    [InlineData("near", "")]
    [InlineData("nobody", Token)]
    public async Task A_wrong_token_learns_nothing(string mirror, string token)
    {
        using var request = Request($"{{\"mirror\": \"{mirror}\"}}", token);
        using var answer = await _redirector.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(
            "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,"
            + "\"detail\":\"no mirror with this token\",\"detailKo\":\"이 토큰을 가진 미러가 없습니다\"}",
            await answer.Content.ReadAsStringAsync(Stop));
        Assert.Null(_redirector.Services.GetRequiredService<CheckIns>().LastOf(mirror));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"mirror\": 7}")]
    [InlineData("{\"mirror\": \"campus\", \"repositories\": \"debian\"}")]
    [InlineData("{\"mirror\": \"campus\", \"repositories\": [7]}")]
    [InlineData("QlpoOTFBWSZTWQ==")]
    [InlineData("gASVGgAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg==")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><methodCall><methodName>checkin</methodName>"
        + "<params><param><value>&b;</value></param></params></methodCall>")]
    [InlineData("<methodCall><methodName>system.listMethods</methodName></methodCall>")]
    public async Task Anything_else_is_a_bad_request(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await CheckInAsync(body));

    [Fact]
    public async Task A_failed_synchronization_is_no_check_in()
    {
        Assert.Equal(HttpStatusCode.Accepted, await CheckInAsync("{\"mirror\": \"campus\", \"ok\": false}"));
        Assert.Null(_redirector.Services.GetRequiredService<CheckIns>().LastOf("campus"));
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        using var request = Request(new string('x', (1024 * 1024) + 1), Token);
        using var answer = await _redirector.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Other_methods_find_nothing_to_do()
    {
        using var answer = await _redirector.Client.GetAsync("/api/v1/checkin", Stop);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public void A_token_has_256_bits_and_matches_its_digest_alone()
    {
        var token = CheckInToken.Create();
        Assert.Matches("^krm_[0-9a-f]{64}$", token);
        Assert.NotEqual(token, CheckInToken.Create());
        Assert.True(CheckInToken.Matches(token, CheckInToken.Sha256Of(token)));
        Assert.False(CheckInToken.Matches(token, Sha256));
        Assert.False(CheckInToken.Matches(token, null));
        Assert.False(CheckInToken.Matches("", null));
        Assert.True(CheckInToken.Matches(Token, Sha256));
    }

    public ValueTask DisposeAsync() => _redirector.DisposeAsync();

    private async Task<HttpStatusCode> CheckInAsync(string body)
    {
        using var request = Request(body, Token);
        using var answer = await _redirector.Client.SendAsync(request, Stop);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(string body, string token) => new(HttpMethod.Post, "/api/v1/checkin")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token) },
    };

    // The worker and the publisher run beside the test; each look is a new one for a path of its own.
    private async Task UntilMirrorAsync(string mirror)
    {
        for (var i = 0; (await _redirector.AskAsync(Deb, Campus, agent: $"test/{mirror}{i}")).Mirror != mirror; i++)
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
