using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>Trees of dnf and zypper: <c>repodata/</c> beside packages, install trees, disk images.</summary>
public static class RpmPaths
{
    public static PathKind Classify(RepositoryPath path)
    {
        // The whole folder and not names in it: a hashed primary.xml disappears from a mirror that is older or newer.
        if (path.IsIn("repodata") || IsMedia(path)) return PathKind.Metadata;
        if (path.Extension is "rpm" or "drpm")
        {
            // epel-release-latest-9.noarch.rpm: changes under its name, and no index lists it.
            return FileNames.IsMoving(path.Name) ? PathKind.Unlisted : PathKind.Package;
        }

        if (IsTreeDescription(path.Name) || SyncTraces.Holds(path)) return PathKind.Metadata;
        if (FileNames.IsKey(path.Name) || FileNames.IsChecksumList(path.Name)) return PathKind.Metadata;
        if (FileNames.IsImage(path.Name) || FileNames.IsArchive(path.Name))
        {
            if (FileNames.TellsVersion(path.Name)) return PathKind.Package;
        }

        // vmlinuz, initrd.img, boot.iso: the same names at every point release, with digests in .treeinfo. They must be
        // of one age with it, so they have its owner.
        return IsBootTree(path) ? PathKind.Metadata : PathKind.Unlisted;
    }

    private static bool IsBootTree(RepositoryPath path) =>
        path.IsIn("images") || path.IsIn("isolinux") || path.IsIn("EFI") || path.IsIn("LiveOS") || path.IsIn("boot");

    private static bool IsTreeDescription(ReadOnlySpan<char> name) =>
        name is ".treeinfo" or "treeinfo" or ".discinfo" or ".composeinfo" or "composeinfo.json" or "media.repo"
            or "extra_files.json" or "content" or "directory.yast"
        || FileNames.ExtensionOf(name) is "repo";

    /// <summary>zypper's <c>media.1/</c>, <c>media.2/</c> …</summary>
    private static bool IsMedia(RepositoryPath path)
    {
        var folders = path.Folder;
        foreach (var range in folders.Split('/'))
        {
            if (folders[range] is ['m', 'e', 'd', 'i', 'a', '.', >= '1' and <= '9', ..]) return true;
        }

        return false;
    }
}
