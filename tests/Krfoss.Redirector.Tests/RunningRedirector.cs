using System.Net.Sockets;
using System.Text;
using Krfoss.Redirector.TestSupport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Krfoss.Redirector.Tests;

/// <summary>
/// The real program on a free port of loopback, with a catalog of its own and everything it writes in a folder of its
/// own. Without geo data unless a test names some: places come from the catalog.
/// </summary>
internal sealed class RunningRedirector : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly WebApplication _app;
    private int _clients;

    private RunningRedirector(TemporaryFolder folder, WebApplication app)
    {
        _folder = folder;
        _app = app;
        Address = new(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    /// <summary>Holds the catalog (<c>mirrors.yaml</c>) and everything that the program writes.</summary>
    public string Folder => _folder.Path;

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningRedirector> StartAsync(
        string catalog, string[]? settings = null, Action<WebApplicationBuilder>? adjust = null)
    {
        var folder = new TemporaryFolder();
        var file = folder.Write("mirrors.yaml", catalog);
        var app = RedirectorHost.Build(
            [
                "--urls=http://127.0.0.1:0",
                $"--Redirector:Catalog={file}",
                $"--ConnectionStrings:Registry=Data Source={folder.File("registry.db")}",
                "--Redirector:DrainSeconds=0",
                $"--Redirector:Geo:City={folder.File("none.mmdb")}",
                $"--Redirector:Geo:Asn={folder.File("none.mmdb")}",
                "--Redirector:Crawl:Enabled=false",
                .. settings ?? [],
            ],
            builder =>
            {
                builder.Logging.ClearProviders();
                adjust?.Invoke(builder);
            });
        Assert.True(await FirstLoad.RunAsync(app, TextWriter.Null));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(folder, app);
    }

    /// <summary>Sends bytes exactly as written and reads until the server closes.</summary>
    public async Task<string> ExchangeAsync(string bytes)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var socket = new TcpClient();
        await socket.ConnectAsync(Address.Host, Address.Port, cancellation);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellation);
    }

    /// <summary>One request whose target goes over the wire exactly as written.</summary>
    /// <param name="client">Null = a client that never asked before, in Seoul.</param>
    public async Task<RawAnswer> AskAsync(
        string target, string? client = null, string method = "GET", string headers = "", string agent = "test/1") =>
        new(await ExchangeAsync(
            $"{method} {target} HTTP/1.1\r\nHost: redirector.example\r\nUser-Agent: {agent}\r\n"
            + $"X-Forwarded-For: {client ?? NewClient()}\r\n{headers}Connection: close\r\n\r\n"));

    private string NewClient()
    {
        var number = Interlocked.Increment(ref _clients);
        return $"121.128.{number / 250 % 32}.{(number % 250) + 1}";
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

/// <summary>An answer as it stood on the wire.</summary>
internal sealed record RawAnswer(string Text)
{
    public int Status => Text.Length > 12 && int.TryParse(Text.AsSpan(9, 3), out var status) ? status : 0;

    public string? Location => Header("Location");

    public string? Mirror => Header("X-Mirror");

    public string? Reason => Header("X-Mirror-Reason");

    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

    public string? Header(string name)
    {
        var head = Text[..Text.IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        var lines = head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            .ToArray();
        Assert.True(lines.Length <= 1, $"{name} stands {lines.Length} times");
        return lines.Length == 0 ? null : lines[0][(name.Length + 1)..].Trim();
    }
}
