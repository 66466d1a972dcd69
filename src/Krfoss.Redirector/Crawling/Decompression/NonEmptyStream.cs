using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>
/// GZipStream takes nothing at all for a packed nothing, which is 20 bytes long. Does not own the stream it reads.
/// </summary>
internal sealed class NonEmptyStream(Stream inner) : ReadOnlyStream
{
    private bool _hasContent;

    public override int Read(Span<byte> buffer) => Looked(inner.Read(buffer));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Looked(await inner.ReadAsync(buffer, cancellationToken));

    private int Looked(int count)
    {
        _hasContent |= count > 0;
        return _hasContent ? count : throw new InvalidDataException("gzip data that is cut off: there is none");
    }
}
