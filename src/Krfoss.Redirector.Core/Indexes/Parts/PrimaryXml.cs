using System.Globalization;
using System.Xml;

namespace Krfoss.Redirector.Core.Indexes.Parts;

/// <summary><c>primary.xml</c> of createrepo_c: of each package its location, size and checksum.</summary>
internal sealed class PrimaryXml(ListedFiles files)
{
    private readonly char[] _href = new char[Formats.PathClassifier.MaxLength];
    private readonly char[] _text = new char[2 * 64];
    private readonly byte[] _digest = new byte[64];
    private int _hrefLength;
    private int _digestLength;
    private long _size = -1;

    /// <exception cref="XmlException">No well-formed XML.</exception>
    /// <exception cref="InvalidDataException">XML beyond our limits.</exception>
    public static async ValueTask<string?> ReadAsync(
        Stream stream, ListedFiles files, CancellationToken cancellationToken)
    {
        using var reader = BoundedXml.Open(stream);
        if (await reader.MoveToContentAsync() is not XmlNodeType.Element || reader.LocalName is not "metadata")
            return "no primary.xml: it has another root element";
        var package = new PrimaryXml(files);
        while (await reader.ReadAsync())
        {
            if (reader.Depth > IndexLimits.XmlDepth) return "elements within elements without end";
            if (reader.Depth == 1 && reader.NodeType is XmlNodeType.EndElement)
            {
                if (package.End() is { } problem) return problem;
                cancellationToken.ThrowIfCancellationRequested();
            }
            else if (reader.Depth == 2 && reader.NodeType is XmlNodeType.Element)
            {
                await package.TakeAsync(reader);
            }
        }

        return null;
    }

    private async ValueTask TakeAsync(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "location":
                TakeLocation(reader);
                break;
            case "size" when reader.MoveToAttribute("package"):
                _size = ReadSize(reader);
                break;
            case "checksum" when !reader.IsEmptyElement:
                if (await reader.ReadAsync() && reader.NodeType is XmlNodeType.Text) await TakeDigestAsync(reader);
                break;
        }
    }

    private void TakeLocation(XmlReader reader)
    {
        // Packages of another place are not this repository's, whatever their path there is.
        _hrefLength = 0;
        if (BoundedXml.BaseOf(reader).Length > 0 || !reader.MoveToAttribute("href")) return;
        var length = ReadChunk(reader, _href);
        _hrefLength = length < _href.Length ? length : 0;
    }

    private long ReadSize(XmlReader reader)
    {
        var length = ReadChunk(reader, _text);
        return long.TryParse(_text.AsSpan(0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : -1;
    }

    private async ValueTask TakeDigestAsync(XmlReader reader)
    {
        var length = 0;
        while (length < _text.Length
            && await reader.ReadValueChunkAsync(_text, length, _text.Length - length) is > 0 and var count)
        {
            length += count;
        }

        var hex = _text.AsSpan(0, length).Trim();
        _digestLength = Convert.FromHexString(hex, _digest, out _, out var bytes)
            is System.Buffers.OperationStatus.Done ? bytes : 0;
    }

    /// <summary>The value of an attribute, without making a string of it.</summary>
    private static int ReadChunk(XmlReader reader, char[] buffer)
    {
        var length = 0;
        while (length < buffer.Length
            && reader.ReadValueChunk(buffer, length, buffer.Length - length) is > 0 and var count)
        {
            length += count;
        }

        return length;
    }

    private string? End()
    {
        var problem = _hrefLength == 0
            ? null
            : files.AddEscaped(_href.AsSpan(0, _hrefLength), _size, _digest.AsSpan(0, _digestLength));
        (_hrefLength, _digestLength, _size) = (0, 0, -1);
        return problem;
    }
}
