using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Interchange.AlmaLinux;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Core.Tests.Interchange;

/// <summary>
/// AlmaLinux's <c>mirrors.d</c>: what its schema says, and what its files do all the same (each oddity was seen there).
/// </summary>
public sealed class AlmaLinuxImportTests
{
    private const string Addresses = "address:\n  https: https://mirror.example.kr/almalinux/\n";
    private const string Place = "geolocation: {country: KR, city: Gwangju, state_province: null}\n";

    private static MirrorDefinition One(string lines) =>
        Assert.Single(Importing.Catalog(
            Importing.AlmaLinux(lines),
            Importing.Repository("almalinux"),
            Importing.Repository("almalinux-kitten")).Mirrors);

    [Fact]
    public void Everything_that_a_catalog_can_hold_arrives()
    {
        var mirror = One(
            "address:\n  http: http://mirror.example.kr/pub/alma\n  https: https://mirror.example.kr/pub/alma/\n"
            + "  rsync: rsync://mirror.example.kr/alma/\n"
            + "address_optional:\n  kitten:\n    https: https://mirror.example.kr/pub/kitten\n" + Place
            + "asn: [4766, 3559]\nsubnets:\n  - 192.0.2.0/24\n  - '2001:db8::/32'\nprivate: true\nmonopoly: true\n");
        Assert.Equal(("mirror.example.kr", "mirror.example.kr"), (mirror.Id, mirror.Name));
        Assert.Equal(
            ["https://mirror.example.kr", "http://mirror.example.kr"], mirror.Urls.Select(u => u.OriginalString));
        Assert.Equal(
            [("almalinux", "/pub/alma"), ("almalinux-kitten", "/pub/kitten")],
            mirror.Repositories.Select(carried => (carried.Repository, carried.Path)));
        Assert.Equal(new("Gwangju", "KR", new GeoPoint(35.1595, 126.8526)), mirror.Location);
        Assert.Equal([4766u, 3559u], mirror.Asns);
        Assert.Equal(["192.0.2.0/24", "2001:db8::/32"], mirror.Netblocks.Select(block => block.ToString()));
        Assert.True(mirror is { Private: true, Monopoly: true, OwnNetworkFirst: true, Weight: 100 });
        Assert.Equal(TimeSpan.FromHours(3), mirror.UpdateFrequency);
        Assert.Equal(new("Example", new("https://example.org"), null), mirror.Sponsor);
        Assert.Equal("admin@example.org", mirror.Contact?.Email);
    }

    [Theory]
    [InlineData("address: {http: 'https://mirror.example.kr/'}", "https://mirror.example.kr", "the key says http")]
    [InlineData("address: {https: 'http://mirror.example.kr'}", "http://mirror.example.kr", "the key says https")]
    [InlineData("address: {ftp: 'http://mirror.example.kr'}", "http://mirror.example.kr", "the key says ftp")]
    [InlineData("address: {Https: 'https://mirror.example.kr'}", "https://mirror.example.kr", "taken for `https`")]
    [InlineData(
        "address: {https: 'https://mirror.example.kr', rsync: 'mirror.example.kr::alma'}",
        "https://mirror.example.kr", "is no rsync address")]
    public void The_urls_own_scheme_counts(string address, string url, string told)
    {
        var imported = Importing.AlmaLinux(address + "\n" + Place);
        Assert.Equal([url], Assert.Single(imported.Mirrors).Urls.Select(u => u.OriginalString));
        Assert.Contains(told, Assert.Single(imported.Problems).Text);
    }

    [Theory]
    [InlineData("40162", new[] { 40162u })]
    [InlineData("[40162, 4766]", new[] { 40162u, 4766u })]
    [InlineData("'AS40162'", new[] { 40162u })]
    [InlineData("['4766', 4766]", new[] { 4766u })]
    [InlineData("0", new uint[0])]
    [InlineData("none", new uint[0])]
    public void An_asn_is_a_number_or_a_list(string asn, uint[] expected) =>
        Assert.Equal(expected, One($"{Addresses}{Place}asn: {asn}").Asns);

