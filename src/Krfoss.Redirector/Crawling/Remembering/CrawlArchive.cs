using System.Buffers.Binary;
using System.Text.Json;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>
/// Everything that the crawler knows as one piece of bytes, so that the next start goes on where this one stopped, with
/// neither registry nor network. Facts as JSON, and behind it the listings, which are large and packed already.
/// </summary>
internal static class CrawlArchive
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="catalog">What is known holds for these origins and these mirrors.</param>
    public static byte[] Write(CatalogDefinition catalog, OriginMemory origins, MirrorMemory mirrors)
    {
        var places = KnownPlaces.Of(catalog);
        var blobs = new List<byte[]>();
        var roots = origins.Repositories
            .SelectMany(repository => origins.RootsOf(repository).Select(root => RootOf(repository, root, blobs)))
            .ToArray();
        var copies = mirrors.Copies.Select(copy => new Copy(copy.Key, copy.Value)).ToArray();
        var facts = JsonSerializer.SerializeToUtf8Bytes(
            new Facts(places.Origins, places.Mirrors, roots, copies), Options);
        using var bytes = new MemoryStream(facts.Length + blobs.Sum(blob => blob.Length + sizeof(int)) + sizeof(int));
        Append(bytes, facts);
        foreach (var blob in blobs) Append(bytes, blob);
        return bytes.ToArray();
    }

    /// <summary>
    /// Fills the memories with what still holds for this catalog; false where the bytes are not what
    /// <see cref="Write"/> wrote, and nothing is filled.
    /// </summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> bytes, CatalogDefinition catalog, OriginMemory origins, MirrorMemory mirrors)
    {
        try
        {
            if (!TryTake(ref bytes, out var facts)) return false;
            var read = JsonSerializer.Deserialize<Facts>(facts.Span, Options);
            if (read is null || read.Roots.Any(root => root is null) || read.Copies.Any(copy => copy?.State is null))
                return false;
            var blobs = new List<ReadOnlyMemory<byte>>();
            while (TryTake(ref bytes, out var blob)) blobs.Add(blob);
            var roots = read.Roots.Select(root => (root.Repository, Memory: MemoryOf(root, blobs))).ToArray();
            var places = KnownPlaces.Of(catalog);
            var (sameOrigins, sameMirrors) = (Same(read.Origins, places.Origins), Same(read.Urls, places.Mirrors));
            foreach (var (repository, memory) in roots)
            {
                if (sameOrigins.Contains(repository)) origins.Put(repository, memory);
            }

            foreach (var copy in read.Copies)
            {
                if (sameMirrors.Contains(copy.Key.Mirror) && sameOrigins.Contains(copy.Key.Repository))
                    mirrors.Put(copy.Key, copy.State);
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>The ids that stand for the same thing as before.</summary>
    private static HashSet<string> Same(
        IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        now.Where(entry => before.GetValueOrDefault(entry.Key) == entry.Value)
            .Select(entry => entry.Key)
            .ToHashSet(StringComparer.Ordinal);

    private static Root RootOf(string repository, RootMemory memory, List<byte[]> blobs)
    {
        var publication = memory.Publication;
        var parts = publication.Listings.Select(part =>
        {
            blobs.Add(part.Value.ToBytes());
            return new Part(part.Key, memory.PartDigests.GetValueOrDefault(part.Key, ""), blobs.Count - 1);
        }).ToArray();
        blobs.Add(publication.Log.ToBytes());
        return new(repository, publication.Path, publication.Generations, parts, publication.IsComplete,
            publication.IsWithdrawn, publication.Log.BaseNumber, blobs.Count - 1, publication.Old);
    }

    private static RootMemory MemoryOf(Root root, List<ReadOnlyMemory<byte>> blobs)
    {
        var listings = root.Parts.ToDictionary(
            part => part.Name,
            part => IndexListing.FromBytes(BlobAt(part.Blob).Span) ?? throw new FormatException("a damaged listing"),
            StringComparer.Ordinal);
        var log = PublicationLog.FromBytes(root.BaseNumber, BlobAt(root.LogBlob).Span)
            ?? throw new FormatException("a damaged log");
        if (root.Generations.Count == 0) throw new FormatException("a root without generations");
        var publication = new RootPublication(
            root.Path, root.Generations, listings, root.IsComplete, log, root.Old, new());
        return new(
            root.IsWithdrawn ? publication.Withdrawn() : publication,
            root.Parts.ToDictionary(part => part.Name, part => part.Digest, StringComparer.Ordinal));

        ReadOnlyMemory<byte> BlobAt(int index) =>
            index >= 0 && index < blobs.Count ? blobs[index] : throw new FormatException("a missing listing");
    }

    private static void Append(MemoryStream bytes, byte[] blob)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, blob.Length);
        bytes.Write(length);
        bytes.Write(blob);
    }

    private static bool TryTake(ref ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> blob)
    {
        blob = default;
        if (bytes.Length < sizeof(int)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.Span);
        if (length < 0 || length > bytes.Length - sizeof(int)) return false;
        blob = bytes.Slice(sizeof(int), length);
        bytes = bytes[(sizeof(int) + length)..];
        return true;
    }

    private sealed record Facts(
        IReadOnlyDictionary<string, string> Origins,
        IReadOnlyDictionary<string, string> Urls,
        IReadOnlyList<Root> Roots,
        IReadOnlyList<Copy> Copies);

    private sealed record Root(
        string Repository,
        string Path,
        IReadOnlyList<PublishedGeneration> Generations,
        IReadOnlyList<Part> Parts,
        bool IsComplete,
        bool IsWithdrawn,
        int BaseNumber,
        int LogBlob,
        IReadOnlyList<IndexSample> Old);

    private sealed record Part(string Name, string Digest, int Blob);

    private sealed record Copy(CopyKey Key, MirrorCopy State);
}
