using System.Text;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>
/// The line of an answer with its date, made once a second: <c>Date</c> is asked of every server that has a clock
/// (RFC 9110, 6.6.1).
/// </summary>
internal sealed class WireDate(TimeProvider time)
{
    private volatile Second _current = new(-1, []);

    /// <summary><c>Date</c> with its line end.</summary>
    public ReadOnlySpan<byte> Line
    {
        get
        {
            var now = time.GetUtcNow();
            var second = now.Ticks / TimeSpan.TicksPerSecond;
            var current = _current;
            if (current.Number != second)
            {
                current = new(second, Encoding.ASCII.GetBytes($"Date: {now:R}\r\n"));
                _current = current;
            }

            return current.Line;
        }
    }

    private sealed record Second(long Number, byte[] Line);
}
