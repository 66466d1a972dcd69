using System.IO.Pipelines;
using System.Net;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Requests;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>
/// Stands before the web server on every connection and answers plain requests for repository paths from the bytes
/// that came; nothing is allocated. Whatever is not plain is left to the web server untouched, with the rest of its
/// connection, and gets the same answer from <see cref="RedirectEndpoint"/>. So this need not know all of HTTP, only
/// recognize surely the part of it that it knows.
/// </summary>
internal sealed class WireRedirects(WireAnswers answers)
{
    /// <summary>For the endpoints of the web server, whichever settings they come from.</summary>
    public static void StandBefore(ListenOptions listen)
    {
        var redirects = listen.ApplicationServices.GetRequiredService<WireRedirects>();
        listen.Use(next => connection => listen.Protocols.HasFlag(HttpProtocols.Http1)
            ? redirects.ServeAsync(connection, next)
            : next(connection));
    }

    private async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        using (var patience = new WirePatience(connection))
        {
            if (!await AnswerAsync(connection.Transport, ClientAddress.PeerOf(peer), patience)) return;
        }

        await next(connection);
    }

    /// <returns>True where the web server has to go on; false where the connection has come to its end.</returns>
    private async Task<bool> AnswerAsync(IDuplexPipe transport, IpNumber peer, WirePatience patience)
    {
        try
        {
            while (true)
            {
                patience.Begin(WireWait.Request);
                var read = await transport.Input.ReadAsync();
                var buffer = read.Buffer;
                var progress = answers.Write(buffer, transport.Output, peer, out var answered);
                var rest = buffer.GetPosition(answered);
                transport.Input.AdvanceTo(rest, progress == WireProgress.NextRequest ? buffer.End : rest);
                if (answered > 0)
                {
                    patience.Begin(WireWait.Reader);
                    var flushed = await transport.Output.FlushAsync();
                    if (flushed.IsCompleted) return false;
                }

                if (progress == WireProgress.WebServer) return true;
                if (progress == WireProgress.Close || read.IsCompleted || read.IsCanceled) return false;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone, or it was sent away for its slowness.
            return false;
        }
    }
}
