using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Krfoss.Redirector.Tests.Crawling;

/// <summary>
/// A real web server on loopback that stands for an origin: files with validators, or any answer a test makes up.
/// </summary>
internal sealed class LoopbackOrigin : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, RequestDelegate> _answers = new(StringComparer.Ordinal);

    private LoopbackOrigin(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>Every request as "GET /path" with the headers that matter here.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    public static async Task<LoopbackOrigin> StartAsync(string ip = "127.0.0.1", int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(ip), port));
        var app = builder.Build();
        var origin = new LoopbackOrigin(app);
        app.Run(origin.AnswerAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        origin.Address = new(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return origin;
    }

    /// <summary>From now on this path has this content, with an ETag and a Last-Modified of its own.</summary>
    public void Put(string path, string content, DateTimeOffset? lastModified = null)
    {
        var etag = $"\"{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}\"";
        Answer(path, context =>
        {
            context.Response.Headers.ETag = etag;
            context.Response.Headers.LastModified = (lastModified ?? DateTimeOffset.UnixEpoch).ToString("R");
            if (context.Request.Headers.IfNoneMatch != etag) return context.Response.WriteAsync(content);
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
    }

    public void Redirect(string path, string location) => Answer(path, context =>
    {
        context.Response.StatusCode = 302;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    });

    public void Answer(string path, RequestDelegate answer) => _answers[path] = answer;

    public void Remove(string path) => _answers.TryRemove(path, out _);

    public int CountOf(string path) => Requests.Count(asked => asked.Path == path);

    public Uri Url(string path) => new(Address, path);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        Requests.Enqueue(new(
            context.Request.Path, headers.UserAgent, headers.IfNoneMatch, headers.IfModifiedSince, headers.Cookie));
        if (_answers.TryGetValue(context.Request.Path, out var answer)) return answer(context);
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    internal sealed record Asked(
        string Path,
        StringValues UserAgent,
        StringValues IfNoneMatch,
        StringValues IfModifiedSince,
        StringValues Cookie);
}
