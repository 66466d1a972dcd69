using System.Net;
using BenchmarkDotNet.Attributes;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Redirect;
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
    private const string IndexRoot = "/debian/dists/bookworm/InRelease";

    private readonly IPAddress[] _clients = [.. GeneratedClients.IPv4().Select(client => client.ToIPAddress())];
    private readonly string[] _forwarded = [.. GeneratedClients.IPv4().Select(client => client.ToString())];
    private readonly DefaultHttpContext _context = new();
    private readonly WebApplication _app = RedirectorHost.Build(RedirectorHost.Quiet);
    private readonly RedirectEndpoint _endpoint;
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
        _endpoint = ActivatorUtilities.CreateInstance<RedirectEndpoint>(
            services,
            elsewhere,
            new RepeatRequests(new SteppingTime()),
            new RedirectCounter(services.GetRequiredService<RedirectTally>(), new SteppingTime()));
        _request = _context.Features.GetRequiredFeature<IHttpRequestFeature>();
        _context.Request.Method = HttpMethods.Get;
        _context.Request.Headers.UserAgent = "Debian APT-HTTP/1.3 (2.6.1)";
    }

    [Benchmark(Baseline = true)]
    public string Location_string_alone() => TrivialRedirect.LocationOf(_next++);

    [Benchmark]
    public Task Redirect_package()
    {
        _context.Connection.RemoteIpAddress = _clients[_next++ & (GeneratedClients.Count - 1)];
        return Redirect("/debian/pool/main/h/hello/hello_2.10-3_amd64.deb");
    }

    [Benchmark]
    public Task Redirect_package_behind_a_proxy()
    {
        _context.Connection.RemoteIpAddress = IPAddress.Loopback;
        _context.Request.Headers["X-Forwarded-For"] = _forwarded[_next++ & (GeneratedClients.Count - 1)];
        _context.Request.Headers["X-Forwarded-Proto"] = "https";
        return Redirect("/debian/pool/main/h/hello/hello_2.10-3_amd64.deb");
    }

    [Benchmark]
    public Task Redirect_index()
    {
        _context.Connection.RemoteIpAddress = _clients[_next++ & (GeneratedClients.Count - 1)];
        return Redirect(IndexRoot);
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
