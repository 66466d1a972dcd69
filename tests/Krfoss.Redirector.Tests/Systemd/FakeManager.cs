using System.Net.Sockets;
using System.Text;

namespace Krfoss.Redirector.Tests.Systemd;

/// <summary>Hears what a service says of itself, as systemd does.</summary>
internal sealed class FakeManager : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[512];

    /// <param name="address">A path, or a name after @.</param>
    public FakeManager(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? '\0' + address[1..] : address));
    }

    public string Address { get; }

    public async Task<string> NextAsync()
    {
        var length = await _socket.ReceiveAsync(_buffer, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(_buffer, 0, length);
    }

    public void Dispose() => _socket.Dispose();
}
