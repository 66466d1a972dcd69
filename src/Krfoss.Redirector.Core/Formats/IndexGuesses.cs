namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Where a file that no known index lists is most likely listed: for paths that clients ask for before any root of
/// their part of the repository was learnt. Guesses only; whoever follows one checks that the origin has it.
/// </summary>
public static class IndexGuesses
{
    /// <summary>
    /// An rpm lies at most so many folders below the one that has <c>repodata/</c> (<c>Packages/a/</c>).
    /// </summary>
    public const int RepodataAncestors = 4;

    /// <summary>Folders that pacman's repositories are named above, not by.</summary>
    private static readonly string[] Architectures =
    [
        "x86_64", "i486", "i586", "i686", "pentium4", "aarch64", "arm", "riscv64", "loong64", "ppc64", "powerpc", "any",
    ];

    /// <summary>Paths of roots that would list the file, the likeliest first; empty where none can be named.</summary>
    /// <param name="path">Path of a package or image inside the repository, tidy, without leading slash.</param>
    public static IReadOnlyList<string> Of(RepositoryFormat format, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var slash = path.LastIndexOf('/');
        var (folder, name) = (path[..(slash + 1)], path[(slash + 1)..]);
        if (format is RepositoryFormat.Plain || FileNames.IsImage(name)) return Lists(format, folder);
        return format switch
        {
            RepositoryFormat.Rpm => Repodata(folder),
            RepositoryFormat.Pacman => Database(folder),
            RepositoryFormat.Apk => [IndexRoots.Below(format, folder)!],

            // pool/ says nothing of the suites that list a file of it.
            _ => [],
        };
    }

    private static string[] Lists(RepositoryFormat format, string folder) => format switch
    {
        RepositoryFormat.Apk => [],
        RepositoryFormat.Pacman => [$"{folder}sha256sums.txt"],
        _ => [$"{folder}SHA256SUMS", $"{folder}CHECKSUM"],
    };

    private static List<string> Repodata(string folder)
    {
        var guesses = new List<string>(RepodataAncestors);
        while (guesses.Count < RepodataAncestors)
        {
            guesses.Add(IndexRoots.Below(RepositoryFormat.Rpm, folder)!);
            if (folder.Length == 0) break;
            folder = folder[..(folder.LastIndexOf('/', folder.Length - 2) + 1)];
        }

        return guesses;
    }

    /// <summary>
    /// <c>core/os/x86_64/core.db</c>, <c>stable/core/x86_64/core.db</c>, <c>aarch64/core/core.db</c>: the database has
    /// the name of the nearest folder that is no architecture.
    /// </summary>
    private static string[] Database(string folder)
    {
        var rest = folder.AsSpan().TrimEnd('/');
        while (!rest.IsEmpty)
        {
            var slash = rest.LastIndexOf('/');
            var last = rest[(slash + 1)..];
            if (last is not "os" && !IsArchitecture(last)) return [$"{folder}{last}.db"];
            rest = rest[..Math.Max(0, slash)];
        }

        return [];
    }

    private static bool IsArchitecture(ReadOnlySpan<char> folder)
    {
        foreach (var architecture in Architectures)
        {
            if (!folder.StartsWith(architecture, StringComparison.Ordinal)) continue;
            if (folder.Length == architecture.Length || folder[architecture.Length] is '_' or 'v' or 'h') return true;
            if (architecture is "arm" or "ppc64") return true;
        }

        return false;
    }
}
