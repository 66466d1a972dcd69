using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Indexes.Roots;

namespace Krfoss.Redirector.Core.Indexes;

/// <summary>
/// Says what an index root holds: how old it is by its own word, and which files list its packages. Whatever the
/// content, the answer is a reading or a problem in words, never an exception.
/// </summary>
public static class IndexRootReader
{
    /// <param name="rootPath">Where the root stands in the repository, without leading slash.</param>
    /// <param name="canRead">
    /// Which compressions can be read here; what has no other form goes to <see cref="IndexRootReading.Unreadable"/>.
    /// </param>
    /// <returns>A reading and an empty problem, or none and what is wrong with the content.</returns>
    public static (IndexRootReading? Reading, string Problem) Read(
        RepositoryFormat format,
        string rootPath,
        ReadOnlyMemory<byte> content,
        Func<IndexCompression, bool> canRead)
    {
        ArgumentNullException.ThrowIfNull(rootPath);
        ArgumentNullException.ThrowIfNull(canRead);
        if (content.IsEmpty) return (null, "an empty file");
        if (IndexRoots.IsChecksumList(format, rootPath)) return ChecksumRoot.Read(rootPath, content);
        return format switch
        {
            RepositoryFormat.Apt => AptRoot.Read(rootPath, content, canRead),
            RepositoryFormat.Rpm => RepomdRoot.Read(rootPath, content, canRead),
            RepositoryFormat.Pacman or RepositoryFormat.Apk => ArchiveRoot.Read(rootPath, content, canRead),
            RepositoryFormat.Plain => (null, "no index that can be read: only lists of checksums can"),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A new format needs its own reader."),
        };
    }
}
