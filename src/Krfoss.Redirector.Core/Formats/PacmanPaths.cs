using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Repositories of pacman: databases (<c>x.db</c>, <c>x.files</c>) beside their packages, and media below <c>iso/</c>.
/// </summary>
public static class PacmanPaths
{
    public static PathKind Classify(RepositoryPath path)
    {
        // First, since a package may have ".db" in its name.
        if (IsPackage(path.Name)) return PathKind.Package;
        if (IsDatabase(path.Name) || SyncTraces.Holds(path)) return PathKind.Metadata;
        if (FileNames.IsKey(path.Name) || FileNames.IsChecksumList(path.Name)) return PathKind.Metadata;
        if (!FileNames.IsImage(path.Name) && !FileNames.IsArchive(path.Name)) return PathKind.Unlisted;

        // iso/2024.01.01/archlinux-x86_64.iso keeps its content, iso/latest/archlinux-x86_64.iso does not.
        if (FileNames.IsMoving(path.Name)) return PathKind.Unlisted;
        return FileNames.TellsVersion(path.Name) || FileNames.TellsVersion(path.Folder)
            ? PathKind.Package
            : PathKind.Unlisted;
    }

    private static bool IsPackage(ReadOnlySpan<char> name)
    {
        var extension = FileNames.ExtensionOf(name);
        if (FileNames.IsCompression(extension) || extension is "lrz" or "lzo" or "Z")
        {
            name = name[..^(extension.Length + 1)];
        }

        return name.EndsWith(".pkg.tar", StringComparison.Ordinal);
    }

    /// <summary>x.db, x.db.tar.gz, x.files.tar.zst.old, x.links.tar.gz …</summary>
    private static bool IsDatabase(ReadOnlySpan<char> name)
    {
        while (true)
        {
            var extension = FileNames.ExtensionOf(name);
            if (extension is "db" or "files" or "links") return true;
            if (extension is not ("tar" or "old" or "sig") && !FileNames.IsCompression(extension)) return false;
            name = name[..^(extension.Length + 1)];
        }
    }
}
