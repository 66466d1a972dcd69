using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Tests.Publication;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>
/// A network in which every rule is at work somewhere, and clients of every kind. The same for the same seed.
/// </summary>
internal sealed class GeneratedScene
{
    private const int Paths = 40;

    private static readonly GeoPoint[] Points =
        [Scene.Seoul, Scene.Yongin, Scene.Daejeon, Scene.Gumi, Scene.Gwangju, Scene.Jeonju, Scene.Jeju];

    private static readonly string[] Clients =
        ["121.128.0.9", "1.226.3.4", "203.0.113.5", "198.51.100.77", "2001:e60::1", "2001:db8:7::1", "8.8.8.8"];

    private readonly Random _random;
    private readonly ClientLocation[] _locations;

    public GeneratedScene(int seed, int mirrors, bool isObserved)
    {
        _random = new(seed);
        var scene = new Scene { Selection = new() { NearKm = One(1, 25, 60), Spill = One(0, 0.05, 0.5) } };
        for (var i = 0; i < mirrors; i++)
        {
            var isAbroad = _random.Next(4) == 0;
            var point = isAbroad ? One(Scene.Fukuoka, Scene.Tokyo) : Near(One(Points));
            scene.With($"m{i}", point, Change, isAbroad ? "JP" : "KR");
        }

        if (isObserved) scene.Observed = Observe(mirrors);
        scene.Found = NetworkFindings.None with { Silent = Some(mirrors), Spent = Some(mirrors) };
        Snapshot = scene.Snapshot();
        _locations =
        [
            .. Points.SelectMany(point => One<uint[]>([0, Scene.Kt], [Scene.Lgu, 9318], [1237, 64_500])
                .Select(asn => Scene.At(point, asn))),
            Scene.At(Scene.Tokyo, country: "JP"), Scene.CountryOnly("KR"), Scene.CountryOnly("KR", Scene.Kt),
            Scene.CountryOnly("JP"), Scene.CountryOnly(null), ClientLocation.Unknown,
        ];
    }

    public RoutingSnapshot Snapshot { get; }

    public SelectionRequest Request()
    {
        var number = _random.Next(Paths);
        var avoided = default(AvoidedMirrors);
        if (_random.Next(20) == 0) avoided.Add(AvoidedMirrors.TagOf(One([.. Snapshot.Mirrors])));
        return Scene.Request(
            Snapshot,
            One(_locations),
            One($"pool/main/p{number}.deb", $"pool/other/p{number}.deb", $"pool/main/p%{0x30 + (number % 10):x}x.deb",
                $"pool/main/new{number}.deb", "pool/main/nowhere.deb"),
            One(Clients),
            isHttps: _random.Next(3) == 0,
            attempt: _random.Next(20) == 0 ? 2 : 1,
            avoided: avoided);
    }

    private T One<T>(params T[] values) => values[_random.Next(values.Length)];

    private GeoPoint Near(GeoPoint point) =>
        new(point.Latitude + (_random.NextDouble() / 4), point.Longitude + (_random.NextDouble() / 4));

    private MirrorDefinition Change(MirrorDefinition mirror) => mirror with
    {
        Weight = One(100, 100, 100, 10, 300, 0),
        Urls = One(mirror.Urls, mirror.Urls, [.. mirror.Urls.Take(1)], [.. mirror.Urls.Skip(1)]),
        Networks = One<string[]>([], [], ["kt"], ["lgu"], ["kreonet"]),
        OwnNetworkFirst = _random.Next(8) == 0,
        IPv6 = One<bool?>(true, false, null),
        CountriesAllowed = One<string[]>([], [], [], ["KR"], ["JP", "US"]),
        Netblocks = _random.Next(6) == 0 ? [Block(One("203.0.113.0/24", "203.0.0.0/16", "2001:db8:7::/48"))] : [],
        Monopoly = _random.Next(10) == 0,
        Private = _random.Next(12) == 0,
        Paused = _random.Next(15) == 0 ? new("disk", null) : null,
        Repositories =
        [
            new("debian", "/debian", One<string[]>([], [], ["pool/main/**"]), One<string[]>([], ["**/*1.deb"])),
        ],
    };

    private ObservedNetwork Observe(int mirrors)
    {
        var old = Enumerable.Range(0, Paths).SelectMany(i => new[] { $"pool/main/p{i}.deb", $"pool/other/p{i}.deb" });
        var fresh = Enumerable.Range(0, Paths).Select(i => $"pool/main/new{i}.deb");
        IndexFile[] files = [.. old.Select(path => new IndexFile(path))];
        var root = Published.Root("dists/stable/InRelease", 0, files)
            .Then(1, [.. files, .. fresh.Select(path => new IndexFile(path))]);
        return new(
            new Dictionary<string, RepositoryPublication>(StringComparer.Ordinal) { ["debian"] = new([root]) },
            Enumerable.Range(0, mirrors).Where(_ => _random.Next(10) != 0).ToDictionary(
                i => new MirrorAndRepository($"m{i}", "debian"),
                _ => new MirrorReadiness(One(1, 1, 0.3), [Endpoint(), Endpoint(), Endpoint(), Endpoint()], [])));
    }

    private EndpointReadiness? Endpoint() => _random.Next(12) switch
    {
        0 => null,
        1 => new(false, [], One(Verdict.Timeout, Verdict.ForcesHttps, Verdict.Ok)),
        2 => EndpointReadiness.Declared,
        3 => new(true, [0], Verdict.Ok),
        < 7 => new(true, [1], Verdict.Ok),
        _ => new(true, [2], Verdict.Ok),
    };

    private HashSet<string> Some(int mirrors) =>
        [.. Enumerable.Range(0, mirrors / 10).Select(_ => $"m{_random.Next(mirrors)}")];

    private static IpPrefix Block(string text) =>
        IpPrefix.TryParse(text, out var block) ? block : throw new FormatException(text);
}
