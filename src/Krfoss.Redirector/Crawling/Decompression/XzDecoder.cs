namespace Krfoss.Redirector.Crawling.Decompression;

/// <summary>Unpacks <c>.xz</c>, also several streams one after another.</summary>
internal sealed unsafe class XzDecoder : IStreamDecoder
{
    /// <summary>What <c>xz -9</c> packs needs 65 MiB; no index needs more.</summary>
    public const int MemoryBytes = 80 * 1024 * 1024;

    /// <summary><c>LZMA_CONCATENATED</c></summary>
    private const uint SeveralStreams = 8;

    private readonly LzmaHandle _handle = new();

    public XzDecoder()
    {
        var result = Liblzma.StartDecoder(_handle.State, MemoryBytes, SeveralStreams);
        if (result is LzmaResult.Ok) return;
        _handle.Dispose();
        throw new InvalidOperationException($"liblzma does not start a decoder: {result}");
    }

    public DecodedStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool isLast)
    {
        var isHeld = false;
        try
        {
            _handle.DangerousAddRef(ref isHeld);
            fixed (byte* from = input, to = output)
            {
                var state = _handle.State;
                state->Input = from;
                state->InputLength = (nuint)input.Length;
                state->Output = to;
                state->OutputLength = (nuint)output.Length;
                var result = Liblzma.Code(state, isLast ? LzmaAction.Finish : LzmaAction.Run);
                if (ProblemOf(result) is { } problem) throw new InvalidDataException(problem);
                return new(
                    input.Length - (int)state->InputLength,
                    output.Length - (int)state->OutputLength,
                    result is LzmaResult.StreamEnd);
            }
        }
        finally
        {
            if (isHeld) _handle.DangerousRelease();
        }
    }

    public void Dispose() => _handle.Dispose();

    private static string? ProblemOf(LzmaResult result) => result switch
    {
        LzmaResult.Ok or LzmaResult.StreamEnd => null,
        LzmaResult.MemoryLimit => $"xz data that takes more than {MemoryBytes} bytes of memory to unpack",

        // Only the end of the input leaves it without anything to do.
        LzmaResult.NoProgress => "xz data that is cut off",
        _ => $"no xz data, or damaged (liblzma says {(int)result})",
    };
}
