using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Archives of Debian's kind: <c>dists/</c> with indexes, <c>pool/</c> with packages, or everything flat in one folder.
/// Also where a whole family stands below one repository path (<c>debian/pve/dists/…</c>).
/// </summary>
public static class AptPaths
{
    /// <summary>Place of an installer folder at the earliest: <c>dists/suite/component/installer-amd64/</c>.</summary>
    private const int InstallerDepth = 3;

    public static PathKind Classify(RepositoryPath path)
    {
        if (IsIndex(path) || SyncTraces.Holds(path) || FileNames.IsKey(path.Name)) return PathKind.Metadata;

        // Proxmox keeps its packages beside the indexes, below dists/; Packages lists them like any others.
        if (path.Extension is "deb" or "udeb" or "ddeb" or "dsc") return PathKind.Package;
        if (FileNames.IsChecksumList(path.Name)) return PathKind.Metadata;
        if (path.DepthOf("dists") is >= 0 and var dists && !(path.DepthOf("pool") is >= 0 and var pool && pool < dists))
        {
            return IsInstallerFile(path, dists) ? PathKind.InstallerImage : PathKind.Metadata;
        }

        if (path.IsIn("pool")) return PathKind.Package;
        if (path.IsBelow("indices") || path.Whole is "extrafiles") return PathKind.Metadata;
        if (path.IsBelow("doc") || path.IsBelow("tools")) return PathKind.Unlisted;
        if (FileNames.IsImage(path.Name) || FileNames.IsArchive(path.Name))
        {
            return FileNames.TellsVersion(path.Name) ? PathKind.Package : PathKind.Unlisted;
        }

        return PathKind.Unlisted;
    }

    /// <summary>
    /// Names that are indexes wherever they stand, so that flat repositories need no rule of their own.
    /// </summary>
    private static bool IsIndex(RepositoryPath path)
    {
        var name = path.Name;
        if (name is "InRelease" or "Release" or "Packages" or "Sources") return true;
        if (name is "MANIFEST" or "MANIFEST.udebs" or "udeb.list") return true;

        return name.StartsWith("Packages.", StringComparison.Ordinal)
            || name.StartsWith("Sources.", StringComparison.Ordinal)
            || name.StartsWith("Release.", StringComparison.Ordinal)
            || name.StartsWith("Contents-", StringComparison.Ordinal)
            || name.StartsWith("Translation-", StringComparison.Ordinal)
            || path.IsIn("by-hash")
            || path.IsIn("Packages.diff")
            || path.IsIn("Sources.diff");
    }

    /// <summary>
    /// Files that no index lists by digest and that apt never asks for: boot images, signed loaders, upgraders.
    /// </summary>
    private static bool IsInstallerFile(RepositoryPath path, int dists)
    {
        var depth = 0;
        var folders = path.Folder;
        foreach (var range in folders.Split('/'))
        {
            var folder = folders[range];
            if (depth++ < dists + InstallerDepth) continue;
            if (folder.StartsWith("installer-", StringComparison.Ordinal)) return true;
            if (folder is "uefi" or "signed" or "dist-upgrader-all") return true;
        }

        return false;
    }
}
