using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary>Paths as roots name them: what they are relative to, and how the file is compressed.</summary>
internal static class RootPaths
{
    /// <summary>Everything up to the last slash, with it; empty at the top.</summary>
    public static string FolderOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    /// <summary>
    /// The folder that the paths in a part are relative to. apt: above <c>dists/</c>, in flat repositories the root's
    /// own; rpm: above <c>repodata/</c>; others: the root's own.
    /// </summary>
    public static string ContentFolder(RepositoryFormat format, string rootPath)
    {
        var folder = FolderOf(rootPath);
        if (IndexRoots.IsChecksumList(format, rootPath)) return folder;
        if (format is RepositoryFormat.Rpm) return FolderOf(folder.TrimEnd('/'));
        if (format is not RepositoryFormat.Apt) return folder;
        if (folder.StartsWith("dists/", StringComparison.Ordinal)) return "";
        var dists = folder.IndexOf("/dists/", StringComparison.Ordinal);
        return dists < 0 ? folder : folder[..(dists + 1)];
    }

    /// <summary>
    /// A path relative to a folder of the repository in its tidy form; null where it leads out of it.
    /// </summary>
    public static string? Join(string folder, string path, bool isEscaped)
    {
        if (path.Length > PathClassifier.MaxLength) return null;
        Span<char> tidy = stackalloc char[PathClassifier.MaxLength];
        var isTidy = isEscaped
            ? TidyPath.TryWrite(path, tidy, out var length)
            : TidyPath.TryWriteUnescaped(path, tidy, out length);
        return isTidy && length > 0 && tidy[length - 1] != '/' ? $"{folder}{tidy[..length]}" : null;
    }

    /// <summary>By the end of the name; null for a compression that no reader here knows.</summary>
    public static IndexCompression? CompressionOf(string path) => FileNames.ExtensionOf(FileOf(path)) switch
    {
        "gz" => IndexCompression.Gzip,
        "xz" => IndexCompression.Xz,
        "zst" => IndexCompression.Zstd,
        "bz2" => IndexCompression.Bzip2,
        "lz" or "lz4" or "lzma" or "zck" => null,
        _ => IndexCompression.None,
    };

    public static bool IsCompression(ReadOnlySpan<byte> extension) =>
        extension.SequenceEqual("gz"u8) || extension.SequenceEqual("xz"u8) || extension.SequenceEqual("zst"u8)
        || extension.SequenceEqual("bz2"u8) || extension.SequenceEqual("lz4"u8) || extension.SequenceEqual("lzma"u8);

    public static string FileOf(string path) => path[(path.LastIndexOf('/') + 1)..];
}
