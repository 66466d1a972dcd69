namespace Krfoss.Redirector.Core.Formats;

/// <summary>The families of repositories; the names are the words of <c>format:</c> in the catalog.</summary>
public enum RepositoryFormat
{
    Apt,
    Rpm,
    Pacman,
    Apk,
    Plain,
}

/// <summary>
/// What a path inside a repository is. The kind decides who may answer: the origin alone, or a mirror.
/// </summary>
public enum PathKind
{
    /// <summary>Package, source archive, image: never changes under its name; goes to a mirror.</summary>
    Package,

    /// <summary>Detached signature of a package; goes to the mirror that has the package.</summary>
    PackageSignature,

    /// <summary>Debian installer files below <c>dists/</c> that no index names; go to a mirror.</summary>
    InstallerImage,

    /// <summary>Index, key, checksum list, trace, or a signature of one; goes to the origin.</summary>
    Metadata,

    /// <summary>A folder (ends with a slash, or is empty); goes to the origin.</summary>
    Listing,

    /// <summary>Nothing that the format names. No index vouches for it; goes to the origin.</summary>
    Unlisted,
}

/// <summary>What follows from a kind of path.</summary>
public static class PathKinds
{
    /// <summary>True for what a mirror may answer; everything else is the origin's alone.</summary>
    public static bool IsForMirrors(this PathKind kind) =>
        kind is PathKind.Package or PathKind.PackageSignature or PathKind.InstallerImage;
}
