using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Geo.Mmdb;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.TestSupport;
using Krfoss.Redirector.TestSupport.Mmdb;

namespace Krfoss.Redirector.Core.Tests.Scenarios;

/// <summary>The bundled catalog, asked by clients at real addresses.</summary>
internal sealed class RealNetwork(GeoTable geo)
{
    private static readonly RoutingSnapshot Snapshot = ReadBundledCatalog();
    private static readonly Lazy<RealNetwork> Bundled = new(() => new(GeoTable.Build(
        MmdbReader.Open(File.ReadAllBytes(InRepository("config/geo/city.mmdb"))),
        MmdbReader.Open(File.ReadAllBytes(InRepository("config/geo/asn.mmdb"))))));

    private static readonly Lazy<RealNetwork> Fixture = new(() => new(BuildFixture()));

    /// <summary>With the geo data that the program ships.</summary>
    public static RealNetwork OnBundledData => Bundled.Value;

    /// <summary>
    /// With what a current GeoLite2 says of the scenario addresses (tests/data/scenarios/places.tsv).
    /// </summary>
    public static RealNetwork OnGeoLite2Places => Fixture.Value;

    public ClientLocation Locate(string client) => Snapshot.Locate(geo, Address(client));

    public Explanation Explain(string client, string path, bool isHttps = true) =>
        Explainer.Explain(Snapshot, Request(client, path, isHttps));

    /// <summary>How often each mirror (or the origin) is named for so many packages of one repository.</summary>
    public Dictionary<string, int> Upgrade(string client, string repository, int packages = 1235, bool isHttps = true)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < packages; i++)
        {
            var path = Snapshot.FindRepository(repository)!.Format == RepositoryFormat.Rpm
                ? $"9/BaseOS/x86_64/os/Packages/p/package{i}-1.0-1.x86_64.rpm"
                : $"pool/main/p/package{i}/package{i}_1.0_amd64.deb";
            var decision = MirrorSelector.Decide(Snapshot, Request(client, $"/{repository}/{path}", isHttps));
            var id = decision.Candidate?.Mirror.Id ?? "origin";
            counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        return counts;
    }

    private SelectionRequest Request(string client, string path, bool isHttps)
    {
        Assert.True(Snapshot.Routes.TryFind(path, out var route, out var prefixLength), path);
        var inside = path[(prefixLength + 1)..];
        return new()
        {
            Route = route,
            Kind = PathClassifier.Classify(route.Format, inside),
            Path = inside,
            Address = Address(client),
            Location = Locate(client),
            IsHttps = isHttps,
        };
    }

    private static IpNumber Address(string text)
    {
        Assert.True(IpNumber.TryParse(text, out var address), text);
        return address;
    }

    private static string InRepository(string path) => Path.Combine(SharedData.RepositoryRoot, path);

    private static RoutingSnapshot ReadBundledCatalog()
    {
        var reading = CatalogReader.Read(
            [new("config/mirrors.yaml", File.ReadAllBytes(InRepository("config/mirrors.yaml")))]);
        Assert.Empty(reading.Problems);
        return SnapshotBuilder.Build(reading.Catalog!, 1, new(2026, 11, 22));
    }

    private static GeoTable BuildFixture()
    {
        var city = new MmdbWriter(databaseType: "GeoLite2-City");
        var asn = new MmdbWriter(databaseType: "GeoLite2-ASN");
        foreach (
            var line in File.ReadLines(InRepository("tests/data/scenarios/places.tsv"))
                .Where(line => line is not ['#', ..]))
        {
            var columns = line.Split('\t');
            city.Insert(columns[0], columns[1] == "-"
                ? NoCity
                : GeoRecords.City(
                    country: "KR", columns[1], double.Parse(
                        columns[2]), double.Parse(columns[3]), int.Parse(columns[4])));
            asn.Insert(columns[0], GeoRecords.Asn(uint.Parse(columns[5])));
        }

        return GeoTable.Build(MmdbReader.Open(city.ToArray()), MmdbReader.Open(asn.ToArray()));
    }

    // The country's default point: six kilometres from Seoul's centre, and no place.
    private static readonly object NoCity = GeoRecords.Map(
        ("country", GeoRecords.Map(("iso_code", "KR"))),
        ("location", GeoRecords.Map(("latitude", 37.5112), ("longitude", 126.9741), ("accuracy_radius", (ushort)200))));
}
