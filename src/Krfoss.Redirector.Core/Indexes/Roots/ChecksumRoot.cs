using Krfoss.Redirector.Core.Indexes.Parts;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>
/// A list of checksums. It has no beginning that would tell it from a web page, so it is read through once: a list that
/// lists nothing is none.
/// </summary>
internal static class ChecksumRoot
{
    public static (IndexRootReading? Reading, string Problem) Read(string rootPath, ReadOnlyMemory<byte> content)
    {
        var files = new ListedFiles(Nobody.Instance, RootPaths.FolderOf(rootPath));
        var lines = new ChecksumLines(files);
        var rest = content.Span;
        while (!rest.IsEmpty)
        {
            if (lines.Take(Lines.Take(ref rest).TrimEnd((byte)'\r')) is { } problem) return (null, problem);
        }

        return files.Count == 0
            ? (null, "no line with a digest and a name")
            : (new(null, null, null, [ArchiveRoot.RootAsPart(rootPath, content.Span, IndexCompression.None)], []), "");
    }

    private sealed class Nobody : IIndexSink
    {
        public static readonly Nobody Instance = new();

        public void Add(scoped ReadOnlySpan<char> path, long sizeBytes, scoped ReadOnlySpan<byte> digest)
        {
        }
    }
}
