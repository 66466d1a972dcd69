using System.Buffers;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>Takes in an index line by line.</summary>
internal interface ILineTaker
{
    /// <param name="line">Without its end; valid only during the call.</param>
    /// <returns>What is wrong; null = go on.</returns>
    string? Take(ReadOnlySpan<byte> line);

    /// <summary>There are no more lines.</summary>
    string? End();
}

/// <summary>Cuts streams into lines, in one buffer that is reused and grows up to the longest line allowed.</summary>
internal sealed class LineFeed : IDisposable
{
    private const int FirstBufferBytes = 64 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
    private long _lines;

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    public async ValueTask<string?> ReadAsync(Stream stream, ILineTaker taker, CancellationToken cancellationToken)
    {
        var (end, searched) = (0, 0);
        _lines = 0;
        while (true)
        {
            if (end == _buffer.Length && !TryGrow()) return $"a line of more than {IndexLimits.LineBytes} bytes";
            var count = await stream.ReadAsync(_buffer.AsMemory(end), cancellationToken);
            if (count == 0) break;
            end += count;
            if (TakeLines(taker, ref end, searched) is { } problem) return problem;
            searched = end;
        }

        // A last line need not end.
        return (end > 0 ? Numbered(taker.Take(Trimmed(_buffer.AsSpan(0, end)))) : null) ?? Numbered(taker.End());
    }

    /// <summary>Hands over what is complete and moves the rest to the front.</summary>
    private string? TakeLines(ILineTaker taker, ref int end, int searched)
    {
        var start = 0;
        while (_buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n') is var length and >= 0)
        {
            var line = _buffer.AsSpan(start, searched + length - start);
            _lines++;
            if (taker.Take(Trimmed(line)) is { } problem) return Numbered(problem);
            start = searched + length + 1;
            searched = start;
        }

        if (start > 0) _buffer.AsSpan(start, end - start).CopyTo(_buffer);
        end -= start;
        return null;
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line) => line is [.., (byte)'\r'] ? line[..^1] : line;

    private string? Numbered(string? problem) => problem is null ? null : $"line {_lines}: {problem}";

    private bool TryGrow()
    {
        if (_buffer.Length > IndexLimits.LineBytes) return false;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(2 * _buffer.Length, IndexLimits.LineBytes + 1));
        _buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
