using System.Xml.Linq;
using Krfoss.Redirector.Publishing;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Tests.Crawling.Following;

/// <summary>The real program that follows a real origin, both on loopback.</summary>
internal sealed class FollowedOrigin : IAsyncDisposable
{
    public const string Repomd = "/rocky/9/os/repodata/repomd.xml";

    public static readonly XNamespace Metalink3 = "http://www.metalinker.org/";
    public static readonly XNamespace Metalink4 = "urn:ietf:params:xml:ns:metalink";
    public static readonly XNamespace MirrorManager = "http://fedorahosted.org/mirrormanager";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly bool _endsOrigin;

    private FollowedOrigin(LoopbackOrigin origin, RunningRedirector redirector, bool endsOrigin) =>
        (Origin, Redirector, _endsOrigin) = (origin, redirector, endsOrigin);

    public LoopbackOrigin Origin { get; }

    public RunningRedirector Redirector { get; }

    public static async Task<FollowedOrigin> StartAsync(params string[] settings)
    {
        var origin = await LoopbackOrigin.StartAsync();
        return new(origin, await ProgramForAsync(origin, settings), endsOrigin: true);
    }

    /// <summary>For an origin that the test ends itself.</summary>
    public static async Task<FollowedOrigin> StartAsync(LoopbackOrigin origin, params string[] settings) =>
        new(origin, await ProgramForAsync(origin, settings), endsOrigin: false);

    /// <summary>Asks for a metalink until it is as expected; every question is a real one.</summary>
    public async Task<XElement> MetalinkAsync(Func<XElement, bool> isAsExpected, string target = Repomd + "?metalink")
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var file = await MetalinkAsync(target);
            if (isAsExpected(file)) return file;
            Assert.False(deadline.IsCancellationRequested, file.ToString());
        }
    }

    /// <summary>The file element of a metalink of either kind.</summary>
    public async Task<XElement> MetalinkAsync(string target = Repomd + "?metalink")
    {
        var answer = await Redirector.AskAsync(target);
        Assert.Equal(200, answer.Status);
        return XDocument.Parse(answer.Body).Descendants().Single(element => element.Name.LocalName == "file");
    }

    /// <summary>Waits until something is so that no answer of ours tells.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(deadline.IsCancellationRequested, "did not come true in time");
            await Task.Yield();
        }
    }

    /// <summary>The digest of a file or an alternate, not of what stands inside it.</summary>
    public static string? HashOf(XElement file, string type) => file
        .Elements().Where(element => element.Name.LocalName == "verification").Concat([file])
        .Elements().Where(element => element.Name.LocalName == "hash")
        .FirstOrDefault(hash => hash.Attribute("type")?.Value == type)?.Value;

    public static string[] UrlsOf(XElement file) =>
        [.. file.Descendants(file.Name.Namespace + "url").Select(url => url.Value)];

    public async ValueTask DisposeAsync()
    {
        await Redirector.DisposeAsync();
        if (_endsOrigin) await Origin.DisposeAsync();
    }

    private static Task<RunningRedirector> ProgramForAsync(LoopbackOrigin origin, string[] settings) =>
        RunningRedirector.StartAsync(Catalog(origin), [
            "--Redirector:Crawl:Enabled=true",
            "--Redirector:Crawl:AllowedNetworks:0=127.0.0.0/8",
            "--Redirector:Crawl:IndexSeconds=0.1",
            .. settings,
        ],

            // The mirrors of this scene are names only; what is followed here are the origins.
            builder => builder.Services.AddSingleton<ObserveNetwork>((_, _) => null));

    private static string Catalog(LoopbackOrigin origin) => $$"""
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          rocky: {format: rpm, origin: "{{origin.Url("/rocky")}}"}
          debian: {format: apt, origin: "{{origin.Url("/debian")}}", probe: [dists/stable/InRelease]}
        mirrors:
          near:
            name: Near
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: [http://near.example]
            repositories: {rocky: , debian: }
          far:
            name: Far
            location: {city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
            urls: [http://far.example]
            repositories: {rocky: , debian: }
        """;
}
