using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Tests.Selection;

/// <summary>
/// A small network of mirrors for one test: one repository, a few mirrors, clients by place and network.
/// </summary>
internal sealed class Scene
{
    public static readonly GeoPoint Seoul = new(37.5665, 126.9780);
    public static readonly GeoPoint Yongin = new(37.2411, 127.1776);
    public static readonly GeoPoint Daejeon = new(36.3504, 127.3845);
    public static readonly GeoPoint Gumi = new(36.1195, 128.3446);
    public static readonly GeoPoint Gwangju = new(35.1595, 126.8526);
    public static readonly GeoPoint Jeonju = new(35.8242, 127.1480);
    public static readonly GeoPoint Jeju = new(33.4996, 126.5312);
    public static readonly GeoPoint Fukuoka = new(33.5904, 130.4017);
    public static readonly GeoPoint Tokyo = new(35.6762, 139.6503);

    public const uint Kt = 4766;
    public const uint Lgu = 17858;

    private static readonly NetworkDefinition[] Networks =
    [
        new("kt", "KT", [4766, 3559]),
        new("lgu", "LG U+", [3786, 17858, 17853, 9316]),
        new("skb", "SK Broadband", [9318]),
        new("kreonet", "KREONET", [1237, 17579], Peer: true),
    ];

    private readonly List<MirrorDefinition> _mirrors = [];

    public SelectionDefinition Selection { get; init; } = new();

    /// <summary>What the crawler knows; null = the declarations stand.</summary>
    public ObservedNetwork? Observed { get; set; }

    /// <summary>What was found out about networks and days; null = nothing.</summary>
    public NetworkFindings? Found { get; set; }

    public Scene With(
        string id, GeoPoint point, Func<MirrorDefinition, MirrorDefinition>? change = null, string country = "KR")
    {
        var mirror = new MirrorDefinition(
            id,
            id,
            new("somewhere", country, point),
            [new("https://" + id + ".example"), new("http://" + id + ".example")],
            [new("debian", "/debian", [], [])]);
        _mirrors.Add(change is null ? mirror : change(mirror));
        return this;
    }

    public RoutingSnapshot Snapshot(DateOnly? today = null) => SnapshotBuilder.Build(
        new(
            new(),
            Selection,
            Networks,
            [],
            [new("debian", RepositoryFormat.Apt, "/debian", new("https://origin.example/debian"), null, [], [])],
            _mirrors),
        1,
        today ?? new(2026, 11, 22),
        Observed,
        Found);

    public static ClientLocation At(GeoPoint point, uint asn = 0, string country = "KR") =>
        new(new(country, "Somewhere", point, 5), asn);

    public static ClientLocation CountryOnly(string? country, uint asn = 0) =>
        new(new(country, null, new(37.5112, 126.9741), 200), asn);

    /// <summary>One decision for a package; <paramref name="client"/> is the client's address.</summary>
    public RedirectDecision Decide(
        ClientLocation location,
        string path = "pool/a.deb",
        string client = "1.2.3.4",
        bool isHttps = false,
        PathKind kind = PathKind.Package,
        int attempt = 1,
        AvoidedMirrors avoided = default)
    {
        var snapshot = Snapshot();
        return MirrorSelector.Decide(
            snapshot, Request(snapshot, location, path, client, isHttps, kind, attempt, avoided));
    }

    public static SelectionRequest Request(
        RoutingSnapshot snapshot,
        ClientLocation location,
        string path = "pool/a.deb",
        string client = "1.2.3.4",
        bool isHttps = false,
        PathKind kind = PathKind.Package,
        int attempt = 1,
        AvoidedMirrors avoided = default)
    {
        Assert.True(IpNumber.TryParse(client, out var address));
        return new()
        {
            Route = snapshot.Repositories[0],
            Kind = kind,
            Path = path,
            Address = address,
            Location = location,
            IsHttps = isHttps,
            Attempt = attempt,
            Avoided = avoided,
        };
    }

    /// <summary>How often each mirror (or the origin) is chosen for so many different packages of one client.</summary>
    public Dictionary<string, int> Spread(ClientLocation location, int packages = 4000, string client = "1.2.3.4")
    {
        var snapshot = Snapshot();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < packages; i++)
        {
            var decision = MirrorSelector.Decide(
                snapshot, Request(snapshot, location, $"pool/main/p/package{i}_1.0-{i}_amd64.deb", client));
            var id = decision.Candidate?.Mirror.Id ?? "origin";
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        return counts;
    }
}