    [Theory]
    [InlineData("{country: KR, City: Gwangju}", "KR", "`City` is no key of geolocation; it is taken for `city`")]
    [InlineData("{country: UK}", "GB", "the country `UK` is taken for GB")]
    [InlineData("{country: Germany}", "DE", "the country `Germany` is taken for DE")]
    [InlineData("{country: Australia}", "AU", "is taken for AU")]
    [InlineData("{country: 'NO'}", "NO", "no city is told")]
    [InlineData("{country: NO, city: Oslo}", "NO", "where `Oslo` in NO is, is not known")]
    [InlineData("{country: Atlantis}", "KR", "`Atlantis` is no country")]
    public void Countries_are_understood_or_told_of(string geolocation, string country, string told)
    {
        var imported = Importing.AlmaLinux($"{Addresses}geolocation: {geolocation}");
        Assert.Equal(country, Importing.Catalog(imported).Mirrors[0].Location.Country);
        Assert.Contains(imported.Problems, p => p.Text.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public void A_known_country_without_a_known_city_stands_in_its_middle() => Assert.Equal(
        CountryFacts.MiddleOf("DE"), One(Addresses + "geolocation: {country: DE, city: Berlin}").Location.Point);

    [Fact]
    public void A_mirror_without_a_place_is_drained()
    {
        var imported = Importing.AlmaLinux(Addresses);
        var mirror = Assert.Single(Importing.Catalog(imported).Mirrors);
        Assert.Equal((0, "KR"), (mirror.Weight, mirror.Location.Country));
        Assert.Contains("no place is told; KR is a guess", Assert.Single(imported.Problems).Text);
    }

    [Fact]
    public void A_private_mirror_needs_no_place() =>
        Assert.Equal(100, One(Addresses + "private: yes\nsubnets: [192.0.2.7]").Weight);

    [Fact]
    public void Private_without_subnets_and_asn_is_left_out()
    {
        var imported = Importing.AlmaLinux(Addresses + Place + "private: true");
        Assert.Empty(imported.Mirrors);
        Assert.Contains("mirror.example.kr: it is private", Assert.Single(imported.LeftOut));
        Assert.False(imported.HasErrors);
    }

    [Fact]
    public void A_monopoly_that_is_not_private_is_told_of()
    {
        var imported = Importing.AlmaLinux(Addresses + Place + "monopoly: True\nsubnets: [192.0.2.0/24]");
        Assert.True(Assert.Single(imported.Mirrors).Monopoly);
        Assert.Contains("not private", Assert.Single(imported.Problems).Text);
    }

    [Fact]
    public void A_monopoly_without_subnets_is_preferred_in_its_asn()
    {
        var mirror = One(Addresses + Place + "private: true\nmonopoly: true\nasn: 4766");
        Assert.True(mirror is { Monopoly: false, OwnNetworkFirst: true, Private: true });
    }

    [Fact]
    public void Subnets_may_be_the_address_of_a_list() => Assert.Equal(
        "https://example.org/subnets.json",
        One(Addresses + Place + "subnets: https://example.org/subnets.json").Subnets?.OriginalString);

    [Theory]
    [InlineData("address_options: {kitten: {http: 'http://x.example'}}", "taken for `address_optional`")]
    [InlineData("geolocation: {country: US}", "`geolocation` stands twice")]
    [InlineData("sponsor_ulr: https://x.example", "taken for `sponsor_url`")]
    [InlineData("zzz: 1", "`zzz` is no key of a mirror and is not used")]
    [InlineData("continent: Asia", "`continent` is no key of a mirror")]
    [InlineData("email: nobody", "stands twice")]
    [InlineData("private: perhaps", "neither true nor false")]
    [InlineData("subnets: [10.0.0.0/33]", "is no address block")]
    public void Doubtful_keys_and_values_are_told_of(string line, string told)
    {
        var imported = Importing.AlmaLinux(Addresses + Place + line);
        Assert.False(imported.HasErrors);
        Assert.Single(imported.Mirrors);
        Assert.Contains(imported.Problems, p => p.Text.Contains(told, StringComparison.Ordinal) && p.Line > 1);
    }

    [Fact]
    public void Carriage_returns_no_last_newline_and_no_markers_are_read_alike()
    {
        const string Text = "name: a.example\naddress: {https: 'https://a.example'}\nupdate_frequency: \"1d\"\n"
            + "sponsor: 카이스트 · Université\nsponsor_url: https://x.example\ngeolocation: {country: KR, city: Gwangju}";
        foreach (var text in (string[])[Text, Text.Replace("\n", "\r\n", StringComparison.Ordinal), $"\uFEFF{Text}\n"])
        {
            var imported = AlmaLinuxImport.Read([Importing.File("a.example.yaml", text)], Importing.Settings);
            Assert.Empty(imported.Problems);
            var mirror = Assert.Single(Importing.Catalog(imported).Mirrors);
            Assert.Equal("카이스트 · Université", mirror.Sponsor?.Name);
            Assert.Equal(TimeSpan.FromDays(1), mirror.UpdateFrequency);
        }
    }

    [Fact]
    public void A_file_that_is_called_otherwise_is_told_of() => Assert.Contains(
        AlmaLinuxImport.Read(
            [Importing.File("other.yml", "name: a.example\naddress: {http: 'http://a.example'}\n" + Place)],
            Importing.Settings).Problems,
        p => p.Text.Contains("the file's name is not the mirror's", StringComparison.Ordinal));

    [Fact]
    public void What_is_no_yaml_is_an_error_with_its_place()
    {
        var imported = AlmaLinuxImport.Read([Importing.File("a.yml", "name: [\n")], Importing.Settings);
        Assert.True(imported.HasErrors);
        Assert.Contains(imported.Problems, p => p is { File: "a.yml", Line: > 0 });
    }

    [Fact]
    public void The_whole_public_corpus_arrives_without_an_error()
    {
        if (SharedData.Find("almalinux-mirrors.d") is not { } folder) return;
        CatalogSource[] files = [.. Directory.EnumerateFiles(folder, "*.yml").Order(StringComparer.Ordinal)
            .Select(file => new CatalogSource(Path.GetFileName(file), System.IO.File.ReadAllBytes(file)))];
        var imported = AlmaLinuxImport.Read(files, Importing.Settings);
        var catalog = Importing.Catalog(
            imported, Importing.Repository("almalinux"), Importing.Repository("almalinux-kitten"));
        Assert.Equal(files.Length, imported.Mirrors.Count + imported.LeftOut.Count);
        Assert.Equal(imported.Mirrors.Count, catalog.Mirrors.Count);
        Assert.All(catalog.Mirrors, mirror => Assert.NotEmpty(mirror.Repositories));
        Assert.Equal(
            imported.Mirrors.Select(mirror => string.Join(' ', mirror.Urls)),
            catalog.Mirrors.Select(mirror => string.Join(' ', mirror.Urls)));
    }
}
