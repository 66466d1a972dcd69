using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Tests.Catalog;

public sealed class CatalogReaderTests
{
    private static readonly CatalogDefinition Example =
        TestFiles.ReadFile(Path.Combine(TestFiles.Root, "docs", "examples", "mirrors.yaml")).Catalog!;

    [Fact]
    public void Every_value_of_a_mirror_arrives()
    {
        var mirror = Example.Mirrors[0];
        Assert.Equal(("gwangju1", "Gwangju One"), (mirror.Id, mirror.Name));
        Assert.Equal(new("Gwangju", "KR", new GeoPoint(35.1595, 126.8526)), mirror.Location);
        Assert.Equal(["https://mirror.gwangju.example.org", "http://mirror.gwangju.example.org"], Texts(mirror.Urls));
        Assert.Equal(new("Example Hosting", new("https://hosting.example.org"), null), mirror.Sponsor);
        Assert.Equal("admin@example.org", mirror.Contact!.Email);
        Assert.Equal("?token=abc", mirror.Contact.Webhook!.Query);
        Assert.Equal(["lgu"], mirror.Networks);
        Assert.Equal((1000, 100, true), (mirror.BandwidthMbps, mirror.Weight, mirror.IPv6));
        Assert.Equal(TimeSpan.FromHours(3), mirror.UpdateFrequency);
        Assert.Equal(2_000_000_000_000, mirror.DailyCapBytes);
        Assert.Equal(new("disk replacement", new DateOnly(2026, 12, 1)), mirror.Paused);
        Assert.Equal(["debian /debian", "rocky /rocky", "archlinux /pub/arch", "ubuntu /pub/ubuntu"], Carried(mirror));
        Assert.Equal(["dists/**", "pool/main/**"], mirror.Repositories[3].Include);
        Assert.Equal(["**/*_s390x.deb"], mirror.Repositories[3].Exclude);
    }

    [Theory]
    [InlineData("apt, keyring: keys/a b.gpg", "keys/a b.gpg", "")]
    [InlineData("apt", null, "")]
    [InlineData("rpm, keyring: keys/a.gpg", null, "only the indexes of apt are verified")]
    [InlineData("apt, keyring: keys/", null, "`keyring` must be the name of a file, found `keys/`")]
    [InlineData("apt, keyring: ''", null, "`keyring` must be the name of a file, found `` in quotes")]
    public void A_keyring_is_the_name_of_a_file(string declared, string? keyring, string problem)
    {
        var reading = TestFiles.ReadText(
            $"version: 1\nrepositories: {{a: {{origin: https://a.example, format: {declared}}}}}\n");
        Assert.Equal(problem.Length > 0 ? [problem] : [], reading.Problems.Select(p => p.Text));
        Assert.Equal(keyring, reading.Catalog?.Repositories[0].Keyring);
    }

    [Fact]
    public void Switches_and_netblocks_arrive()
    {
        var (seoul, cdn, campus) = (Example.Mirrors[1], Example.Mirrors[2], Example.Mirrors[3]);
        Assert.True(seoul.OwnNetworkFirst && cdn.Cdn && campus.Private && campus.Monopoly);
        Assert.False(seoul.Cdn || seoul.Private || seoul.Monopoly || cdn.OwnNetworkFirst);
        Assert.Null(seoul.IPv6);
        Assert.Equal([9848u], seoul.Asns);
        Assert.Equal(["KR", "JP"], seoul.CountriesAllowed);
        Assert.Equal("archlinux ", Carried(cdn)[1]);
        Assert.Equal(
            ["203.0.113.0/24", "198.51.100.7/32", "192.0.2.0/24", "2001:db8::/32"],
            campus.Netblocks.Select(b => b.ToString()));
        Assert.Equal(["nat.example.org"], campus.NetblockNames);
    }

    [Fact]
    public void Everything_around_the_mirrors_arrives()
    {
        Assert.Equal(new("Example Mirror Network", new("https://http.example.org"), "KR"), Example.Site);
        Assert.Equal(new(25, 20, 0.05), Example.Selection);
        Assert.Equal([4766u, 3559u], Example.Networks[0].Asns);
        Assert.Equal(new("KR", "Daegu", new GeoPoint(35.87, 128.60), 0), Example.Places[0].Place);
        Assert.False(Example.Places[1].Place.IsPlace);
        var (ubuntu, debian, opnsense) = (Example.Repositories[0], Example.Repositories[1], Example.Repositories[6]);
        Assert.Equal((RepositoryFormat.Apt, "/ubuntu", TimeSpan.FromHours(6)),
            (ubuntu.Format, ubuntu.Path, ubuntu.MaxLag));
        Assert.Equal(("/debian", null), (debian.Path, debian.MaxLag));
        Assert.Equal([new("^dists/([^/]+-security)/", "/debian-security/dists/$1/")], debian.Aliases);
        Assert.Equal(["FreeBSD:14:amd64/24.7/latest/meta.conf"], opnsense.Probe);
    }

    [Fact]
    public void Absent_values_have_their_defaults()
    {
        var catalog = TestFiles.ReadFile(Path.Combine(TestFiles.Cases("good"), "minimal.yaml")).Catalog!;
        Assert.Equal(new SiteDefinition(), catalog.Site);
        Assert.Equal(new SelectionDefinition(), catalog.Selection);
        var mirror = catalog.Mirrors[0];
        Assert.Equal(("one", "", "NO", 100),
            (mirror.Name, mirror.Location.City, mirror.Location.Country, mirror.Weight));
        Assert.Equal(["debian /debian"], Carried(mirror));
        Assert.True(mirror is
        {
            Paused: null, DailyCapBytes: null, UpdateFrequency: null, Sponsor: null,
            Contact: null
        });
    }

