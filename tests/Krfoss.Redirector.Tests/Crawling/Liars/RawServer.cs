using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Krfoss.Redirector.Tests.Crawling.Liars;

/// <summary>A request as it came, and the connection to answer on in whatever way.</summary>
internal sealed record RawRequest(string Target, IReadOnlyDictionary<string, string> Headers, Stream Connection)
{
    public string Path => Target.Split('?')[0];

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Writes characters as bytes of the same value.</summary>
    public async Task WriteAsync(string bytes) => await Connection.WriteAsync(Encoding.Latin1.GetBytes(bytes));

    /// <summary>A proper answer; the connection may stay.</summary>
    public async Task ReplyAsync(int status, ReadOnlyMemory<byte> body, params string[] headers)
    {
        var head = $"HTTP/1.1 {status} Status\r\nContent-Length: {body.Length}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n";
        await Connection.WriteAsync((byte[])[.. Encoding.Latin1.GetBytes(head), .. body.Span]);
    }

    public Task ReplyAsync(int status, string body, params string[] headers) =>
        ReplyAsync(status, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Waits until the other side has gone.</summary>
    public async Task UntilLeftAsync()
    {
        while (await Connection.ReadAsync(new byte[256]) > 0)
        {
        }
    }
}

/// <summary>
/// A server that reads requests and lets a test write bytes: web servers are too well-behaved to lie. Where it has a
/// certificate it speaks TLS to those who begin with it, on the same port.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private volatile SslServerAuthenticationOptions? _tls;
    private readonly byte _tlsAlert;
    private readonly Func<RawRequest, Task<bool>> _answer;
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private int _connections;

    private RawServer(
        IPAddress address, Func<RawRequest, Task<bool>> answer, SslServerAuthenticationOptions? tls, byte tlsAlert)
    {
        (_answer, _tls, _tlsAlert) = (answer, tls, tlsAlert);
        _listener = new(address, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    public int Connections => Volatile.Read(ref _connections);

    /// <param name="answer">True = the connection may carry another request.</param>
    /// <param name="tlsAlert">What TLS is turned down with where there is no certificate (RFC 8446, 6).</param>
    public static RawServer Start(
        IPAddress address,
        Func<RawRequest, Task<bool>> answer,
        SslServerAuthenticationOptions? tls = null,
        byte tlsAlert = 40) => new(address, answer, tls, tlsAlert);

    /// <summary>Hangs up, and shows this certificate to whoever comes again.</summary>
    public void Show(SslServerAuthenticationOptions tls)
    {
        _tls = tls;
        foreach (var socket in _sockets) socket.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        foreach (var socket in _sockets) socket.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                socket.NoDelay = true;
                Interlocked.Increment(ref _connections);
                _sockets.Add(socket);
                serving.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            foreach (var socket in _sockets) socket.Dispose();
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            await using var stream = await SecureAsync(socket, plain);
            while (await ReadAsync(stream) is { } request)
            {
                Requests.Enqueue(request);
                if (!await _answer(request)) return;
                await stream.FlushAsync();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException
            or AuthenticationException)
        {
            // The other side left, or did not like the certificate: what liars are used to.
        }
    }

    private async Task<Stream> SecureAsync(Socket socket, Stream plain)
    {
        const byte HandshakeRecord = 0x16;
        var first = new byte[1];
        if (await socket.ReceiveAsync(first, SocketFlags.Peek) == 0 || first[0] != HandshakeRecord) return plain;
        var tls = _tls;
        if (tls is null)
        {
            _ = await plain.ReadAsync(new byte[8192]);
            await plain.WriteAsync((byte[])[0x15, 3, 1, 0, 2, 2, _tlsAlert]);
            socket.Shutdown(SocketShutdown.Both);
            throw new IOException("no TLS here");
        }

        var secure = new SslStream(plain);
        await secure.AuthenticateAsServerAsync(tls);
        return secure;
    }

    private static async Task<RawRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>();
        var piece = new byte[1];
        while (!EndsHead(head))
        {
            if (await stream.ReadAsync(piece) == 0) return null;
            head.Add(piece[0]);
        }

        var lines = Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[^1], StringComparer.OrdinalIgnoreCase);
        return new(lines[0].Split(' ')[1], headers, stream);
    }

    private static bool EndsHead(List<byte> head) => head.Count >= 4
        && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
