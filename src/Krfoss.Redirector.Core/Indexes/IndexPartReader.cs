using System.Xml;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes.Parts;
using Krfoss.Redirector.Core.Indexes.Roots;

namespace Krfoss.Redirector.Core.Indexes;

/// <summary>
/// Hands the files that a part of an index lists to a sink, as the stream comes: memory does not grow with the index.
/// What the sink got before a problem showed is as good as the index is: check digest and size before believing any.
/// Entries without a usable path (none, one that leads out of the repository, one that is elsewhere) are left out.
/// </summary>
public static class IndexPartReader
{
    /// <param name="rootPath">Where the root stands that names the part; paths in it are relative to that.</param>
    /// <param name="decompressed">Stays open.</param>
    /// <returns>What is wrong with the content or its stream, in words; null = read to its end.</returns>
    /// <exception cref="OperationCanceledException">The caller's own wish.</exception>
    public static async Task<string?> ReadAsync(
        RepositoryFormat format,
        string rootPath,
        IndexPart part,
        Stream decompressed,
        IIndexSink sink,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rootPath);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(decompressed);
        ArgumentNullException.ThrowIfNull(sink);
        var files = new ListedFiles(sink, RootPaths.ContentFolder(format, rootPath));
        try
        {
            return await ReadAsync(KindOf(format, rootPath, part), decompressed, files, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or XmlException)
        {
            return e.Message;
        }
    }

    private static async Task<string?> ReadAsync(
        PartKind kind, Stream stream, ListedFiles files, CancellationToken cancellationToken)
    {
        using var lines = new LineFeed();
        return kind switch
        {
            PartKind.Checksums => await lines.ReadAsync(stream, new ChecksumLines(files), cancellationToken),
            PartKind.Packages => await lines.ReadAsync(stream, new PackageStanzas(files), cancellationToken),
            PartKind.Sources => await lines.ReadAsync(stream, new SourceStanzas(files), cancellationToken),
            PartKind.Primary => await PrimaryXml.ReadAsync(stream, files, cancellationToken),
            PartKind.PacmanDatabase => await PacmanDatabase.ReadAsync(stream, lines, files, cancellationToken),
            PartKind.ApkIndex => await ApkIndex.ReadAsync(stream, lines, files, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A new kind of part needs its own reader."),
        };
    }

    private static PartKind KindOf(RepositoryFormat format, string rootPath, IndexPart part)
    {
        if (IndexRoots.IsChecksumList(format, rootPath)) return PartKind.Checksums;
        return format switch
        {
            RepositoryFormat.Apt when RootPaths.FileOf(part.Name) is "Sources" => PartKind.Sources,
            RepositoryFormat.Apt => PartKind.Packages,
            RepositoryFormat.Rpm => PartKind.Primary,
            RepositoryFormat.Pacman => PartKind.PacmanDatabase,
            RepositoryFormat.Apk => PartKind.ApkIndex,
            _ => throw new ArgumentException($"{rootPath} is no index root of {format}.", nameof(rootPath)),
        };
    }

    private enum PartKind
    {
        Checksums,
        Packages,
        Sources,
        Primary,
        PacmanDatabase,
        ApkIndex,
    }
}
