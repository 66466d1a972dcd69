using System.Text;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;

namespace Krfoss.Redirector.Core.Tests.Health.Checks;

/// <summary>Values to judge: a mirror that is as it should be, to be spoilt in one point.</summary>
internal static class CheckScene
{
    public static readonly MirrorEndpoint Http4 = new(IsHttps: false, IsIPv6: false);

    public static readonly byte[] Package = Encoding.ASCII.GetBytes("!<arch>\n" + new string('p', 1016));

    public static readonly CheckSample Sample = new("pool/a.deb", 50_000, 2)
    {
        BeginningSha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Package)),
    };

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 3, 0, 0, TimeSpan.Zero);

    /// <summary>The second generation was replaced two hours ago, the first two days ago.</summary>
    public static readonly CheckKnowledge Known = new(
        [
            new(3, "sha3", null, Now.AddHours(-2), 300),
            new(2, "sha2", Now.AddHours(-2), Now.AddDays(-2), 200),
            new(1, "sha1", Now.AddDays(-2), Now.AddDays(-4), 100),
        ],
        TimeSpan.FromHours(12),
        Now);

    public static MirrorCheckResult Good() => new(Http4, Answer(200, "the index"))
    {
        RootSha256 = "sha3",
        Samples = [new(Sample, Part())],
        Absent = Answer(404, "<html>not here"),
    };

    public static Exchange Part() => Answer(206, "") with { Body = Package, ContentRange = (0, 50_000) };

    public static Exchange Answer(int status, string body)
    {
        var url = new Uri("http://mirror.example/debian/x");
        return new(ExchangeOutcome.Answered, url, url, $"GET /debian/x HTTP/1.1\n\nHTTP/1.1 {status}")
        {
            Status = status,
            Body = Encoding.UTF8.GetBytes(body),
        };
    }
}
