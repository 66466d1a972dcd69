namespace Krfoss.Redirector.Tests.MirrorLists;

/// <summary>
/// A catalog with every kind of mirror. The three of Korea are told apart by distance from Seoul, where clients of
/// tests are.
/// </summary>
public static class ListCatalog
{
    /// <summary>In the netblock of the private mirror.</summary>
    public const string Campus = "121.128.31.200";

    public const string Text = """
        version: 1
        site: {name: Test & Söhne, url: "https://redirector.example", default_country: KR}
        networks:
          kt: {name: KT, asns: [4766, 3559]}
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          debian: {format: apt, origin: "https://origin.example/debian"}
          rocky: {format: rpm, origin: "https://origin.example/rocky"}
          archlinux: {format: pacman, origin: "https://origin.example/archlinux"}
          archlinux-arm: {format: pacman, origin: "https://origin.example/archlinux-arm"}
          cachyos: {format: pacman, origin: "https://origin.example/cachyos"}
          plainhttp: {format: apt, origin: "http://origin.example/plainhttp"}
        mirrors:
          near:
            name: 가까운 미러 <b>
            sponsor: {name: Sponsor, url: https://sponsor.example, logo: null}
            contact: {email: secret@example.org, webhook: "https://hook.example/secret"}
            networks: [kt]
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            bandwidth: 1000
            urls: [https://near.example, http://near.example]
            repositories: {debian: , rocky: , archlinux: {path: /pub/arch}, archlinux-arm: , cachyos: }
          mid:
            name: Mid
            location: {city: Daegu, country: KR, latitude: 35.8714, longitude: 128.6014}
            urls: [http://mid.example]
            repositories: {debian: , rocky: }
          far:
            name: Far
            location: {city: Tokyo, country: JP, latitude: 35.6762, longitude: 139.6503}
            urls: [https://far.example]
            repositories: {debian: , rocky: }
          part:
            name: Part
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: [https://part.example]
            repositories: {debian: {include: ['pool/main/**']}}
          campus:
            name: Campus
            private: true
            netblocks: [121.128.31.200]
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: [https://campus.example]
            repositories: {debian: , rocky: , archlinux: }
          out:
            name: Drained
            weight: 0
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: [https://out.example]
            repositories: {debian: }
          later:
            name: Paused
            paused: {reason: disk, until: 2999-01-01}
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: [https://later.example]
            repositories: {debian: }
        """;

    /// <summary>One program for all tests of a class.</summary>
    public sealed class Running : IAsyncLifetime
    {
        internal RunningRedirector Redirector { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Redirector = await RunningRedirector.StartAsync(Text);

        public ValueTask DisposeAsync() => Redirector.DisposeAsync();
    }

    /// <summary>The lines of a list that are no comments.</summary>
    internal static string[] Lines(RawAnswer answer)
    {
        Assert.Equal(200, answer.Status);
        Assert.Null(answer.Location);
        Assert.DoesNotContain("\r", answer.Body);
        Assert.EndsWith("\n", answer.Body);
        return [.. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];
    }
}
