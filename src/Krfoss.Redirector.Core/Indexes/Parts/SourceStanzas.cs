using System.Buffers;
using System.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// <c>Sources</c>: one stanza is several files in one <c>Directory</c>. That may be named after them, so a stanza's
/// lists are kept until its end.
/// </summary>
internal sealed class SourceStanzas(ListedFiles files) : StanzaLines
{
    private readonly ArrayBufferWriter<byte> _folder = new(256);
    private readonly ArrayBufferWriter<byte> _strong = new(1024);
    private readonly ArrayBufferWriter<byte> _weak = new(1024);
    private readonly ArrayBufferWriter<byte> _path = new(512);
    private readonly StrongestDigest _digest = new();
    private ArrayBufferWriter<byte>? _open;

    protected override void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _open = null;
        if (Ascii.EqualsIgnoreCase(name, "Directory"u8)) Replace(_folder, value);
        else if (Ascii.EqualsIgnoreCase(name, "Checksums-Sha256"u8)) _open = _strong;
        else if (Ascii.EqualsIgnoreCase(name, "Files"u8)) _open = _weak;
        if (_open is null || value.IsEmpty) return;
        Continue(value);
    }

    protected override string? Continue(ReadOnlySpan<byte> value)
    {
        if (_open is null) return null;
        _open.Write(value);
        _open.Write("\n"u8);
        return null;
    }

    protected override string? EndStanza()
    {
        var problem = AddAll(_strong.WrittenCount > 0 ? _strong.WrittenSpan : _weak.WrittenSpan);
        _folder.ResetWrittenCount();
        _strong.ResetWrittenCount();
        _weak.ResetWrittenCount();
        _open = null;
        return problem;
    }

    private string? AddAll(ReadOnlySpan<byte> lines)
    {
        while (!lines.IsEmpty)
        {
            var name = Lines.Take(ref lines);
            var digest = Lines.TakeWord(ref name);
            var size = Lines.TakeWord(ref name);
            if (name.IsEmpty) return "a file of a source package without digest, size or name";
            _digest.Clear();
            _digest.Offer(StrongestDigest.RankOf(digest.Length), digest);
            Replace(_path, _folder.WrittenSpan);
            if (_path.WrittenCount > 0) _path.Write("/"u8);
            _path.Write(name);
            if (files.Add(_path.WrittenSpan, SizeOf(size), _digest.Bytes) is { } problem) return problem;
        }

        return null;
    }

    private static void Replace(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> value)
    {
        buffer.ResetWrittenCount();
        buffer.Write(value);
    }
}
