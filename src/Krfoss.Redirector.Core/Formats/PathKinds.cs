namespace Krfoss.Redirector.Core.Formats;

/// <summary>What follows from a kind of path.</summary>
public static class PathKinds
{
    /// <summary>True for what a mirror may answer; everything else is the origin's alone.</summary>
    public static bool IsForMirrors(this PathKind kind) =>
        kind is PathKind.Package or PathKind.PackageSignature or PathKind.InstallerImage;
}
