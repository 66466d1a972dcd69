using Krfoss.Redirector.Core.Formats.Syncing;

namespace Krfoss.Redirector.Core.Formats;

/// <summary>Repositories of Alpine: <c>APKINDEX</c> beside the packages, media below <c>releases/</c>.</summary>
public static class ApkPaths
{
    public static PathKind Classify(RepositoryPath path)
    {
        if (path.Extension is "apk") return PathKind.Package;
        if (path.Name.StartsWith("APKINDEX", StringComparison.Ordinal) || path.Name is "latest-releases.yaml")
        {
            return PathKind.Metadata;
        }

        if (SyncTraces.Holds(path) || FileNames.IsKey(path.Name)) return PathKind.Metadata;
        if (FileNames.IsChecksumList(path.Name)) return PathKind.Metadata;
        return (FileNames.IsImage(path.Name) || FileNames.IsArchive(path.Name)) && FileNames.TellsVersion(path.Name)
            ? PathKind.Package
            : PathKind.Unlisted;
    }
}
