using System.Diagnostics;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Tests.Crawling.Liars;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Crawling.Network;

/// <summary>A mirror as the catalog of a test declares it.</summary>
/// <param name="Repositories">As in the catalog: <c>debian: {path: /}</c>.</param>
internal sealed record Member(string Id, LyingMirror Mirror, string Repositories = Member.Debian)
{
    public const string Debian = "debian: {path: /}";

    public string Place => Mirror.Url.GetLeftPart(UriPartial.Authority);

    public static Member Start(LiarKind kind, string id, string repositories = Debian, int tripwirePort = 80) =>
        new(id, LyingMirror.Start(kind, tripwirePort), repositories);
}

/// <summary>
/// The whole program, an origin and mirrors, all real and all on loopback, with everything in a hurry. The repository
/// <c>strict</c> is that of <c>debian</c>, and takes no mirror that is more than a second behind.
/// </summary>
internal sealed class CrawledNetwork : IAsyncDisposable
{
    public static readonly string[] Packages = [SmallRepository.Alpha, SmallRepository.Beta];

    public static readonly string[] Hurry =
    [
        "--Redirector:Crawl:Enabled=true",
        "--Redirector:Crawl:AllowedNetworks:0=127.50.0.0/15",
        "--Redirector:Crawl:AllowedNetworks:1=::1/128",
        "--Redirector:Crawl:PaceSeconds=0",
        "--Redirector:Crawl:CheckSeconds=1",
        "--Redirector:Crawl:RecheckSeconds=0.1",
        "--Redirector:Crawl:RecoverySeconds=0.1",
        "--Redirector:Crawl:IndexSeconds=0.2",
        "--Redirector:Crawl:HoldDownSeconds=1",
        "--Redirector:Crawl:SlowStartSeconds=0",
        "--Redirector:Crawl:TimeoutSeconds=3",
    ];

