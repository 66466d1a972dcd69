using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>Lets so many bytes through and no more. Owns the stream it reads.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes) : ReadOnlyStream
{
    private long _count;

    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int count)
    {
        _count += count;
        return _count <= maxBytes ? count : throw new InvalidDataException($"unpacks to more than {maxBytes} bytes");
    }
}
