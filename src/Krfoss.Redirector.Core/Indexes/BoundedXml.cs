using System.Xml;

namespace Krfoss.Redirector.Core.Indexes;

/// <summary>
/// XML of a stranger in bounded memory: no DTD, nothing fetched, names and tags limited. Breaches and bad syntax are
/// <see cref="XmlException"/> or <see cref="InvalidDataException"/>; the callers make problems of them.
/// </summary>
internal static class BoundedXml
{
    public static XmlReader Open(Stream stream) => XmlReader.Create(new TagLimit(stream), new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        NameTable = new LimitedNames(),
    });

    /// <summary>The value of an attribute without a namespace; null where there is none.</summary>
    public static string? Attribute(XmlReader reader, string name) => reader.GetAttribute(name);

    /// <summary>What <c>xml:base</c> says, or an empty string.</summary>
    public static string BaseOf(XmlReader reader) =>
        reader.GetAttribute("base", "http://www.w3.org/XML/1998/namespace") ?? "";

    /// <summary>The reader keeps every name it meets for as long as it lives.</summary>
    private sealed class LimitedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len)
        {
            if (Get(key, start, len) is { } known) return known;
            if (++_count > IndexLimits.XmlNames)
                throw new InvalidDataException($"more than {IndexLimits.XmlNames} names of elements");
            return base.Add(key, start, len);
        }
    }

    /// <summary>
    /// The reader holds a tag with its attributes as a whole, and no tag can hold a less-than sign; so their distance
    /// is a bound of what it holds.
    /// </summary>
    private sealed class TagLimit(Stream inner) : ReadOnlyStream
    {
        private int _sinceTag;

        public override int Read(Span<byte> buffer)
        {
            var count = inner.Read(buffer);
            Look(buffer[..count]);
            return count;
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            Look(buffer.Span[..count]);
            return count;
        }

        private void Look(ReadOnlySpan<byte> bytes)
        {
            // A piece that is longer than the limit may hide a long tag between two others; readers ask for less.
            if (bytes.IndexOf((byte)'<') is var first and >= 0)
            {
                Count(first);
                _sinceTag = bytes.Length - bytes.LastIndexOf((byte)'<');
            }
            else
            {
                Count(bytes.Length);
            }
        }

        private void Count(int bytes)
        {
            _sinceTag += bytes;
            if (_sinceTag > IndexLimits.XmlTagBytes)
                throw new InvalidDataException($"a tag or text of more than {IndexLimits.XmlTagBytes} bytes");
        }
    }
}
