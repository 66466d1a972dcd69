using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Interchange;

namespace Krfoss.Redirector.Core.Tests.Interchange;

/// <summary>archweb's status, Debian's master list, mirrorbits, and mirmon's list on the way out.</summary>
public sealed class OtherImportTests
{
    private const string Arch = """
        {"cutoff": 86400, "urls": [
          {"url": "http://one.example/arch/", "protocol": "http", "active": true, "country_code": "KR", "ipv6": false,
           "details": "https://archlinux.org/mirrors/one.example/1/"},
          {"url": "https://one.example/arch/", "protocol": "https", "active": true, "country_code": "KR", "ipv6": true,
           "details": "https://archlinux.org/mirrors/one.example/2/"},
          {"url": "rsync://one.example/arch/", "protocol": "rsync", "country_code": "KR",
           "details": "https://archlinux.org/mirrors/one.example/3/"},
          {"url": "https://two.example/", "protocol": "https", "active": false, "country_code": "DE",
           "details": "https://archlinux.org/mirrors/two.example/4/"},
          {"url": "https://three.example/", "protocol": "https", "active": true, "country_code": "",
           "details": "https://archlinux.org/mirrors/three.example/5/"},
          {"url": "rsync://four.example/", "protocol": "rsync", "country_code": "US", "details": ""}
        ], "version": 3}
        """;

    private const string Debian = """
        # comment
        Site: ftp.one.example
        Type: Push-Secondary
        Archive-architecture: amd64 i386
        Archive-http: /debian/
        Archive-https: /debian/
        CDImage-http: /debian-cd/
        IPv6: yes
        Country: KR Korea, Republic of
        Location: Gwangju
        Maintainer: Jane Doe <jane@one.example>
        Sponsor: One University https://www.one.example/

        Site: two.example
        Archive-rsync: debian/
        Country: US United States

        Site: three.example
        Archive-http: /pub/debian/
        Sponsor: A long
         name
        Archive-architecture: ALL
        Sleep: disk failure
        Country: DE Germany
        """;

    [Fact]
    public void Urls_of_archs_status_become_one_mirror_each()
    {
        var imported = ArchImport.Read(Importing.File("status.json", Arch), Importing.Settings);
        var mirrors = Importing.Catalog(imported, Importing.Repository("archlinux")).Mirrors;
        Assert.Equal(["one.example", "two.example", "three.example"], mirrors.Select(mirror => mirror.Id));
        Assert.Equal(["https://one.example", "http://one.example"], mirrors[0].Urls.Select(url => url.OriginalString));
        Assert.Equal(new("archlinux", "/arch", [], []), mirrors[0].Repositories[0] with { Include = [], Exclude = [] });
        Assert.Equal((true, 100, "KR"), (mirrors[0].IPv6, mirrors[0].Weight, mirrors[0].Location.Country));
        Assert.Equal(CountryFacts.MiddleOf("KR"), mirrors[0].Location.Point);

        // Not active, or nowhere: listed, without traffic.
        Assert.Equal((0, 0), (mirrors[1].Weight, mirrors[2].Weight));
    }

    [Theory]
    [InlineData("{}", "`urls` is missing")]
    [InlineData("{\"urls\": [", "this is no JSON")]
    [InlineData("[1]", "`urls` is missing")]
    public void What_is_no_status_is_an_error(string text, string told)
    {
        var imported = ArchImport.Read(Importing.File("status.json", text), Importing.Settings);
        Assert.Contains(told, Assert.Single(imported.Problems).Text);
        Assert.True(imported.HasErrors);
    }

    [Fact]
    public void Paragraphs_of_debians_list_become_mirrors()
    {
        var imported = DebianImport.Read(Importing.File("Mirrors.masterlist", Debian), Importing.Settings);
        var mirrors = Importing.Catalog(
            imported, Importing.Repository("debian"), Importing.Repository("debian-cd")).Mirrors;
        Assert.Equal(["ftp.one.example", "three.example"], mirrors.Select(mirror => mirror.Id));
        var one = mirrors[0];
        Assert.Equal(new("Gwangju", "KR", new GeoPoint(35.1595, 126.8526)), one.Location);
        Assert.Equal(["debian", "debian-cd"], one.Repositories.Select(carried => carried.Repository));
        Assert.Contains("**/*_arm64.deb", one.Repositories[0].Exclude);
        Assert.DoesNotContain("**/*_amd64.deb", one.Repositories[0].Exclude);
        Assert.Equal(new("One University", new("https://www.one.example"), null), one.Sponsor);
        Assert.Equal((true, "jane@one.example"), (one.IPv6, one.Contact?.Email));
        Assert.Equal("A long name", mirrors[1].Sponsor?.Name);
        Assert.Equal((0, 0), (mirrors[1].Weight, mirrors[1].Repositories[0].Exclude.Count));
        Assert.Contains("two.example: it has no tree over http", Assert.Single(imported.LeftOut));
    }

