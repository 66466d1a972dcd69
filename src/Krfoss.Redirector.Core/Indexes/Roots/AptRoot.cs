namespace Krfoss.Redirector.Core.Indexes.Roots;

/// <summary><c>InRelease</c>, clear-signed or not, and <c>Release</c>. Does not verify: that is the host's.</summary>
internal static class AptRoot
{
    public static (IndexRootReading? Reading, string Problem) Read(
        string rootPath, ReadOnlyMemory<byte> content, Func<IndexCompression, bool> canRead)
    {
        var text = content;
        if (ClearSignedMessage.IsOne(content.Span))
        {
            var (message, unreadable) = ClearSignedMessage.Read(content);
            if (message is null) return (null, unreadable);
            text = message.Text;
        }

        var (release, problem) = ReleaseText.Read(text.Span);
        if (release is null) return (null, problem);
        var folder = RootPaths.FolderOf(rootPath);
        var (parts, unreadableNames) = (new List<IndexPart>(), new List<string>());
        foreach (var forms in release.Files.GroupBy(file => NameOf(file.Path), StringComparer.Ordinal))
        {
            if (Best([.. forms], canRead) is not { } best) unreadableNames.Add(forms.Key);
            else if (RootPaths.Join(folder, best.Path, isEscaped: false) is not { } path)
                return (null, $"a path that leads out of the repository: {best.Path}");
            else
                parts.Add(PartOf(forms.Key, path, best, release.HasByHash));
        }

        return (new(release.Date, release.ValidUntil, null, parts, unreadableNames), "");
    }

    /// <summary>
    /// True for <c>main/binary-amd64/Packages</c>, <c>main/source/Sources</c> and, in flat repositories, for both
    /// beside the root; with any compression.
    /// </summary>
    public static bool ListsPackages(ReadOnlySpan<byte> path)
    {
        if (path.StartsWith("./"u8)) path = path[2..];
        var slash = path.LastIndexOf((byte)'/');
        var above = path[..Math.Max(0, slash)];
        var name = path[(slash + 1)..];
        var folder = above[(above.LastIndexOf((byte)'/') + 1)..];
        var dot = name.IndexOf((byte)'.');
        var stem = dot < 0 ? name : name[..dot];
        if (dot >= 0 && !RootPaths.IsCompression(name[(dot + 1)..])) return false;
        if (stem.SequenceEqual("Packages"u8)) return folder.IsEmpty || folder.StartsWith("binary-"u8);
        return stem.SequenceEqual("Sources"u8) && (folder.IsEmpty || folder.SequenceEqual("source"u8));
    }

    private static string NameOf(string path) =>
        RootPaths.CompressionOf(path) is IndexCompression.None ? path : path[..path.LastIndexOf('.')];

    /// <summary>
    /// The plain form is taken only where it is the only one: it is listed for the digest of the unpacked content, and
    /// need not exist.
    /// </summary>
    private static ReleaseFile? Best(ReleaseFile[] forms, Func<IndexCompression, bool> canRead) =>
        forms is [var only] && RootPaths.CompressionOf(only.Path) is IndexCompression.None
            ? only
            : forms
                .Select(file => (File: file, Compression: RootPaths.CompressionOf(file.Path)))
                .Where(form => form.Compression is not (null or IndexCompression.None)
                    && canRead(form.Compression.Value))
                .OrderBy(form => form.Compression)
                .Select(form => form.File)
                .FirstOrDefault();

    private static IndexPart PartOf(string name, string path, ReleaseFile file, bool hasByHash) => new(
        name,
        path,
        RootPaths.CompressionOf(path) ?? IndexCompression.None,
        file.SizeBytes,
        file.Sha256,
        hasByHash && file.Sha256 is not null ? $"{RootPaths.FolderOf(path)}by-hash/SHA256/{file.Sha256}" : null);
}
