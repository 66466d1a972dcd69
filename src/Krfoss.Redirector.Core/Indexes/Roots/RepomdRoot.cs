using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>
/// <c>repodata/repomd.xml</c> of createrepo_c: of all the data only <c>primary</c> lists packages.
/// </summary>
internal static class RepomdRoot
{
    private const string Primary = "primary";
    private const int LongestRevision = 200;

    /// <summary>
    /// A revision is an epoch by default, and may be any text: 20240101 is a date and not August 1970.
    /// </summary>
    private static readonly (long First, long Last) Epochs = (946_684_800, 4_102_444_800);

    public static (IndexRootReading? Reading, string Problem) Read(
        string rootPath, ReadOnlyMemory<byte> content, Func<IndexCompression, bool> canRead)
    {
        try
        {
            using var stream = AsStream(content);
            using var reader = BoundedXml.Open(stream);
            var document = new Document();
            return document.Read(reader) is { } problem ? (null, problem) : document.Reading(rootPath, canRead);
        }
        catch (Exception e) when (e is XmlException or InvalidDataException)
        {
            return (null, $"no repomd.xml: {e.Message}");
        }
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var array)
            ? new(array.Array!, array.Offset, array.Count, writable: false)
            : new(content.ToArray(), writable: false);

    private static long? Epoch(string text)
    {
        var dot = text.IndexOf('.');
        return long.TryParse(dot < 0 ? text : text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            && n >= Epochs.First && n < Epochs.Last
            ? n
            : null;
    }

    private sealed class Document
    {
        private readonly List<Data> _primaries = [];
        private string? _revision;
        private long? _latest;

        public string? Read(XmlReader reader)
        {
            if (reader.MoveToContent() is not XmlNodeType.Element || reader.LocalName is not "repomd")
                return "no repomd.xml: it has another root element";
            Data? data = null;
            while (reader.Read())
            {
                if (reader.Depth > IndexLimits.XmlDepth) return "elements within elements without end";
                if (reader.NodeType is XmlNodeType.EndElement && reader.Depth == 1) data = null;
                if (reader.NodeType is not XmlNodeType.Element) continue;
                if (reader.Depth == 1 && reader.LocalName is "revision") _revision = Text(reader);
                else if (reader.Depth == 1 && reader.LocalName is "data") data = Begin(reader);
                else if (reader.Depth == 2 && data is not null) Take(reader, data);
            }

            return null;
        }

        public (IndexRootReading? Reading, string Problem) Reading(
            string rootPath, Func<IndexCompression, bool> canRead)
        {
            if (_primaries.Count == 0) return (null, "no primary data");
            var folder = RootPaths.FolderOf(RootPaths.FolderOf(rootPath).TrimEnd('/'));
            var parts = new List<IndexPart>();
            foreach (var data in _primaries)
            {
                if (data.IsElsewhere || RootPaths.CompressionOf(data.Href) is not { } compression) continue;
                if (compression is not IndexCompression.None && !canRead(compression)) continue;
                if (RootPaths.Join(folder, data.Href, isEscaped: true) is not { } path)
                    return (null, "a location of the primary data that leads out of the repository, or none");
                parts.Add(new(Primary, path, compression, data.SizeBytes, data.Sha256, null));
                break;
            }

            var epoch = Epoch(_revision ?? "") ?? _latest;
            return (new(
                epoch is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
                null,
                _revision is { Length: > 0 and <= LongestRevision } ? _revision : null,
                parts,
                parts.Count == 0 ? [Primary] : []), "");
        }

        private Data Begin(XmlReader reader)
        {
            var data = new Data();
            if (BoundedXml.Attribute(reader, "type") is Primary && _primaries.Count < IndexLimits.Parts)
                _primaries.Add(data);
            return data;
        }

        private void Take(XmlReader reader, Data data)
        {
            switch (reader.LocalName)
            {
                case "location":
                    data.Href = BoundedXml.Attribute(reader, "href") ?? "";
                    data.IsElsewhere = BoundedXml.BaseOf(reader).Length > 0;
                    break;
                case "checksum" when BoundedXml.Attribute(reader, "type") is "sha256":
                    if (Text(reader) is { Length: 64 } digest && digest.All(char.IsAsciiHexDigit))
                        data.Sha256 = digest.ToLowerInvariant();
                    break;
                case "size":
                    if (long.TryParse(Text(reader), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                        data.SizeBytes = size;
                    break;
                case "timestamp" when Epoch(Text(reader)) is { } seconds && (_latest is null || seconds > _latest):
                    _latest = seconds;
                    break;
            }
        }

        /// <summary>Leaves the reader at the text, so that the loop meets the end of the element next.</summary>
        private static string Text(XmlReader reader) =>
            !reader.IsEmptyElement && reader.Read() && reader.NodeType is XmlNodeType.Text ? reader.Value.Trim() : "";
    }

    private sealed class Data
    {
        public string Href { get; set; } = "";

        public bool IsElsewhere { get; set; }

        public long SizeBytes { get; set; } = -1;

        public string? Sha256 { get; set; }
    }
}
