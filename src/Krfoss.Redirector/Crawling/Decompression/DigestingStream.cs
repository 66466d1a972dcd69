using System.Security.Cryptography;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>
/// Counts and digests what is read through it, so that a part is checked against its root while it is unpacked. Does
/// not own the stream it reads.
/// </summary>
internal sealed class DigestingStream(Stream inner) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        Take(buffer[..count]);
        return count;
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Take(buffer.Span[..count]);
        return count;
    }

    /// <summary>
    /// Reads what is left, since decoders stop at the end of what they understand, and says what is wrong with the
    /// whole; null = it is what the root promised.
    /// </summary>
    public async Task<string?> ProblemAsync(IndexPart promised, CancellationToken cancellationToken)
    {
        var rest = new byte[16 * 1024];
        while (await ReadAsync(rest, cancellationToken) > 0)
        {
            // More than was promised is wrong whatever follows.
            if (promised.SizeBytes >= 0 && Count > promised.SizeBytes) break;
        }

        if (promised.SizeBytes >= 0 && Count > promised.SizeBytes) return $"more than {promised.SizeBytes} bytes";
        if (promised.SizeBytes > Count) return $"{Count} bytes and not {promised.SizeBytes}";
        var digest = Convert.ToHexStringLower(_hash.GetCurrentHash());
        return promised.Sha256 is null || promised.Sha256 == digest ? null : $"its SHA256 is {digest}";
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        _hash.AppendData(bytes);
    }
}
