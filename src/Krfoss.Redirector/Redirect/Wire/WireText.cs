using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Krfoss.Redirector.Redirect.Wire;

/// <summary>An answer on its way into the memory of a connection; nothing of it is sent unless it ends well.</summary>
/// <param name="room">Bytes that the whole answer fits into.</param>
internal ref struct WireText(PipeWriter output, int room)
{
    private readonly Span<byte> _room = output.GetSpan(room);
    private int _length;
    private bool _isBroken;

    public void Add(scoped ReadOnlySpan<byte> ascii)
    {
        ascii.CopyTo(_room[_length..]);
        _length += ascii.Length;
    }

    /// <summary>Anything but ASCII spoils the answer.</summary>
    public void Add(scoped ReadOnlySpan<char> text)
    {
        _isBroken |= Ascii.FromUtf16(text, _room[_length..], out var written) != OperationStatus.Done;
        _length += written;
    }

    public void Add(char ascii) => _room[_length++] = (byte)ascii;

    /// <summary>True where the answer is now part of what is sent.</summary>
    public readonly bool TryEnd()
    {
        if (_isBroken) return false;
        output.Advance(_length);
        return true;
    }
}
