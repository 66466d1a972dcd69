using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Trees without an index that we read: every file is a package, unless its name says that it lists, signs or describes
/// others. FreeBSD's pkg catalogues are known by name, since OPNsense is served this way.
/// </summary>
public static class PlainPaths
{
    public static PathKind Classify(RepositoryPath path)
    {
        var name = path.Name;
        if (IsCatalogue(name) || path.IsIn("repodata") || SyncTraces.Holds(path)) return PathKind.Metadata;
        if (FileNames.IsKey(name) || FileNames.IsChecksumList(name)) return PathKind.Metadata;
        if (FileNames.ExtensionOf(name) is "html" or "htm" or "json" or "xml" or "yaml" or "yml" or "rss" or "torrent")
        {
            return PathKind.Unlisted;
        }

        // Names whose content moves: pkg's bootstrap in Latest/, OPNsense's changelog, "…-latest.iso".
        if (FileNames.IsMoving(name) || path.IsIn("Latest")) return PathKind.Unlisted;
        return name.StartsWith("changelog", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("README", StringComparison.OrdinalIgnoreCase)
            ? PathKind.Unlisted
            : PathKind.Package;
    }

    /// <summary>
    /// True for a key that ends like a signature. Nearly everything is a package here, so what is signed must look like
    /// a file of its own: <c>.asc</c> and <c>.gpg</c> behind an archive or image, others behind any name with a dot.
    /// </summary>
    public static bool LooksLikeKey(RepositoryPath path, RepositoryPath content)
    {
        if (path.Extension is "sig" or "sign") return content.Extension.IsEmpty;
        return !FileNames.IsArchive(content.Name)
            && !FileNames.IsImage(content.Name)
            && content.Extension is not ("pkg" or "deb" or "rpm" or "apk" or "exe" or "msi" or "dmg" or "bin");
    }

    private static bool IsCatalogue(ReadOnlySpan<char> name)
    {
        var dot = name.IndexOf('.');
        var stem = dot < 0 ? name : name[..dot];
        if (stem is "InRelease" or "Release" or "Packages" or "Sources" or "APKINDEX") return true;
        return dot > 0
            && (stem is "packagesite" or "filesite" or "digests" or "meta" or "data" or "pkg-catalog"
                || name[(dot + 1)..] is "db" or "files");
    }
}
