using System.Net.Sockets;
using System.Text;

namespace Krfoss.Redirector.Systemd;

/// <summary>
/// Where a service manager hears what a service says of itself: sd_notify(3), one datagram for each message. Whoever
/// does not listen is not waited for.
/// </summary>
internal sealed class NotifySocket
{
    private readonly UnixDomainSocketEndPoint _manager;

    private NotifySocket(UnixDomainSocketEndPoint manager) => _manager = manager;

    /// <param name="address">As in <c>NOTIFY_SOCKET</c>: a path, or a name after @.</param>
    /// <returns>Null where there is no manager, or its address is none that can be spoken to.</returns>
    public static NotifySocket? Of(string? address)
    {
        if (address is not ['/' or '@', _, ..]) return null;
        try
        {
            return new(new(address[0] == '@' ? '\0' + address[1..] : address));
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <returns>False where the message did not arrive.</returns>
    public bool Tell(string message)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            {
                Blocking = false,
            };
            return socket.SendTo(Encoding.UTF8.GetBytes(message), _manager) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
