using System.Text;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>
/// The beginning of an answer up to its date, made once a second: <c>Date</c> is asked of every server that has a clock
/// (RFC 9110, 6.6.1).
/// </summary>
internal sealed class WireDate(TimeProvider time)
{
    private volatile Second _current = new(-1, []);

    /// <summary>Status line and <c>Date</c>, with their line ends.</summary>
    public ReadOnlySpan<byte> Head
    {
        get
        {
            var now = time.GetUtcNow();
            var second = now.Ticks / TimeSpan.TicksPerSecond;
            var current = _current;
            if (current.Number != second)
            {
                current = new(second, Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nDate: {now:R}\r\n"));
                _current = current;
            }

            return current.Head;
        }
    }

    private sealed record Second(long Number, byte[] Head);
}
