using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// A network of mirrors of any size, the same one in every run: half of the mirrors stand all over Korea, the others
/// abroad. Every mirror carries every repository; some in part, some for certain countries or with a netblock.
/// </summary>
internal static class GeneratedNetwork
{
    private static readonly (string Country, GeoPoint Point)[] Abroad =
    [
        ("JP", new(35.6762, 139.6503)), ("TW", new(25.0330, 121.5654)), ("SG", new(1.3521, 103.8198)),
        ("US", new(37.7749, -122.4194)), ("DE", new(50.1109, 8.6821)),
    ];

    private static readonly RepositoryDefinition[] Repositories =
    [
        Repository("debian", RepositoryFormat.Apt), Repository("rocky", RepositoryFormat.Rpm),
        Repository("archlinux", RepositoryFormat.Pacman), Repository("alpine", RepositoryFormat.Apk),
        Repository("debian-cd", RepositoryFormat.Plain),
    ];

    public static CatalogDefinition Catalog(int mirrors) => new(
        new(),
        new(),
        [new("kt", "KT", [4766, 3559]), new("skb", "SK Broadband", [9318]), new("lgu", "LG U+", [3786, 17858])],
        [],
        Repositories,
        [.. Enumerable.Range(0, mirrors).Select(Mirror)]);

    public static RoutingSnapshot Snapshot(int mirrors) => SnapshotBuilder.Build(Catalog(mirrors), 1, Day);

    /// <summary>The same with further repositories: every mirror carries ten of them beside the usual ones.</summary>
    public static RoutingSnapshot Snapshot(int mirrors, int repositories)
    {
        const int furtherOfOne = 10;
        var catalog = Catalog(mirrors);
        RepositoryDefinition[] further = [.. Enumerable.Range(0, repositories - Repositories.Length)
            .Select(number => Repository($"repository{number}", RepositoryFormat.Plain))];
        return SnapshotBuilder.Build(
            catalog with
            {
                Repositories = [.. Repositories, .. further],
                Mirrors = [.. catalog.Mirrors.Select(WithFurther)],
            },
            1,
            Day);

        MirrorDefinition WithFurther(MirrorDefinition mirror, int number) => further.Length == 0 ? mirror : mirror with
        {
            Repositories =
            [
                .. mirror.Repositories,
                .. Enumerable.Range(0, furtherOfOne)
                    .Select(i => further[(number + (i * 19)) % further.Length])
                    .Select(repository => new MirrorRepositoryDefinition(repository.Id, repository.Path, [], [])),
            ],
        };
    }

    public static readonly DateOnly Day = new(2026, 11, 22);

    private static MirrorDefinition Mirror(int number)
    {
        // Steps that share no factor with the ranges: a spread that looks random and is the same everywhere.
        var inKorea = number % 2 == 0;
        var (country, point) = inKorea
            ? ("KR", new GeoPoint(34.5 + (number * 37 % 300 / 100.0), 126.5 + (number * 53 % 250 / 100.0)))
            : Abroad[number / 2 % Abroad.Length];
        var id = $"mirror{number}";
        string[] include = number % 10 == 4 ? ["dists/**", "pool/main/**"] : [];
        string[] exclude = number % 10 == 6 ? ["**/*_s390x.deb"] : [];
        return new(
            id,
            id,
            new("somewhere", country, point),
            [new($"https://{id}.example"), new($"http://{id}.example")],
            [.. Repositories.Select(r => new MirrorRepositoryDefinition(r.Id, r.Path, include, exclude))])
        {
            Networks = inKorea ? [(number % 3) switch { 0 => "kt", 1 => "skb", _ => "lgu" }] : [],
            CountriesAllowed = number % 10 == 8 ? ["KR", "JP"] : [],
            Netblocks = number % 20 == 10 ? [new(new((UInt128)0xFFFF_CB00_7100 + (uint)(number << 8)), 120)] : [],
            IPv6 = number % 3 == 0,
        };
    }

    private static RepositoryDefinition Repository(string id, RepositoryFormat format) =>
        new(id, format, "/" + id, new($"https://origin.example/{id}"), null, [], []);
}
