using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>What is waited for.</summary>
internal enum WireWait
{
    /// <summary>The client's next request.</summary>
    Request,

    /// <summary>The client reads so little that the answer cannot be written.</summary>
    Reader,
}

/// <summary>
/// Ends a connection that waits too long, as the web server does for those it serves, and one that has nothing to
/// answer when the program stops. Looked at once a second by the web server's heartbeat.
/// </summary>
internal sealed class WirePatience : IDisposable
{
    private static readonly long LongestSeconds = (long)FrontDoor.KeepAlive.TotalSeconds;

    private readonly ConnectionContext _connection;
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _isOver;
    private volatile WireWait _wait;
    private volatile int _seconds;

    public WirePatience(ConnectionContext connection)
    {
        _connection = connection;
        connection.Features.Get<IConnectionHeartbeatFeature>()?.OnHeartbeat(
            static patience => ((WirePatience)patience).Beat(), this);
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>() is { } lifetime)
        {
            _stopping = lifetime.ConnectionClosedRequested.UnsafeRegister(
                static transport => ((ConnectionContext)transport!).Transport.Input.CancelPendingRead(), connection);
        }
    }

    public void Begin(WireWait wait)
    {
        _wait = wait;
        _seconds = 0;
    }

    /// <summary>From here on the connection is somebody else's.</summary>
    public void Dispose()
    {
        _isOver = true;
        _stopping.Dispose();
    }

    private void Beat()
    {
        if (_isOver || ++_seconds < LongestSeconds) return;
        if (_wait == WireWait.Request) _connection.Transport.Input.CancelPendingRead();
        else _connection.Abort(new ConnectionAbortedException("The client does not read what it asked for."));
    }
}
