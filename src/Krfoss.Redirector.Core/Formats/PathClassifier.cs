namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// Says what a path inside a repository is, from its name alone. A wrong "package" is a failed install and a wrong
/// "metadata" only a longer way, so everything in doubt is a kind that goes to the origin. Allocates nothing.
/// </summary>
public static class PathClassifier
{
    /// <summary>Longest path that is looked at; longer ones are <see cref="PathKind.Unlisted"/>.</summary>
    public const int MaxLength = 2048;

    /// <summary>Classifies by the name alone, as a server that decodes escapes would read it.</summary>
    /// <param name="path">Path inside the repository without leading slash, escaped as it came, without query.</param>
    public static PathKind Classify(RepositoryFormat format, ReadOnlySpan<char> path)
    {
        if (TidyPath.IsTidy(path)) return ClassifyTidy(format, path);
        if (path.Length > MaxLength) return PathKind.Unlisted;
        Span<char> tidy = stackalloc char[MaxLength];
        return TidyPath.TryWrite(path, tidy, out var length)
            ? ClassifyTidy(format, tidy[..length])
            : PathKind.Unlisted;
    }

    private static PathKind ClassifyTidy(RepositoryFormat format, ReadOnlySpan<char> path)
    {
        if (path is [] or [.., '/']) return PathKind.Listing;
        var signed = SignatureSuffix.Strip(path);
        if (signed.Length == path.Length) return ClassifyFile(format, new(path));

        // What ends like a signature but signs no package is the signature of an index, or a key, or of a keyring.
        if (SignatureSuffix.Strip(signed).Length != signed.Length) return PathKind.Metadata;
        if (format == RepositoryFormat.Plain && PlainPaths.LooksLikeKey(new(path), new(signed)))
        {
            return PathKind.Metadata;
        }

        return ClassifyFile(format, new(signed)) is PathKind.Package or PathKind.InstallerImage
            ? PathKind.PackageSignature
            : PathKind.Metadata;
    }

    private static PathKind ClassifyFile(RepositoryFormat format, RepositoryPath path) => format switch
    {
        RepositoryFormat.Apt => AptPaths.Classify(path),
        RepositoryFormat.Rpm => RpmPaths.Classify(path),
        RepositoryFormat.Pacman => PacmanPaths.Classify(path),
        RepositoryFormat.Apk => ApkPaths.Classify(path),
        RepositoryFormat.Plain => PlainPaths.Classify(path),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A new format needs its own paths."),
    };
}