    private static readonly string[] Repositories = ["debian", "fresh", "strict"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<Member> _members = [];
    private int _clients;

    private CrawledNetwork(RunningRedirector redirector, PublishingOrigin origin) =>
        (Redirector, Origin) = (redirector, origin);

    public RunningRedirector Redirector { get; }

    public PublishingOrigin Origin { get; }

    public MirrorMemory Memory => Get<MirrorMemory>();

    /// <summary>An origin that has published three generations, all of which the program has seen.</summary>
    public static async Task<CrawledNetwork> StartAsync(params string[] settings)
    {
        var origin = new PublishingOrigin();
        var network = new CrawledNetwork(await ProgramAsync(origin, settings), origin);
        for (var generation = 1; generation <= SmallRepository.Newest; generation++)
            await network.PublishAsync(generation);
        return network;
    }

    public T Get<T>()
        where T : notnull => Redirector.Services.GetRequiredService<T>();

    public async Task PublishAsync(int generation)
    {
        Origin.Show(generation);
        var sha256 = SmallRepository.Sha256(SmallRepository.At(generation)[SmallRepository.RootPath]);
        await UntilAsync(() => Repositories.All(repository =>
            Get<OriginMemory>().Find(repository, SmallRepository.RootPath)?.Publication.Current.Sha256 == sha256));
    }

    /// <summary>The catalog has these mirrors too from now on; they end with the network.</summary>
    public void Join(params IEnumerable<Member> members)
    {
        _members.AddRange(members);
        File.WriteAllText(Path.Combine(Redirector.Folder, "mirrors.yaml"), Catalog(Origin, _members));
        var watcher = Get<CatalogWatcher>();
        watcher.Poll();
        watcher.Poll();
        Assert.Equal(_members.Count, watcher.Status.Mirrors);
    }

    /// <summary>Where somebody is sent who never asked before; null = to the origin.</summary>
    public async Task<string?> AskAsync(string path, string repository = "debian", string? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{repository}/{path}");
        request.Headers.Add("X-Forwarded-For", client ?? NewClient());
        using var answer = await Redirector.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(302, (int)answer.StatusCode);
        var place = answer.Headers.Location!.GetLeftPart(UriPartial.Authority);
        return Origin.Url("").StartsWith(place, StringComparison.Ordinal) ? null : place;
    }

    /// <summary>Where many clients of many networks are sent for every package of a repository.</summary>
    public async Task<IReadOnlyCollection<string?>> PlacesAsync(int clients, string repository = "debian")
    {
        var places = new HashSet<string?>();
        for (var i = 0; i < clients; i++)
        {
            foreach (var path in Packages) places.Add(await AskAsync(path, repository));
        }

        return places;
    }

    /// <summary>Clients ask on and on until something is so; then the snapshot knows it too.</summary>
    /// <param name="check">Is told where each answer leads.</param>
    public async Task UntilAsync(Func<bool> isSo, Action<string?>? check = null)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience) Assert.Fail(Told());
            foreach (var path in Packages)
            {
                var place = await AskAsync(path);
                check?.Invoke(place);
            }
        }

        Assert.True(Get<SnapshotPublisher>().PublishNow());
    }

    public MirrorCopy CopyOf(Member member, string repository = "debian", bool isIPv6 = false) =>
        Memory.Find(new(member.Id, repository, new(member.Mirror.Url.Scheme is "https", isIPv6)));

    public bool IsServing(Member member) => CopyOf(member) is { Health.TakesTraffic: true, WasVerified: true };

    public async ValueTask DisposeAsync()
    {
        await Redirector.DisposeAsync();
        foreach (var member in _members) await member.Mirror.DisposeAsync();
        await Origin.DisposeAsync();
    }

    private string Told() => "did not come true in time\n" + string.Join('\n', Memory.Copies
        .OrderBy(copy => copy.Key.ToString(), StringComparer.Ordinal)
        .Select(copy => $"{copy.Key.Mirror} {copy.Key.Repository} {copy.Key.Endpoint}: {copy.Value.Health.State} "
            + $"{copy.Value.Health.LastVerdict} {copy.Value.Health.Checks} "
            + string.Join(' ', copy.Value.Roots.Values.Select(root =>
                $"{root.Shown}/{root.Verified} {root.Verdict} {root.Missed}"))));

    // Each from a network of its own, as far as they go.
    private string NewClient()
    {
        var number = Interlocked.Increment(ref _clients);
        return $"121.{128 + (number / 256 % 4)}.{number % 256}.{(number / 1024 % 250) + 1}";
    }

    private static Task<RunningRedirector> ProgramAsync(PublishingOrigin origin, string[] settings) =>
        RunningRedirector.StartAsync(
            Catalog(origin, []),
            [.. Hurry, .. settings],
            builder => builder.Services
                .AddSingleton(new EndpointReach(() => true))
                .AddSingleton(provider => new ProbeNetwork(
                    provider.GetRequiredService<CrawlOptions>().AllowedNetworks)
                {
                    Resolve = LyingNames.ResolveAsync,
                    Authorities = TestCertificates.Authorities,
                    IsOurUrl = url => url.Host is LyingMirror.OurHost,
                }));

    private static string Catalog(PublishingOrigin origin, List<Member> members) => $$"""
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        places:
          - {netblocks: [121.128.0.0/14], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
        {{string.Concat(Repositories.Select(id => $"  {id}: {{format: apt, origin: \"{origin.Url(id)}\", "
            + $"probe: [{SmallRepository.RootPath}]{(id is "strict" ? ", max_lag: 1s" : "")}}}\n"))}}
        mirrors:{{(members.Count == 0 ? " {}" : "")}}
        {{string.Concat(members.Select(member => $"  {member.Id}:\n    name: {member.Id}\n"
            + "    location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}\n"
            + $"    urls: [\"{member.Place}\"]\n"
            + $"    repositories: {{{member.Repositories}}}\n"))}}
        """;
}
