namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>One key of the catalog.</summary>
/// <param name="Example">Its value as an operator would write it; ends up in hints.</param>
public sealed record CatalogKey(string Name, string Example, bool Required = false);

/// <summary>The keys that one kind of map may hold.</summary>
/// <param name="Name">What messages and the schema call the map.</param>
public sealed record CatalogSection(string Name, IReadOnlyList<CatalogKey> Keys)
{
    public IReadOnlyList<string> Names { get; } = [.. Keys.Select(k => k.Name)];
}

/// <summary>
/// Every key of the catalog, as data: the reader knows these and no others, <c>mirrors.schema.json</c> and
/// <c>mirrors-yaml.md</c> are tested against them.
/// </summary>
public static class CatalogKeys
{
    public static readonly CatalogSection Catalog = new("catalog",
    [
        new("version", "1"),
        new("site", "{name: ROKFOSS, url: https://http.krfoss.org, default_country: KR}"),
        new("networks", "{kt: {name: KT, asns: [4766]}}"),
        new("places", "[{netblocks: [203.0.113.0/24], city: Daegu, country: KR, latitude: 35.87, longitude: 128.60}]"),
        new("selection", "{near_km: 25}"),
        new("repositories", "{debian: {format: apt, origin: https://mirror.example.org/debian}}"),
        new("mirrors", "{example: {urls: [https://mirror.example.org]}}"),
    ]);

    public static readonly CatalogSection Site = new("site",
        [new("name", "ROKFOSS"), new("url", "https://http.krfoss.org"), new("default_country", "KR")]);

    public static readonly CatalogSection Network = new("network",
        [new("name", "KT"), new("asns", "[4766, 3559]", true), new("peer", "true")]);

    public static readonly CatalogSection Place = new("place",
    [
        new("netblocks", "[203.0.113.0/24]", true),
        new("city", "Daegu"),
        new("country", "KR", true),
        new("latitude", "35.87"),
        new("longitude", "128.60"),
    ]);

    public static readonly CatalogSection Selection = new("selection",
        [new("near_km", "25"), new("network_bonus_km", "20"), new("spill", "0.05")]);

    public static readonly CatalogSection Repository = new("repository",
    [
        new("format", "apt", true),
        new("path", "/ubuntu"),
        new("origin", "https://mirror.example.org/ubuntu", true),
        new("max_lag", "6h"),
        new("aliases", "[{from: '^old/', to: /ubuntu/new/}]"),
        new("probe", "[24.7/latest/meta.conf]"),
        new("keyring", "keys/debian-archive-keyring.gpg"),
        new("products", "[{versions: {'9': }, arches: [x86_64], repos: {BaseOS: $version/BaseOS/$arch/os}}]"),
    ]);

    public static readonly CatalogSection Product = new("product",
    [
        new("name", "$repo-$version"),
        new("versions", "{'9': '9.6', '9.6': }", true),
        new("arches", "[x86_64, aarch64]", true),
        new("repos", "{BaseOS: $version/BaseOS/$arch/os}", true),
        new("isos", "$version/isos/$arch"),
        new("vault", "{url: https://vault.example.org, versions: ['8.4']}"),
    ]);

    public static readonly CatalogSection Vault = new("vault",
        [new("url", "https://vault.example.org", true), new("versions", "['8.3', '8.4']", true)]);

    public static readonly CatalogSection Alias = new("alias",
        [new("from", "'^dists/([^/]+-security)/'", true), new("to", "/debian-security/dists/$1/", true)]);

    public static readonly CatalogSection Mirror = new("mirror",
    [
        new("name", "Example Mirror"),
        new("sponsor", "{name: Example Inc, url: https://example.org}"),
        new("contact", "{email: admin@example.org}"),
        new("location", "{city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}", true),
        new("networks", "[lgu]"),
        new("asns", "[4766]"),
        new("bandwidth", "1000"),
        new("weight", "100"),
        new("urls", "[https://mirror.example.org]", true),
        new("repositories", "{debian: , ubuntu: {path: /pub/ubuntu}}"),
        new("ipv6", "true"),
        new("own_network_first", "true"),
        new("cdn", "true"),
        new("private", "true"),
        new("monopoly", "true"),
        new("monopoly_fallback", "origin"),
        new("netblocks", "[203.0.113.0/24]"),
        new("subnets", "https://example.org/subnets.json"),
        new("checkin_sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        new("countries_allowed", "[KR, JP]"),
        new("update_frequency", "3h"),
        new("daily_cap", "2TB"),
        new("paused", "{reason: disk replacement, until: 2026-12-01}"),
    ]);

    public static readonly CatalogSection Sponsor = new("sponsor",
        [new("name", "Example Inc", true), new("url", "https://example.org"),
            new("logo", "https://example.org/logo.svg")]);

    public static readonly CatalogSection Contact = new("contact",
        [new("email", "admin@example.org"), new("webhook", "https://example.org/hook")]);

    public static readonly CatalogSection Location = new("location",
    [
        new("city", "Gwangju"),
        new("country", "KR", true),
        new("latitude", "35.1595", true),
        new("longitude", "126.8526", true),
    ]);

    public static readonly CatalogSection MirrorRepository = new("mirror_repository",
        [new("path", "/pub/ubuntu"), new("include", "['pool/main/**']"), new("exclude", "['**/*_s390x.deb']")]);

    public static readonly CatalogSection Paused = new("paused",
        [new("reason", "disk replacement"), new("until", "2026-12-01")]);

    public static readonly IReadOnlyList<CatalogSection> Sections =
    [
        Catalog, Site, Network, Place, Selection, Repository, Product, Vault, Alias, Mirror,
        Sponsor, Contact, Location, MirrorRepository, Paused,
    ];
}
