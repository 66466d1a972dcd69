using System.Runtime.InteropServices;

namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>Unpacks <c>.zst</c>, also several frames one after another.</summary>
internal sealed unsafe class ZstdDecoder : IStreamDecoder
{
    /// <summary>2^27 bytes of window, the tool's own limit where nobody asks for <c>--long</c>.</summary>
    public const int WindowLog = 27;

    /// <summary><c>ZSTD_d_windowLogMax</c></summary>
    private const int WindowLogParameter = 100;

    private readonly ZstdHandle _handle = Libzstd.CreateDecoder();
    private bool _isBetweenFrames;

    public ZstdDecoder()
    {
        if (!_handle.IsInvalid && Libzstd.IsError(Libzstd.SetParameter(_handle, WindowLogParameter, WindowLog)) == 0)
            return;
        _handle.Dispose();
        throw new InvalidOperationException("libzstd does not start a decoder.");
    }

    public DecodedStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        // Nothing is left in the decoder once a frame is complete, and nothing else is a good end.
        if (isLast && _isBetweenFrames) return new(0, 0, IsEnd: true);
        fixed (byte* from = input, to = output)
        {
            var (taken, given) = (new ZstdBuffer(from, input.Length), new ZstdBuffer(to, output.Length));
            var result = Libzstd.Decode(_handle, ref given, ref taken);
            if (Libzstd.IsError(result) != 0)
            {
                var reason = Marshal.PtrToStringUTF8(Libzstd.ErrorName(result));
                throw new InvalidDataException($"no zstd data, or damaged ({reason})");
            }

            // The result is 0 at the end of a frame, else a guess of how much input is missing.
            _isBetweenFrames = result == 0;
            var (consumed, written) = ((int)taken.Position, (int)given.Position);
            if (isLast && written == 0 && !_isBetweenFrames)
                throw new InvalidDataException("zstd data that is cut off");
            return new(consumed, written, IsEnd: isLast && _isBetweenFrames);
        }
    }

    public void Dispose() => _handle.Dispose();
}
