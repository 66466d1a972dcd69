using System.Runtime.CompilerServices;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Krfoss.Redirector.Tests.Workers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>
/// An origin and equal mirrors of <see cref="SmallRepository"/> on a clock that a test moves. The origin has shown two
/// generations, and the mirrors have the newest.
/// </summary>
internal sealed class ManualNetwork : IAsyncDisposable
{
    private readonly string[] _settings;
    private int _clients;

    private ManualNetwork(
        ManualCrawl crawl, PublishingOrigin origin, Member[] members, string[] settings) =>
        (Crawl, Origin, Members, _settings) = (crawl, origin, members, settings);

    public ManualCrawl Crawl { get; private set; }

    public PublishingOrigin Origin { get; }

    public IReadOnlyList<Member> Members { get; }

    public LogLines<FreezeGuard> Alarms { get; private init; } = new();

    /// <summary>Of every address.</summary>
    public StrongBox<uint> Asn { get; private init; } = new();

    /// <summary>All of them were found good.</summary>
    public static async Task<ManualNetwork> StartAsync(int mirrors, params string[] settings)
    {
        var origin = new PublishingOrigin();
        origin.Show(SmallRepository.Newest - 1);
        var members = Enumerable.Range(1, mirrors).Select(i => Member.Start(LiarKind.Honest, $"m{i}")).ToArray();
        var alarms = new LogLines<FreezeGuard>();
        var asn = new StrongBox<uint>(4766);
        var crawl = await ManualCrawl.StartAsync(
            Catalog(origin, members),
            adjust: builder => builder.Services
                .AddSingleton<ILogger<FreezeGuard>>(alarms)
                .AddSingleton<AsnOf>(_ => Volatile.Read(ref asn.Value)),
            settings: settings);
        var network = new ManualNetwork(crawl, origin, members, settings) { Alarms = alarms, Asn = asn };
        await crawl.FollowAsync("/debian/" + SmallRepository.RootPath);
        origin.Show(SmallRepository.Newest);
        await crawl.FollowAsync("/debian/" + SmallRepository.RootPath);
        await crawl.RunAsync(TimeSpan.FromMinutes(2));
        Assert.All(members, member => Assert.Equal(HealthState.Up, network.HealthOf(member).State));
        return network;
    }

    /// <summary>The program ends, and another one starts where it stood; nobody has looked at anything yet.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        await Crawl.DisposeAsync();
        Crawl = await ManualCrawl.StartAsync(
            Catalog(Origin, [.. Members]), Crawl.Clock, settings: [.. _settings, .. settings]);
    }

    public MirrorHealth HealthOf(Member member) =>
        Crawl.Get<MirrorMemory>().Find(new(member.Id, "debian", new(IsHttps: false, IsIPv6: false))).Health;

    /// <summary>By place, how many of so many clients were sent there; "" = the origin.</summary>
    public async Task<Dictionary<string, int>> SendAsync(int clients)
    {
        Crawl.Publish();
        var sent = Members.Select(member => member.Place).Append("").ToDictionary(place => place, _ => 0);
        for (var i = 0; i < clients; i++)
        {
            var number = ++_clients;
            var answer = await Crawl.Redirector.AskAsync(
                "/debian/" + SmallRepository.Beta,
                client: $"121.{128 + (number / 256 % 4)}.{number % 256}.{(number / 1024) + 1}");
            var place = new Uri(answer.Location!).GetLeftPart(UriPartial.Authority);
            sent[sent.ContainsKey(place) ? place : ""]++;
        }

        return sent;
    }

    public async Task<string> MetricAsync(string name)
    {
        var text = await Crawl.Redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return Assert.Single(text.Split('\n'), line => line.StartsWith(name + " ", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Crawl.DisposeAsync();
        foreach (var member in Members) await member.Mirror.DisposeAsync();
        await Origin.DisposeAsync();
    }

    private static string Catalog(PublishingOrigin origin, Member[] members) => $$"""
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        places:
          - {netblocks: [121.128.0.0/14], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          debian: {format: apt, origin: "{{origin.Url("debian")}}"}
        mirrors:
        {{string.Concat(members.Select(member => $"  {member.Id}:\n    name: {member.Id}\n"
            + "    location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}\n"
            + $"    urls: [\"{member.Place}\"]\n"
            + $"    repositories: {{{member.Repositories}}}\n"))}}
        """;
}
