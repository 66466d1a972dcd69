using System.Security.Cryptography;
using System.Text;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Publishing;
using Krfoss.Redirector.Registry.Observations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace Krfoss.Redirector.Tests.Crawling.Reports;

/// <summary>
/// A real origin and a real mirror on loopback, and the real program between them whose workers rest: rounds are made
/// when a test says so. Beside the mirror <c>good</c> stand <c>dead</c>, where nobody listens, and the private
/// <c>secret</c>.
/// </summary>
internal sealed class CrawledScene : IAsyncDisposable
{
    public const string Root = "SHA256SUMS";
    public const string Old = "/files/old.iso";
    public const string New = "/files/new.iso";

    public static readonly string[] Settings =
    [
        "--Redirector:Crawl:Enabled=true",
        "--Redirector:Crawl:AllowedNetworks:0=127.0.0.0/8",
        "--Redirector:Crawl:PaceSeconds=0",
        "--Redirector:Crawl:RecheckSeconds=0.1",
        "--Redirector:Crawl:SlowStartSeconds=0",
    ];

    private CrawledScene(LoopbackOrigin origin, LoopbackOrigin mirror, RunningRedirector redirector) =>
        (Origin, Mirror, Redirector) = (origin, mirror, redirector);

    public LoopbackOrigin Origin { get; }

    public LoopbackOrigin Mirror { get; }

    public RunningRedirector Redirector { get; }

    /// <summary>The first generation stands at both, and nobody has looked.</summary>
    public static async Task<CrawledScene> StartAsync(params string[] settings)
    {
        var origin = await LoopbackOrigin.StartAsync();
        var mirror = await LoopbackOrigin.StartAsync();
        Publish(origin, 1);
        Publish(mirror, 1);
        var redirector = await RunningRedirector.StartAsync(
            Catalog(origin, mirror),
            [.. Settings, .. settings],
            builder => builder.Services.RemoveAll<IHostedService>());
        return new(origin, mirror, redirector);
    }

    public static string Catalog(LoopbackOrigin origin, LoopbackOrigin mirror) => $$"""
        version: 1
        site: {name: Test, url: "http://redirector.example", default_country: KR}
        places:
          - {netblocks: [121.128.0.0/19], city: Seoul, country: KR, latitude: 37.5658, longitude: 126.978}
        repositories:
          files: {format: plain, origin: "{{origin.Url("/files")}}", probe: [{{Root}}]}
        mirrors:
          good:
            name: Good
            location: {city: Seoul, country: KR, latitude: 37.5665, longitude: 126.9780}
            urls: ["{{mirror.Url("/")}}"]
            repositories: {files: }
          dead:
            name: Dead
            location: {city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
            urls: [http://127.0.0.1:1]
            repositories: {files: }
          secret:
            name: Secret
            private: true
            netblocks: [121.128.31.200]
            location: {city: Seoul, country: KR, latitude: 37.56, longitude: 126.97}
            urls: ["{{mirror.Url("/secret")}}"]
            repositories: {files: }
        """;

    /// <summary>The second generation brings a file.</summary>
    /// <param name="line">Files consist of it; null = of their own path.</param>
    public static void Publish(LoopbackOrigin server, int generation, string? line = null)
    {
        var list = new StringBuilder();
        foreach (var path in generation > 1 ? [Old, New] : (string[])[Old])
        {
            var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat((line ?? path) + "\n", 100)));
            Serve(server, path, content);
            list.Append(Convert.ToHexStringLower(SHA256.HashData(content))).Append("  ")
                .Append(path[(path.LastIndexOf('/') + 1)..]).Append('\n');
        }

        Serve(server, "/files/" + Root, Encoding.ASCII.GetBytes(list.ToString()));
    }

    /// <summary>Everything is looked at once, and what was seen stands in snapshot and registry.</summary>
    public async Task RoundAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await Service<OriginFollower>().RoundAsync(cancellation);
        var looks = Service<RootLooks>();
        await looks.LookAgainAsync("/files/" + Root, cancellation);
        await Service<MirrorCrawler>().RoundAsync(_ => true, (_, _) => { }, cancellation);
        Service<WarmUp>().End();
        Assert.True(Service<SnapshotPublisher>().PublishNow());
        await Service<ObservationWriter>().FlushAsync(cancellation);
    }

    /// <summary>The mirror has the first generation, the origin the second, and both were looked at.</summary>
    public async Task FallBehindAsync()
    {
        await RoundAsync();
        Publish(Origin, 2);
        await RoundAsync();
    }

    public T Service<T>()
        where T : notnull => Redirector.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await Redirector.DisposeAsync();
        await Mirror.DisposeAsync();
        await Origin.DisposeAsync();
    }

    private static void Serve(LoopbackOrigin server, string path, byte[] content)
    {
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
        server.Answer(path, context => Results
            .Bytes(content, "application/octet-stream", enableRangeProcessing: true, entityTag: tag)
            .ExecuteAsync(context));
    }
}
