namespace Krfoss.Redirector.Core.Indexes;

/// <summary>How a part of an index is compressed.</summary>
public enum IndexCompression
{
    None,
    Gzip,
    Xz,
    Zstd,
    Bzip2,
}

/// <summary>A file that lists packages, as a root names it: <c>Packages.gz</c>, <c>primary.xml.zst</c>.</summary>
/// <param name="Name">What stays the same from generation to generation, e.g. <c>main/binary-amd64/Packages</c> or
/// <c>primary</c>: by it two generations are compared.</param>
/// <param name="Path">Path inside the repository, without leading slash.</param>
/// <param name="SizeBytes">Size of the (compressed) file; −1 = the root does not tell.</param>
/// <param name="Sha256">Digest of the (compressed) file, lower-case hexadecimal; null = the root has none.</param>
/// <param name="ByHashPath">The same content under its digest; null = the repository has no such names.</param>
public sealed record IndexPart(
    string Name, string Path, IndexCompression Compression, long SizeBytes, string? Sha256, string? ByHashPath);

/// <summary>What an index root says of itself, and where it lists packages.</summary>
/// <param name="Date">When the repository's owner made it, by its own word; null = it does not say.</param>
/// <param name="ValidUntil">When it ceases to be valid; null = never.</param>
/// <param name="Revision">A number or word that the format has for the generation (rpm); null = none.</param>
/// <param name="Parts">
/// What to read, each list of packages once, in the compression that can be read best. The root itself is its only part
/// where the format knows no other (pacman, apk, checksum lists).
/// </param>
/// <param name="Unreadable">Names of parts that exist only in a form that cannot be read here.</param>
public sealed record IndexRootReading(
    DateTimeOffset? Date,
    DateTimeOffset? ValidUntil,
    string? Revision,
    IReadOnlyList<IndexPart> Parts,
    IReadOnlyList<string> Unreadable);
