using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Probing;

/// <summary>A body that ended otherwise than it should.</summary>
internal sealed class BodyFailedException(ExchangeOutcome outcome, string message) : IOException(message)
{
    public ExchangeOutcome Outcome { get; } = outcome;
}

/// <summary>
/// The body of another machine's answer: cut off where it is larger than asked for, ended where it comes too slowly.
/// Whatever the other side does wrong is a <see cref="BodyFailedException"/>.
/// </summary>
internal sealed class BodyStream(
    Stream inner, long maxBytes, Patience patience, HttpResponseMessage response, Action ended) : Stream
{
    private long _read;
    private bool _isDisposed;

    public TimeSpan Elapsed => patience.Elapsed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            using var either = cancellationToken.CanBeCanceled
                ? CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken)
                : null;
            var count = await inner.ReadAsync(buffer, either?.Token ?? patience.Token);
            _read += count;
            patience.Received(count);
            if (_read > maxBytes)
                throw new BodyFailedException(ExchangeOutcome.TooLarge, $"larger than {maxBytes} bytes");
            if (count == 0 && patience.IsTooSlow)
                throw new BodyFailedException(ExchangeOutcome.TooSlow, $"{_read} bytes took {patience.Seconds}");
            return count;
        }
        catch (Exception e) when (!patience.IsCallersEnd && !cancellationToken.IsCancellationRequested
            && e is OperationCanceledException or (IOException and not BodyFailedException) or HttpRequestException)
        {
            throw ExchangeFailures.OfBody(e, patience, _read);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Readers of compressed files read step by step; the deadline holds for them as well.
    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            response.Dispose();
            ended();
        }

        base.Dispose(disposing);
    }
}
