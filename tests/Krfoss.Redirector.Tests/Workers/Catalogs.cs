using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Tests.Workers;

/// <summary>Small catalogs to remember and to serve.</summary>
internal static class Catalogs
{
    public static CatalogDefinition Of(params MirrorDefinition[] mirrors) => CatalogDefinition.Empty with
    {
        Mirrors = mirrors,
        Repositories =
        [
            .. mirrors.SelectMany(m => m.Repositories).Select(r => r.Repository)
                .Distinct(StringComparer.Ordinal).Select(Repository),
        ],
    };

    public static MirrorDefinition Mirror(string id, params string[] repositories) => new(
        id,
        $"거울 {id}",
        new("Gwangju", "KR", new(35.16, 126.85)),
        [new Uri($"https://{id}.example"), new Uri($"http://{id}.example")],
        [.. (repositories.Length == 0 ? ["debian"] : repositories)
            .Select(r => new MirrorRepositoryDefinition(r, "/" + r, [], []))]);

    /// <summary>A mirror with every key set.</summary>
    public static MirrorDefinition Rich(string id) => Mirror(id) with
    {
        Sponsor = new("후원자", new Uri("https://sponsor.example/"), null),
        Contact = new("admin@example.org", new Uri("https://hook.example/x")),
        Networks = ["kt"],
        Asns = [64500],
        BandwidthMbps = 10_000,
        Weight = 50,
        IPv6 = true,
        Netblocks = [Prefix("203.0.113.0/24"), Prefix("2001:db8::/32"), Prefix("0.0.0.0/0")],
        NetblockNames = ["nat.example.org"],
        CountriesAllowed = ["KR"],
        UpdateFrequency = TimeSpan.FromHours(3),
        DailyCapBytes = 2_000_000_000_000,
        Paused = new("disk", new DateOnly(2026, 12, 1)),
    };

    public static RepositoryDefinition Repository(string id) => new(
        id,
        RepositoryFormat.Apt,
        "/" + id,
        new Uri($"https://origin.example/{id}"),
        TimeSpan.FromHours(6),
        [new("^old/", "/new/")],
        ["dists/stable/InRelease"]);

    private static IpPrefix Prefix(string text) => IpPrefix.TryParse(text, out var prefix)
        ? prefix
        : throw new FormatException(text);
}
