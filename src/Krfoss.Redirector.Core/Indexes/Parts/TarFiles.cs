using System.Buffers;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// Walks through the files of a tar archive as it comes. Empty blocks do not end it: apk's index is several archives
/// one after another. Everything that is no regular file is passed over.
/// </summary>
internal sealed class TarFiles : ReadOnlyStream
{
    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;
    private long _left;
    private long _padding;
    private bool _isEnded;

    public TarFiles(Stream stream) => _stream = stream;

    /// <summary>Name of the current file.</summary>
    public byte[] Name { get; private set; } = [];

    /// <summary>
    /// Goes to the next file, whose content is what this stream then reads; false at the archive's end.
    /// </summary>
    /// <exception cref="InvalidDataException">No tar archive, or one that is cut off.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await SkipAsync(_left + _padding, cancellationToken);
            (_left, _padding) = (0, 0);
            if (!await FillAsync(TarHeader.Bytes, cancellationToken)) return _isEnded ? false : throw CutOff();
            if (TakeHeader()) return true;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_left == 0 || buffer.IsEmpty) return 0;
        if (_start == _end && !await FillAsync(1, cancellationToken)) throw CutOff();
        var count = (int)Math.Min(Math.Min(buffer.Length, _end - _start), _left);
        _buffer.AsSpan(_start, count).CopyTo(buffer.Span);
        _start += count;
        _left -= count;
        return count;
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Read asynchronously.");

    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        base.Dispose(disposing);
    }

    /// <summary>True where the block is the header of a regular file.</summary>
    private bool TakeHeader()
    {
        var block = _buffer.AsSpan(_start, TarHeader.Bytes);
        _start += TarHeader.Bytes;
        _isEnded = !block.ContainsAnyExcept((byte)0);
        if (_isEnded) return false;
        var header = new TarHeader(block);
        if (!header.HasRightChecksum) throw new InvalidDataException("not a tar archive, or a damaged one");
        if (header.SizeBytes is not (>= 0 and var size)) throw new InvalidDataException("a size in tar that is none");
        _left = size;
        _padding = -size & (TarHeader.Bytes - 1);
        if (!header.IsFile) return false;
        if (!header.Name.SequenceEqual(Name)) Name = header.Name.ToArray();
        return true;
    }

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (_start == _end && !await FillAsync(1, cancellationToken)) throw CutOff();
            var step = (int)Math.Min(count, _end - _start);
            _start += step;
            count -= step;
        }
    }

    /// <summary>Has at least so many bytes in the buffer; false where the stream ends before any.</summary>
    private async ValueTask<bool> FillAsync(int wanted, CancellationToken cancellationToken)
    {
        if (_end - _start >= wanted) return true;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < wanted)
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0) return _end == 0 ? false : throw CutOff();
            _end += count;
        }

        return true;
    }

    private static InvalidDataException CutOff() => new("a tar archive that is cut off");
}