    [Fact]
    public void Plain_words_stay_words_and_base_urls_are_normal()
    {
        var catalog = TestFiles.ReadFile(Path.Combine(TestFiles.Cases("good"), "written-otherwise.yaml")).Catalog!;
        Assert.Equal(("NO", "NO", "https://http.example.org"),
            (catalog.Site.Name, catalog.Site.DefaultCountry, catalog.Site.Url!.OriginalString));
        Assert.Equal(["/proxmox/debian/pve", "/0123"], catalog.Repositories.Select(r => r.Path));
        Assert.Equal("https://origin.example.org:8443/proxmox", catalog.Repositories[0].Origin.OriginalString);
        var mirror = catalog.Mirrors[0];
        Assert.Equal("2024", mirror.Sponsor!.Name);
        Assert.Equal(["https://[2a00:1450::1]:8443/pub", "http://mirror.example.org:8080"], Texts(mirror.Urls));
        Assert.Equal((1_500_000_000_000, TimeSpan.FromDays(2), 0),
            (mirror.DailyCapBytes, mirror.UpdateFrequency, mirror.Weight));
        Assert.Equal(["nat.example.org"], mirror.NetblockNames);
    }

    [Fact]
    public void Files_of_mirrors_d_are_united_with_the_main_catalog()
    {
        var reading = Read(
            ("mirrors.yaml", "version: 1\nrepositories: {a: {format: apt, origin: https://o.example.org/a}}\n"),
            ("mirrors.d/1.yaml", "mirrors: {one: {location: {country: JP, latitude: 35, longitude: 135}, "
                + "urls: [https://one.example.org], networks: [kt], repositories: {a: , b: }}}"),
            ("mirrors.d/2.yaml",
                "networks: {kt: {asns: [4766]}}\nrepositories: {b: {format: rpm, origin: https://o.example.org/b}}"),
            ("mirrors.d/3.yaml", "# nothing yet\n"));
        Assert.Empty(reading.Problems);
        Assert.Equal(["a /a", "b /b"], Carried(reading.Catalog!.Mirrors[0]));
    }

    [Fact]
    public void What_stands_in_two_files_is_reported_with_both_places()
    {
        var reading = Read(
            ("mirrors.yaml", "version: 1\nnetworks: {kt: {asns: [1]}}\n"),
            ("mirrors.d/1.yaml", "version: 1\nnetworks:\n  kt: {asns: [2]}\nsite: {name: x}\nselection: {spill: 0}\n"));
        Assert.Null(reading.Catalog);
        Assert.Equal(
            [
                "mirrors.d/1.yaml:3:3 error: `kt` stands twice in `networks`: also at mirrors.yaml:2:12 "
                    + "(remove one of them or rename it)",
                "mirrors.d/1.yaml:4:1 error: `site` belongs in the main catalog, not in mirrors.d/ (move it there)",
                "mirrors.d/1.yaml:5:1 error: `selection` belongs in the main catalog, not in mirrors.d/ "
                    + "(move it there)",
            ],
            reading.Problems.Select(p => p.ToString()));
    }

    [Fact]
    public void Nothing_to_read_is_a_problem() => Assert.Single(CatalogReader.Read([]).Problems);

    [Fact]
    public void Thirty_mistakes_are_thirty_problems()
    {
        var reading = TestFiles.ReadFile(Path.Combine(TestFiles.Cases("bad"), "thirty.yaml"));
        Assert.Equal(30, reading.Problems.Count(p => p.Severity == ProblemSeverity.Error));
        Assert.Equal(30, reading.Problems.Count);
    }

    [Fact]
    public void The_bundled_catalog_reads_without_problems() =>
        Assert.Empty(TestFiles.ReadFile(Path.Combine(TestFiles.Root, "config", "mirrors.yaml")).Problems);

    [Fact]
    public void The_test_farm_s_catalog_reads_without_errors()
    {
        var farm = Path.Combine(TestFiles.Root, "..", "shared", "clients", "mirrors.yaml");
        var text = File.Exists(farm) ? File.ReadAllText(farm) : Farm;
        var catalog = TestFiles.ReadText(text).Catalog;
        Assert.NotNull(catalog);
        Assert.All(catalog.Mirrors, m => Assert.NotEmpty(m.Repositories));
    }

    private const string Farm = """
        version: 1
        site: {name: Farm, url: http://127.0.0.1:8080, default_country: KR}
        networks: {kt: {name: KT, asns: [4766, 3559]}}
        places: [{netblocks: [127.0.0.0/8], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}]
        repositories: {debian: {format: apt, origin: http://127.0.0.10:8081/debian}}
        mirrors:
          m1:
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            networks: [kt]
            urls: [http://127.0.0.11:8081]
            repositories: {debian: }
        """;

    private static CatalogReading Read(params (string File, string Text)[] files) =>
        CatalogReader.Read([.. files.Select(f => new CatalogSource(f.File, Encoding.UTF8.GetBytes(f.Text)))]);

    private static List<string> Carried(MirrorDefinition mirror) =>
        [.. mirror.Repositories.Select(r => $"{r.Repository} {r.Path}")];

    private static IEnumerable<string> Texts(IEnumerable<Uri> urls) => urls.Select(u => u.OriginalString);
}
