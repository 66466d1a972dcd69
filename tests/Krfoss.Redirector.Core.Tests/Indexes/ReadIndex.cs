using System.Formats.Tar;
using System.Text;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes;

namespace Krfoss.Redirector.Core.Tests.Indexes;

/// <summary>A file as a sink got it; the digest in hexadecimal.</summary>
internal sealed record Listed(string Path, long SizeBytes, string Digest);

/// <summary>Reads indexes that a test writes down.</summary>
internal static class ReadIndex
{
    public static IndexRootReading Root(RepositoryFormat format, string path, string content, string unreadable = "")
    {
        var (reading, problem) = TryRoot(format, path, Encoding.UTF8.GetBytes(content), unreadable);
        Assert.Equal("", problem);
        return reading!;
    }

    /// <param name="unreadable">Names of compressions that cannot be read, e.g. "Xz Zstd".</param>
    public static (IndexRootReading? Reading, string Problem) TryRoot(
        RepositoryFormat format, string path, byte[] content, string unreadable = "") => IndexRootReader.Read(
            format, path, content, c => !unreadable.Contains(c.ToString(), StringComparison.Ordinal));

    public static async Task<List<Listed>> PartAsync(
        RepositoryFormat format, string rootPath, string partName, byte[] content)
    {
        var (listed, problem) = await TryPartAsync(format, rootPath, partName, new MemoryStream(content));
        Assert.Null(problem);
        return listed;
    }

    public static Task<List<Listed>> PartAsync(
        RepositoryFormat format, string rootPath, string partName, string content) =>
        PartAsync(format, rootPath, partName, Encoding.UTF8.GetBytes(content));

    public static async Task<(List<Listed> Listed, string? Problem)> TryPartAsync(
        RepositoryFormat format, string rootPath, string partName, Stream content)
    {
        var sink = new ListingSink();
        var part = new IndexPart(partName, partName, IndexCompression.None, -1, null, null);
        var problem = await IndexPartReader.ReadAsync(
            format, rootPath, part, content, sink, TestContext.Current.CancellationToken);
        return (sink.Listed, problem);
    }

    public static async Task<string?> ProblemAsync(
        RepositoryFormat format, string rootPath, string partName, string content) =>
        (await TryPartAsync(format, rootPath, partName, new MemoryStream(Encoding.UTF8.GetBytes(content)))).Problem;

    /// <summary>A tar archive of text files, or of folders where the name ends with a slash.</summary>
    public static byte[] Tar(params (string Name, string Content)[] files)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var isFolder = name.EndsWith('/');
                var entry = new PaxTarEntry(isFolder ? TarEntryType.Directory : TarEntryType.RegularFile, name);
                if (!isFolder) entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                writer.WriteEntry(entry);
            }
        }

        return archive.ToArray();
    }

    private sealed class ListingSink : IIndexSink
    {
        public List<Listed> Listed { get; } = [];

        public void Add(scoped ReadOnlySpan<char> path, long sizeBytes, scoped ReadOnlySpan<byte> digest) =>
            Listed.Add(new(path.ToString(), sizeBytes, Convert.ToHexStringLower(digest)));
    }
}