    [Fact]
    public void What_is_no_list_of_debian_is_an_error() =>
        Assert.True(DebianImport.Read(Importing.File("x", "nothing\n"), Importing.Settings).HasErrors);

    [Fact]
    public void Mirrorbits_export_becomes_mirrors_of_the_repository_that_is_named()
    {
        const string Text = "KR\thttp://one.example/pub/\tadmin@one.example\nKR\trsync://one.example/pub/\n"
            + "US\trsync://two.example/pub/\n# comment\n";
        var imported = MirrorbitsImport.Read(Importing.File("x", Text), Importing.Settings, "videos");
        var mirror = Assert.Single(Importing.Catalog(imported, Importing.Repository("videos")).Mirrors);
        Assert.Equal(("one.example", "admin@one.example"), (mirror.Id, mirror.Contact?.Email));
        Assert.Equal("/pub", mirror.Repositories[0].Path);
        Assert.Single(imported.LeftOut);
    }

    [Fact]
    public void Mirrorbits_json_brings_places_and_networks()
    {
        const string Text = """
            {"MirrorList": [
              {"ID": 1, "Name": "One", "HttpURL": "http://one.example/pub/", "SponsorName": "S", "SponsorURL": "x",
               "Latitude": 35.5, "Longitude": 127.25, "CountryCodes": "KR US", "Asnum": 4766, "Enabled": true},
              {"ID": 2, "Name": "Two", "HttpURL": "two.example/", "Latitude": 0, "Longitude": 0, "CountryCodes": "",
               "Asnum": 0, "Enabled": false},
              {"ID": 3, "Name": "Three", "HttpURL": "http://three.example/a?b"}
            ]}
            """;
        var imported = MirrorbitsImport.Read(Importing.File("x", Text), Importing.Settings, "videos");
        var mirrors = Importing.Catalog(imported, Importing.Repository("videos")).Mirrors;
        Assert.Equal(["one", "two"], mirrors.Select(mirror => mirror.Id));
        Assert.Equal(new("", "KR", new GeoPoint(35.5, 127.25)), mirrors[0].Location);
        Assert.Equal([4766u], mirrors[0].Asns);
        Assert.Equal("http://two.example", mirrors[1].Urls[0].OriginalString);
        Assert.Empty(mirrors[1].Asns);
        Assert.Equal((100, 0), (mirrors[0].Weight, mirrors[1].Weight));
        Assert.Single(imported.LeftOut);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"MirrorList\": 1}")]
    [InlineData("{")]
    public void What_mirrorbits_never_wrote_is_an_error(string text) =>
        Assert.True(MirrorbitsImport.Read(Importing.File("x", text), Importing.Settings, "a").HasErrors);

    [Fact]
    public void Mirmon_gets_the_public_mirrors_of_one_repository()
    {
        MirrorDefinition mirror = new(
            "a", "a", new("", "KR", new(36, 127)), [new("https://a.example"), new("http://a.example/x")],
            [new("debian", "/debian", [], []), new("kali", "", [], [])])
        {
            Contact = new("admin@a.example", null),
        };
        var catalog = CatalogDefinition.Empty with
        {
            Mirrors = [mirror, mirror with { Id = "b", Private = true }],
        };
        Assert.Equal(
            "kr https://a.example/debian/ admin@a.example\nkr http://a.example/x/debian/ admin@a.example\n",
            MirmonExport.Write(catalog, "debian"));
        Assert.Equal("", MirmonExport.Write(catalog, "rocky"));
    }

    [Fact]
    public void Names_become_ids_that_stand_once()
    {
        var ids = new MirrorIds();
        Assert.Equal(
            ["a.b", "a.b-2", "x--y", "mirror", new string('z', 63), new string('z', 61) + "-2"],
            ((string[])["A.b", "a.B", "..x /y", "", new('z', 90), new('Z', 90)]).Select(ids.Of));
    }

    [Fact]
    public void Every_country_of_the_standard_has_a_continent_and_a_middle() => Assert.All(
        Core.Catalog.Fields.Countries.All,
        country =>
        {
            Assert.Contains(CountryFacts.ContinentOf(country), (string[])["AF", "AN", "AS", "EU", "NA", "OC", "SA"]);
            Assert.True(CountryFacts.MiddleOf(country)!.Value.IsValid);
        });
}
