namespace Krfoss.Redirector.Tests;

/// <summary>
/// Catalogs for tests of the running program. Clients in 121.128.0.0/19 are in Seoul, whatever geo data says.
/// </summary>
internal static class TestCatalogs
{
    public const string Small = """
        version: 1
        site: {name: Test, url: "http://127.0.0.1:8080", default_country: KR}
        networks:
          kt: {name: KT, asns: [4766, 3559]}
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          debian:
            format: apt
            origin: https://origin.example/debian
            aliases: [{from: '^dists/([^/]+-security)/', to: '/debian-security/dists/$1/'}]
          debian-security: {format: apt, origin: "https://origin.example/debian-security"}
          rocky: {format: rpm, origin: "https://origin.example/rocky"}
          archlinux: {format: pacman, origin: "https://origin.example/archlinux"}
          plainhttp: {format: apt, origin: "http://origin.example/plainhttp"}
        mirrors:
          m1:
            name: One
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: [https://m1.example, http://m1.example]
            repositories: {debian: , rocky: , archlinux: {path: /pub/arch}}
          m2:
            name: Two
            location: {city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
            urls: [https://m2.example, http://m2.example]
            repositories: {debian: , rocky: , archlinux: }
          m3:
            name: Three
            location: {city: Daegu, country: KR, latitude: 35.8714, longitude: 128.6014}
            urls: [http://m3.example]
            repositories: {debian: , rocky: }
        """;
}
