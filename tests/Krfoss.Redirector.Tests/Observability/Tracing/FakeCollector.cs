using System.Collections.Concurrent;
using System.Text;
using Krfoss.Redirector.Tests.Crawling;

namespace Krfoss.Redirector.Tests.Observability.Tracing;

/// <summary>A real web server that takes what OTLP sends over HTTP and keeps it, byte for byte.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    public const string TracesPath = "/v1/traces";
    public const string MetricsPath = "/v1/metrics";

    private readonly LoopbackOrigin _server;
    private readonly ConcurrentQueue<(string Path, string Body)> _bodies = new();

    private FakeCollector(LoopbackOrigin server) => _server = server;

    public Uri Address => _server.Address;

    public static async Task<FakeCollector> StartAsync()
    {
        var collector = new FakeCollector(await LoopbackOrigin.StartAsync());
        foreach (var path in (string[])[TracesPath, MetricsPath])
        {
            collector._server.Answer(path, async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                collector._bodies.Enqueue((path, Encoding.Latin1.GetString(body.ToArray())));
            });
        }

        return collector;
    }

    /// <summary>All that came for one kind of data; texts in it can be found as they are.</summary>
    public string Received(string path) => string.Concat(
        _bodies.Where(sent => sent.Path == path).Select(sent => sent.Body));

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
