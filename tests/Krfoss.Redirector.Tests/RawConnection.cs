using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Krfoss.Redirector.Tests;

/// <summary>
/// A connection on which a test writes bytes as it likes, several requests at once, and reads answers one by one.
/// An answer that does not come within ten seconds is a failure: nothing here may hang.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private byte[] _buffer = new byte[16_384];
    private int _start;
    private int _end;

    private RawConnection(Socket socket) => _socket = socket;

    /// <param name="source">The loopback address to come from; null = 127.0.0.1.</param>
    public static async Task<RawConnection> OpenAsync(Uri address, IPAddress? source = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.LingerState = new(enable: true, 0);
        if (source is not null) socket.Bind(new IPEndPoint(source, 0));
        await socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, TestContext.Current.CancellationToken);
        return new(socket);
    }

    /// <summary>Writes characters as bytes of the same value.</summary>
    public async Task SendAsync(string bytes) =>
        await _socket.SendAsync(Encoding.Latin1.GetBytes(bytes), TestContext.Current.CancellationToken);

    /// <summary>The next answer; null where the server closed the connection instead.</summary>
    public async Task<RawAnswer?> ReadAsync(bool isHead = false)
    {
        int head;
        while ((head = Pending.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync()) return null;
        }

        var text = Encoding.Latin1.GetString(Pending[..(head + 4)]);
        var answer = new RawAnswer(text);
        var isChunked = answer.Header("Transfer-Encoding") is not null;
        var body = isHead ? 0 : int.Parse(answer.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);
        var length = head + 4 + body;
        while (isChunked ? !TryPassChunks(Pending, head + 4, out length) : Pending.Length < length)
        {
            if (!await FillAsync()) return answer;
        }

        text = Encoding.Latin1.GetString(Pending[..length]);
        _start += length;
        return new(text);
    }

    public void Dispose() => _socket.Dispose();

    private Span<byte> Pending => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Where a body in chunks ends, without a trailer; the next answer may stand right behind it.</summary>
    private static bool TryPassChunks(ReadOnlySpan<byte> pending, int start, out int end)
    {
        for (end = start; ;)
        {
            var line = pending[Math.Min(end, pending.Length)..].IndexOf("\r\n"u8);
            if (line < 0) return false;
            var size = int.Parse(pending.Slice(end, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            end += line + 2 + size + 2;
            if (size == 0) return end <= pending.Length;
        }
    }

    private async Task<bool> FillAsync()
    {
        if (_start > 0)
        {
            Pending.CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var count = await _socket.ReceiveAsync(_buffer.AsMemory(_end), patience.Token);
            _end += count;
            return count > 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }
}
