using System.Buffers;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>What one step of a decoder came to.</summary>
/// <param name="IsEnd">Everything is decoded, and it was complete.</param>
internal readonly record struct DecodedStep(int Consumed, int Written, bool IsEnd);

/// <summary>Unpacks piece by piece.</summary>
internal interface IStreamDecoder : IDisposable
{
    /// <param name="isLast">No more input will come.</param>
    /// <exception cref="InvalidDataException">Damaged input, or input that ends too early.</exception>
    DecodedStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool isLast);
}

/// <summary>A decoder as a stream. Owns the decoder, not the packed stream.</summary>
internal sealed class DecodingStream(Stream packed, IStreamDecoder decoder) : ReadOnlyStream
{
    private byte[] _input = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private bool _isLast;
    private bool _isDone;

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && !_isDone)
        {
            if (NeedsInput) TakeIn(packed.Read(_input));
            if (Decode(buffer) is > 0 and var count) return count;
        }

        return 0;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty && !_isDone)
        {
            if (NeedsInput) TakeIn(await packed.ReadAsync(_input, cancellationToken));
            if (Decode(buffer.Span) is > 0 and var count) return count;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _input.Length > 0)
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(_input);
            _input = [];
            _isDone = true;
        }

        base.Dispose(disposing);
    }

    private bool NeedsInput => _start == _end && !_isLast;

    private void TakeIn(int count)
    {
        (_start, _end) = (0, count);
        _isLast = count == 0;
    }

    private int Decode(Span<byte> output)
    {
        var step = decoder.Decode(_input.AsSpan(_start, _end - _start), output, _isLast);
        _start += step.Consumed;
        _isDone = step.IsEnd;
        return step.Written;
    }
}

/// <summary>What is not packed.</summary>
internal sealed class PlainCopy : IStreamDecoder
{
    public DecodedStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        var count = Math.Min(input.Length, output.Length);
        input[..count].CopyTo(output);
        return new(count, count, isLast);
    }

    public void Dispose()
    {
    }
}
