using System.Buffers.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// Stanzas of <c>Name: value</c>, empty lines between them, continued by lines that begin with a blank (Debian policy,
/// 5.1). APKINDEX is the same with names of one letter.
/// </summary>
internal abstract class StanzaLines : ILineTaker
{
    private int _stanzaBytes;

    public string? Take(ReadOnlySpan<byte> line)
    {
        var value = line.TrimStart(" \t"u8);
        if (value.IsEmpty) return End();
        _stanzaBytes += line.Length;
        if (_stanzaBytes > IndexLimits.EntryBytes) return $"a stanza of more than {IndexLimits.EntryBytes} bytes";
        if (value.Length != line.Length) return Continue(value.TrimEnd(" \t"u8));
        var colon = line.IndexOf((byte)':');
        if (colon <= 0) return "neither a field nor an empty line";
        Field(line[..colon], line[(colon + 1)..].Trim(" \t"u8));
        return null;
    }

    public string? End()
    {
        if (_stanzaBytes == 0) return null;
        _stanzaBytes = 0;
        return EndStanza();
    }

    protected abstract void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value);

    /// <summary>One more line of the field before.</summary>
    protected virtual string? Continue(ReadOnlySpan<byte> value) => null;

    /// <summary>Hands on what the stanza said and forgets it.</summary>
    protected abstract string? EndStanza();

    /// <summary>A size in bytes; −1 for what is no number.</summary>
    protected static long SizeOf(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long size, out var used) && used == value.Length && size >= 0 ? size : -1;
}
