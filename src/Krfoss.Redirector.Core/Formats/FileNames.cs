namespace Krfoss.Redirector.Core.Formats;

/// <summary>
/// What file names tell in every family of repositories. Case-sensitive, as mirrors' file systems are.
/// </summary>
public static class FileNames
{
    private static readonly string[] Digests = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "b2", "b3"];

    public static ReadOnlySpan<char> ExtensionOf(ReadOnlySpan<char> name)
    {
        var dot = name.LastIndexOf('.');
        return dot <= 0 ? [] : name[(dot + 1)..];
    }

    /// <summary>Tarballs, source diffs and zip files.</summary>
    public static bool IsArchive(ReadOnlySpan<char> name)
    {
        var extension = ExtensionOf(name);
        if (extension is "tar" or "tgz" or "txz" or "tbz" or "tbz2" or "tzst" or "zip" or "7z") return true;
        return IsCompression(extension) && ExtensionOf(name[..^(extension.Length + 1)]) is "tar" or "diff";
    }

    /// <summary>Images of disks and media, also compressed ones, and jigdo's recipes for them.</summary>
    public static bool IsImage(ReadOnlySpan<char> name)
    {
        var extension = ExtensionOf(name);
        if (IsCompression(extension)) extension = ExtensionOf(name[..^(extension.Length + 1)]);
        return extension is "iso" or "img" or "qcow2" or "raw" or "vmdk" or "vdi" or "vhd" or "vhdx" or "vhdfixed"
            or "ova" or "box" or "wim" or "wsl" or "squashfs" or "sfs" or "jigdo" or "template";
    }

    /// <summary>
    /// True where a name or path tells which version it is, so that its content stays: 12.5.0, 2024.01.01, f42.
    /// Digits of an architecture (x86_64, arm64) tell nothing, and "latest" and "current" move with every release.
    /// </summary>
    public static bool TellsVersion(ReadOnlySpan<char> text)
    {
        if (IsMoving(text)) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) continue;
            var isArchitecture = i > 0 && (char.IsAsciiLetterOrDigit(text[i - 1]) || text[..i].EndsWith("x86_"));
            if (!isArchitecture || text[..i] is "v" or [.., '/' or '-' or '_', 'v']) return true;
        }

        return false;
    }

    /// <summary>A name that points to whatever is newest.</summary>
    public static bool IsMoving(ReadOnlySpan<char> name) => HasWord(name, "latest") || HasWord(name, "current");

    // Between other letters it is another word: concurrent, latestring.
    private static bool HasWord(ReadOnlySpan<char> name, ReadOnlySpan<char> word)
    {
        var at = name.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return false;
        var end = at + word.Length;
        return (at == 0 || !char.IsAsciiLetter(name[at - 1])) && (end == name.Length || !char.IsAsciiLetter(name[end]));
    }

    /// <summary>SHA256SUMS, MD5SUMS, CHECKSUM, sha256sums.txt, x-CHECKSUM, x.sha256 and their kin.</summary>
    public static bool IsChecksumList(ReadOnlySpan<char> name)
    {
        if (IsArchive(name)) return false;
        if (name.Contains("CHECKSUM", StringComparison.OrdinalIgnoreCase)) return true;
        if (IsDigest(ExtensionOf(name))) return true;
        var stem = name.EndsWith(".txt", StringComparison.Ordinal) ? name[..^4] : name;
        return IsDigest(stem) || IsDigest(ExtensionOf(stem));
    }

    /// <summary>
    /// The checksum lists that speak for a folder and not for one file: SHA256SUMS, sha256sum.txt, CHECKSUM,
    /// x-CHECKSUM.
    /// </summary>
    public static bool ListsFolder(ReadOnlySpan<char> name)
    {
        if (IsArchive(name)) return false;
        var stem = name.EndsWith(".txt", StringComparison.Ordinal) ? name[..^4] : name;
        if (stem.EndsWith("CHECKSUM", StringComparison.OrdinalIgnoreCase)) return true;
        return stem.Contains("sum", StringComparison.OrdinalIgnoreCase) && IsDigest(stem);
    }

    /// <summary>
    /// Public keys by name; armoured keyrings (<c>.asc</c>, <c>.gpg</c>) are told apart from signatures elsewhere.
    /// </summary>
    public static bool IsKey(ReadOnlySpan<char> name) =>
        name.StartsWith("RPM-GPG-KEY", StringComparison.Ordinal)
        || name is "KEYS"
        || ExtensionOf(name) is "pub" or "key" or "kbx" or "pgp";

    public static bool IsCompression(ReadOnlySpan<char> extension) =>
        extension is "gz" or "xz" or "bz2" or "zst" or "lz" or "lz4" or "lzma";

    private static bool IsDigest(ReadOnlySpan<char> word)
    {
        foreach (var digest in Digests)
        {
            if (!word.StartsWith(digest, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = word[digest.Length..];
            if (rest.IsEmpty || rest.Equals("sum", StringComparison.OrdinalIgnoreCase)) return true;
            if (rest.Equals("sums", StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
