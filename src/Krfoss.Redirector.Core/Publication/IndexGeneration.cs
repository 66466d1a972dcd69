using System.Security.Cryptography;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>One content of an index root, as the origin showed it.</summary>
/// <param name="LastModified">What the origin said; null = it said nothing.</param>
/// <param name="FirstSeen">When we first read this content.</param>
public sealed record IndexGeneration(
    long SizeBytes, DateTimeOffset? LastModified, DateTimeOffset FirstSeen, IndexHashes Hashes)
{
    /// <summary>The age that clients compare: the origin's word, else when we saw it.</summary>
    public DateTimeOffset Timestamp => LastModified ?? FirstSeen;

    public static IndexGeneration Of(ReadOnlySpan<byte> content, DateTimeOffset? lastModified, DateTimeOffset now) =>
        new(content.Length, lastModified, now, IndexHashes.Of(content));
}

/// <summary>
/// The digests of one content in lower-case hexadecimal. The weak ones are for old readers of metalinks, which check
/// every
/// digest they know; ours compare <see cref="Sha256"/> alone.
/// </summary>
public sealed record IndexHashes(string Md5, string Sha1, string Sha256, string Sha512)
{
    public static IndexHashes Of(ReadOnlySpan<byte> content) => new(
        Convert.ToHexStringLower(MD5.HashData(content)),
        Convert.ToHexStringLower(SHA1.HashData(content)),
        Convert.ToHexStringLower(SHA256.HashData(content)),
        Convert.ToHexStringLower(SHA512.HashData(content)));
}
