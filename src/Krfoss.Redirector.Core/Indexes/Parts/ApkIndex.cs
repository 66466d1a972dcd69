using System.Buffers;
using System.Buffers.Text;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary>
/// <c>APKINDEX</c> of apk 2, in a tar archive behind its signature. The file of a package is <c>name-version.apk</c>
/// beside the index; <c>C</c> is a digest of its control segment and not of the file, but changes with it all the same.
/// </summary>
internal sealed class ApkIndex(ListedFiles files) : StanzaLines
{
    private readonly ArrayBufferWriter<byte> _package = new(128);
    private readonly ArrayBufferWriter<byte> _version = new(128);
    private readonly ArrayBufferWriter<byte> _name = new(256);
    private readonly byte[] _digest = new byte[64];
    private int _digestLength;
    private long _size = -1;

    public static async ValueTask<string?> ReadAsync(
        Stream stream, LineFeed lines, ListedFiles files, CancellationToken cancellationToken)
    {
        using var archive = new TarFiles(stream);
        var wasFound = false;
        while (await archive.NextAsync(cancellationToken))
        {
            if (!archive.Name.AsSpan().SequenceEqual("APKINDEX"u8)) continue;
            wasFound = true;
            if (await lines.ReadAsync(archive, new ApkIndex(files), cancellationToken) is { } problem) return problem;
        }

        return wasFound ? null : "an archive without APKINDEX";
    }

    protected override void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name)
        {
            case [(byte)'P']:
                Replace(_package, value);
                break;
            case [(byte)'V']:
                Replace(_version, value);
                break;
            case [(byte)'S']:
                _size = SizeOf(value);
                break;
            case [(byte)'C'] when value is [(byte)'Q', (byte)'1' or (byte)'2', .. var text] && text.Length <= 64:
                _digestLength = Base64.DecodeFromUtf8(text, _digest, out _, out var length) is OperationStatus.Done
                    ? length
                    : 0;
                break;
        }
    }

    protected override string? EndStanza()
    {
        string? problem = null;
        if (_package.WrittenCount > 0 && _version.WrittenCount > 0)
        {
            Replace(_name, _package.WrittenSpan);
            _name.Write("-"u8);
            _name.Write(_version.WrittenSpan);
            _name.Write(".apk"u8);
            if (!_name.WrittenSpan.Contains((byte)'/'))
                problem = files.Add(_name.WrittenSpan, _size, _digest.AsSpan(0, _digestLength));
        }

        _package.ResetWrittenCount();
        _version.ResetWrittenCount();
        (_size, _digestLength) = (-1, 0);
        return problem;
    }

    private static void Replace(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> value)
    {
        buffer.ResetWrittenCount();
        buffer.Write(value);
    }
}
