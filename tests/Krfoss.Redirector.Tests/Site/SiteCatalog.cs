using System.Text.Json;

namespace Krfoss.Redirector.Tests.Site;

/// <summary>A network with one of everything that pages show.</summary>
public static class SiteCatalog
{
    public static readonly string[] Pages =
    [
        "/", "/mirrors", "/mirrors/near", "/mirrors/paused", "/mirrors/abroad", "/repositories",
        "/repositories/ubuntu", "/repositories/opnsense", "/explain", "/explain?repository=ubuntu", "/setup",
        "/setup/ubuntu", "/setup/rocky?version=9", "/about", "/crawler", "/statistics",
        "/statistics?by=region&days=7", "/statistics?by=mirror&mirror=near&days=365",
    ];

    /// <param name="text">Stands wherever the catalog takes free text.</param>
    /// <param name="sponsor">Address of the sponsors.</param>
    public static string With(string text = "Plain", string sponsor = "https://sponsor.example/")
    {
        var (shown, url) = (JsonSerializer.Serialize(text), JsonSerializer.Serialize(sponsor));
        return $$"""
            version: 1
            site: {name: {{shown}}, url: "https://redirector.example", default_country: KR}
            networks:
              kt: {name: {{shown}}, asns: [4766, 3559]}
            places:
              - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
            repositories:
              ubuntu: {format: apt, origin: "https://origin.example/ubuntu", max_lag: 6h}
              debian: {format: apt, origin: "https://origin.example/debian"}
              debian-security: {format: apt, origin: "https://origin.example/debian-security"}
              kali: {format: apt, origin: "https://origin.example/kali"}
              proxmox: {format: apt, origin: "https://origin.example/proxmox"}
              rocky: {format: rpm, origin: "https://origin.example/rocky"}
              almalinux: {format: rpm, origin: "https://origin.example/almalinux"}
              centos-stream: {format: rpm, origin: "https://origin.example/centos-stream"}
              fedora: {format: rpm, origin: "https://origin.example/fedora"}
              archlinux: {format: pacman, origin: "https://origin.example/archlinux"}
              cachyos: {format: pacman, origin: "https://origin.example/cachyos"}
              alpine: {format: apk, origin: "https://origin.example/alpine"}
              opnsense: {format: plain, origin: "https://origin.example/opnsense"}
            mirrors:
              near:
                name: {{shown}}
                sponsor: {name: {{shown}}, url: {{url}}}
                location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
                networks: [kt]
                bandwidth: 1000
                urls: [https://near.example, http://near.example]
                repositories: {ubuntu: , rocky: , archlinux: {path: /pub/arch} }
              gumi:
                name: Gumi
                location: {city: {{shown}}, country: KR, latitude: 36.1195, longitude: 128.3446}
                urls: [https://gumi.example]
                repositories: {ubuntu: {exclude: ['**/*_s390x.deb']}, archlinux: }
              abroad:
                name: Abroad
                location: {city: Tokyo, country: JP, latitude: 35.6895, longitude: 139.6917}
                urls: [https://abroad.example]
                repositories: {ubuntu: }
              drained:
                name: Drained
                weight: 0
                location: {city: Busan, country: KR, latitude: 35.1796, longitude: 129.0756}
                urls: [https://drained.example]
                repositories: {ubuntu: }
              paused:
                name: Paused
                paused: {reason: {{shown}}, until: 2099-12-01}
                location: {city: Jeju, country: KR, latitude: 33.4996, longitude: 126.5312}
                urls: [https://paused.example]
                repositories: {ubuntu: }
              secret:
                name: Hidden from everybody
                private: true
                netblocks: [192.0.2.7]
                location: {city: Seoul, country: KR, latitude: 37.5, longitude: 127.0}
                urls: [https://hidden.example]
                repositories: {ubuntu: }
            """;
    }

    /// <summary>One program for all tests that only read.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal RunningRedirector Redirector { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Redirector = await RunningRedirector.StartAsync(With());

        public ValueTask DisposeAsync() => Redirector.DisposeAsync();
    }
}
