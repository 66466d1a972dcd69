namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// The one file of a repository from which a client finds everything else: <c>InRelease</c>, <c>repomd.xml</c>,
/// <c>*.db</c>, <c>APKINDEX.tar.gz</c>, and for images the list of checksums beside them. Its content is the generation
/// of what it lists.
/// </summary>
public static class IndexRoots
{
    private const string RepomdFolder = "repodata";

    /// <summary>True for an index root. Only plain spellings count, so that no root has two names.</summary>
    /// <param name="path">Path inside the repository without leading slash, as the client wrote it.</param>
    public static bool IsRoot(RepositoryFormat format, ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return (HasRootName(format, path, name) || IsChecksumList(format, path)) && TidyPath.IsTidy(path);
    }

    /// <summary>True for a root that lists checksums of the files in its folder and below.</summary>
    public static bool IsChecksumList(RepositoryFormat format, ReadOnlySpan<char> path) =>
        format is not RepositoryFormat.Apk && FileNames.ListsFolder(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>
    /// The index root below a folder that clients name as base URL; null where the format has none there.
    /// </summary>
    /// <param name="folder">Empty, or a path inside the repository that ends with a slash.</param>
    public static string? Below(RepositoryFormat format, string folder) => format switch
    {
        RepositoryFormat.Rpm => $"{folder}{RepomdFolder}/repomd.xml",
        RepositoryFormat.Apk => $"{folder}APKINDEX.tar.gz",
        _ => null,
    };

    /// <summary>The roots that would list a file, as far as its path tells; see <see cref="IndexGuesses"/>.</summary>
    public static IReadOnlyList<string> Guesses(RepositoryFormat format, string path) => IndexGuesses.Of(format, path);

    private static bool HasRootName(
        RepositoryFormat format, ReadOnlySpan<char> path, ReadOnlySpan<char> name) => format switch
        {
            RepositoryFormat.Apt => name is "InRelease",
            RepositoryFormat.Rpm => name is "repomd.xml" && IsInRepodata(path),
            RepositoryFormat.Pacman => name.Length > 3 && name.EndsWith(".db", StringComparison.Ordinal),
            RepositoryFormat.Apk => name is "APKINDEX.tar.gz",
            _ => false,
        };

    private static bool IsInRepodata(ReadOnlySpan<char> path)
    {
        var folder = path[..Math.Max(0, path.LastIndexOf('/'))];
        return folder[(folder.LastIndexOf('/') + 1)..] is RepomdFolder;
    }
}
