using System.Text;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes;

/// <summary>An index of any size that never exists as a whole: pieces are made when they are read.</summary>
/// <param name="piece">Makes the n-th piece; null ends the stream.</param>
internal sealed class GeneratedStream(Func<int, string?> piece) : ReadOnlyStream
{
    private readonly byte[] _buffer = new byte[8 * 1024 * 1024];
    private int _next;
    private int _start;
    private int _end;

    public long BytesRead { get; private set; }

    /// <summary>A head, a number of bytes repeated for as long as they are asked for, and a tail.</summary>
    public static GeneratedStream Of(string head, string repeated, long times, string tail) => new(n =>
        n == 0 ? head : n <= times ? repeated : n == times + 1 ? tail : null);

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end)
        {
            if (piece(_next++) is not { } text) return 0;
            (_start, _end) = (0, Encoding.UTF8.GetBytes(text, _buffer));
            if (_end == 0) return Read(buffer);
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        BytesRead += count;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Read(buffer.Span));
}
