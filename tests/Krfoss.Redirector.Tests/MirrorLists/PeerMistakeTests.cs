namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary>
/// Mistakes that other mirror managers made when they answered, where no other test names them: lists by redirect or
/// in part, an address of no meaning answered with 500, answers that a cache passes on to the neighbours.
/// </summary>
public sealed class PeerMistakeTests(ListCatalog.Running running) : IClassFixture<ListCatalog.Running>
{
    private const string Deb = "/debian/pool/main/a/a_1_all.deb";

    private readonly RunningRedirector _redirector = running.Redirector;

    public static TheoryData<string> Lists { get; } =
    [
        "/mirrorlist?path=debian/", "/metalink?path=debian/dists/stable/InRelease", "/mirrorlist/apt/debian",
        "/mirrorlist/pacman/archlinux", Deb + "?mirrorlist", Deb + "?metalink", Deb + "?meta4", Deb + ".meta4",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_is_the_whole_answer_at_once(string target)
    {
        foreach (var headers in (string[])["", "Range: bytes=0-9\r\n", "If-None-Match: *\r\n",
            "X-Forwarded-Proto: https\r\n", "Accept-Encoding: gzip\r\n"])
        {
            var answer = await _redirector.AskAsync(target, headers: headers);
            Assert.Equal(200, answer.Status);
            Assert.Null(answer.Header("Location"));
            Assert.Equal(answer.Body.Length.ToString(Invariant), LengthOf(answer));
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task No_cache_may_keep_a_list_for_anybody(string target)
    {
        var answer = await _redirector.AskAsync(target, ListCatalog.Campus);
        Assert.Equal("private, no-cache, no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task No_cache_may_keep_the_redirect_of_one_address_for_its_block()
    {
        var campus = await _redirector.AskAsync(Deb, ListCatalog.Campus);
        Assert.Equal("campus", campus.Mirror);
        Assert.Equal("private, no-cache", campus.Header("Cache-Control"));
        Assert.Equal("near", (await _redirector.AskAsync(Deb, "121.128.31.201")).Mirror);
        Assert.DoesNotContain(
            "campus.example", (await _redirector.AskAsync("/mirrorlist?path=debian/", "121.128.31.201")).Body);
    }

    [Theory]
    [InlineData("/mirrorlist?path=debian/&ip=nonsense")]
    [InlineData("/metalink?path=debian/&ip=1.2.3")]
    [InlineData("/mirrorlist/apt/debian?ip=::1::2")]
    [InlineData(Deb + "?mirrorlist&ip=[::1]:80")]
    public async Task An_address_of_no_meaning_is_the_askers_mistake(string target)
    {
        using var answer = await _redirector.Client.GetAsync(target, TestContext.Current.CancellationToken);
        Assert.Equal(400, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_stranger_chooses_no_address_by_any_header()
    {
        var answer = await _redirector.AskAsync(
            "/mirrorlist?path=debian/",
            $"{ListCatalog.Campus}, 121.128.1.1",
            headers: $"X-Real-IP: {ListCatalog.Campus}\r\nClient-IP: {ListCatalog.Campus}\r\n");
        Assert.DoesNotContain("campus.example", answer.Body);
    }

    private static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    // Read as Latin-1: a character is a byte.
    private static string? LengthOf(RawAnswer answer) => answer.Header("Content-Length");
}
