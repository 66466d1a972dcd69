namespace Krfoss.Redirector.Tests.Requests;

/// <summary>
/// A catalog in which the mirror that is named tells which address was looked up: every address of these tests stands
/// in a city of its own, and every city has one mirror.
/// </summary>
internal static class PlacedCatalog
{
    public const string Client = "203.0.113.7";
    public const string SixClient = "2001:db8:7::7";
    public const string Forged = "198.51.100.9";
    public const string Proxy = "10.0.0.5";

    public const string Text = """
        version: 1
        site: {name: Test, url: "http://127.0.0.1:8080", default_country: KR}
        selection: {near_km: 5, spill: 0}
        places:
          - {netblocks: [127.0.0.1/32], city: Seoul, country: KR, latitude: 37.5665, longitude: 126.978}
          - {netblocks: [127.0.0.2/32], city: Gangneung, country: KR, latitude: 37.7519, longitude: 128.8761}
          - {netblocks: [203.0.113.7/32], city: Busan, country: KR, latitude: 35.1796, longitude: 129.0756}
          - {netblocks: ["2001:db8:7::/48"], city: Jeju, country: KR, latitude: 33.4996, longitude: 126.5312}
          - {netblocks: [198.51.100.9/32], city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
          - {netblocks: [10.0.0.5/32], city: Daejeon, country: KR, latitude: 36.3504, longitude: 127.3845}
        repositories:
          debian: {format: apt, origin: "https://origin.example/debian"}
        mirrors:
          peer1:
            name: Peer
            ipv6: true
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.978}
            urls: [https://peer1.example, http://peer1.example]
            repositories: {debian: }
          peer2:
            name: Other peer
            ipv6: true
            location: {city: Gangneung, country: KR, latitude: 37.7519, longitude: 128.8761}
            urls: [https://peer2.example, http://peer2.example]
            repositories: {debian: }
          client:
            name: Client
            ipv6: true
            location: {city: Busan, country: KR, latitude: 35.1796, longitude: 129.0756}
            urls: [https://client.example, http://client.example]
            repositories: {debian: }
          six:
            name: Client over IPv6
            ipv6: true
            location: {city: Jeju, country: KR, latitude: 33.4996, longitude: 126.5312}
            urls: [https://six.example, http://six.example]
            repositories: {debian: }
          forged:
            name: Forged
            ipv6: true
            location: {city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
            urls: [https://forged.example, http://forged.example]
            repositories: {debian: }
          proxy:
            name: Proxy
            ipv6: true
            location: {city: Daejeon, country: KR, latitude: 36.3504, longitude: 127.3845}
            urls: [https://proxy.example, http://proxy.example]
            repositories: {debian: }
        """;
}
