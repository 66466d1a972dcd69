using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Redirect;
using Krfoss.Redirector.Redirect.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Krfoss.Redirector.Benchmarks;

/// <summary>
/// A whole redirect through the middleware, with the bundled geo data, twenty mirrors, and metrics that are listened
/// to; without a web server around it.
/// </summary>
[MemoryDiagnoser]
public class RedirectBenchmarks : IDisposable
{
    private const string Package = "/debian/pool/main/h/hello/hello_2.10-3_amd64.deb";
    private const string IndexRoot = "/debian/dists/bookworm/InRelease";

    private static readonly IpNumber Proxy = IpNumber.From(IPAddress.Loopback);

    private readonly IPAddress[] _clients = [.. GeneratedClients.IPv4().Select(client => client.ToIPAddress())];
    private readonly string[] _forwarded = [.. GeneratedClients.IPv4().Select(client => client.ToString())];
    private readonly DefaultHttpContext _context = new();
    private readonly WebApplication _app = RedirectorHost.Build(RedirectorHost.Quiet);
    private readonly RedirectEndpoint _endpoint;
    private readonly WireAnswers _wire;
    private readonly ReadOnlySequence<byte>[] _requests;
    private readonly ForgettingWriter _output = new();
    private readonly IHttpRequestFeature _request;
    private int _next;

    public RedirectBenchmarks()
    {
        var services = _app.Services;
        services.GetRequiredService<GeoWatcher>().LoadNow();
        services.GetRequiredService<SnapshotStore>().Publish(GeneratedNetwork.Snapshot(20));
        var digests = services.GetRequiredService<IndexDigests>();
        digests.IsLearning = digests.TryAdd(IndexRoot, new(null, DateTimeOffset.MaxValue));
        RequestDelegate elsewhere = _ => throw new InvalidOperationException("This request is no redirect.");
        var redirections =
            ActivatorUtilities.CreateInstance<Redirections>(services, new RepeatRequests(new SteppingTime()));
        var counter = new RedirectCounter(services.GetRequiredService<RedirectTally>(), new SteppingTime());
        _endpoint = ActivatorUtilities.CreateInstance<RedirectEndpoint>(services, elsewhere, redirections, counter);
        _wire = ActivatorUtilities.CreateInstance<WireAnswers>(services, redirections, counter);
        _requests = [.. _forwarded.Select(client => new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(
            $"GET {Package} HTTP/1.1\r\nHost: packages.example\r\nUser-Agent: Debian APT-HTTP/1.3 (2.6.1)\r\n"
            + $"X-Forwarded-For: {client}\r\n\r\n")))];
        _request = _context.Features.GetRequiredFeature<IHttpRequestFeature>();
        _context.Request.Method = HttpMethods.Get;
        _context.Request.Headers.UserAgent = "Debian APT-HTTP/1.3 (2.6.1)";

        // Every client once, so that what is prepared at the first request of a class is there.
        for (var i = 0; i < GeneratedClients.Count; i++) _ = Redirect_package();
        for (var i = 0; i < GeneratedClients.Count; i++) _ = Redirect_package_behind_a_proxy();
        _context.Request.Headers.Remove("X-Forwarded-For");
        _context.Request.Headers.Remove("X-Forwarded-Proto");
    }

    [Benchmark(Baseline = true)]
    public string Location_string_alone() => TrivialRedirect.LocationOf(_next++);

    [Benchmark]
    public Task Redirect_package()
    {
        _context.Connection.RemoteIpAddress = _clients[_next++ & (GeneratedClients.Count - 1)];
        return Redirect(Package);
    }

    [Benchmark]
    public Task Redirect_package_behind_a_proxy()
    {
        _context.Connection.RemoteIpAddress = IPAddress.Loopback;
        _context.Request.Headers["X-Forwarded-For"] = _forwarded[_next++ & (GeneratedClients.Count - 1)];
        _context.Request.Headers["X-Forwarded-Proto"] = "https";
        return Redirect(Package);
    }

    [Benchmark]
    public Task Redirect_index()
    {
        _context.Connection.RemoteIpAddress = _clients[_next++ & (GeneratedClients.Count - 1)];
        return Redirect(IndexRoot);
    }

    [Benchmark]
    public int Redirect_package_from_its_bytes()
    {
        var request = _requests[_next++ & (GeneratedClients.Count - 1)];
        return _wire.Write(request, _output, Proxy, out var answered) == WireProgress.NextRequest
            ? answered
            : throw new InvalidOperationException("This request is not plain.");
    }

    public void Dispose()
    {
        ((IDisposable)_app).Dispose();
        GC.SuppressFinalize(this);
    }

    private Task Redirect(string target)
    {
        _request.RawTarget = target;
        _context.Response.Headers.Clear();
        var answered = _endpoint.InvokeAsync(_context);
        return _context.Response.StatusCode == StatusCodes.Status302Found
            ? answered
            : throw new InvalidOperationException($"{target} was answered {_context.Response.StatusCode}.");
    }

    /// <summary>Takes answers in and keeps none.</summary>
    private sealed class ForgettingWriter : PipeWriter
    {
        private readonly byte[] _room = new byte[8_192];

        public override void Advance(int bytes)
        {
            // The next answer is written over it.
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => _room;

        public override Span<byte> GetSpan(int sizeHint = 0) => _room;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null) => throw new NotSupportedException();
    }

    /// <summary>
    /// A clock that goes on a second whenever it is asked. So no client comes again within the memory of repeats,
    /// however fast the benchmark runs.
    /// </summary>
    private sealed class SteppingTime : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => ++_seconds;
    }
}
