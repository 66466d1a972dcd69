using System.Buffers.Binary;
using System.Text.Json;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>
/// Pure: what the crawler knows in the words of the registry, and back. With everything stands for which origin or
/// mirror it holds, since the catalog may be another one when it is read.
/// </summary>
internal static class ObservationForms
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <param name="urls">Of <see cref="KnownPlaces.Mirrors"/>.</param>
    public static MirrorStateRecord Of(CopyKey key, MirrorCopy copy, string urls, DateTimeOffset now) => new(
        key.Mirror,
        key.Repository,
        key.Endpoint.ToString(),
        now,
        JsonSerializer.Serialize(new KeptCopy(urls, copy), Json));

    /// <param name="urls">What the mirror of that record is today, where it is declared.</param>
    /// <returns>Null where it was another one then, or the record says something else.</returns>
    public static (CopyKey Key, MirrorCopy Copy)? CopyOf(
        MirrorStateRecord record, IReadOnlyDictionary<string, string> urls)
    {
        if (Read<KeptCopy>(record.State) is not { Copy: { } copy } kept) return null;
        if (urls.GetValueOrDefault(record.Mirror) is not { } today || kept.Urls != today) return null;
        for (var index = 0; index < MirrorEndpoint.Count; index++)
        {
            var endpoint = MirrorEndpoint.At(index);
            if (endpoint.ToString() == record.Endpoint) return (new(record.Mirror, record.Repository, endpoint), copy);
        }

        return null;
    }

    /// <summary>The latest generations of a root and the one part of what they brought that mirrors may lack.</summary>
    /// <param name="count">How many of them; the older ones stand in the registry already.</param>
    public static IReadOnlyList<GenerationRecord> Of(string repository, RootMemory memory, string origin, int count)
    {
        var root = memory.Publication;
        var brought = root.Log.Entries.ToLookup(entry => entry.Validity.From, entry => entry.Path);
        return
        [
            .. root.Generations.Take(count).Select((generation, index) => new GenerationRecord(
                repository,
                root.Path,
                generation.Number,
                generation.Sha256,
                generation.FirstSeen,
                generation.ReplacedAt,
                JsonSerializer.Serialize(
                    new KeptGeneration(origin, generation, index > 0 ? null : new(
                        root.IsComplete, root.IsWithdrawn, root.Log.BaseNumber, [.. root.Listings.Keys], root.Old)),
                    Json),
                PathHash.Pack([.. brought[generation.Number]]))),
        ];
    }

    public static IEnumerable<IndexPartRecord> PartsOf(string repository, RootMemory memory) =>
        memory.Publication.Listings.Select(part => new IndexPartRecord(
            repository,
            memory.Publication.Path,
            part.Key,
            memory.PartDigests.GetValueOrDefault(part.Key, ""),
            part.Value.ToBytes()));

    /// <summary>A root from its generations, oldest first, and its parts; null where they say something else.</summary>
    /// <remarks>
    /// Which paths left the index is not in the registry: the origin serves them, where older mirrors might have.
    /// </remarks>
    /// <param name="origin">Where the repository is today.</param>
    public static RootMemory? RootOf(
        IReadOnlyList<GenerationRecord> records, IReadOnlyDictionary<string, IndexPartRecord> parts, string origin)
    {
        var kept = records.Select(record => Read<KeptGeneration>(record.Facts)).ToArray();
        if (kept is not [.., { Newest: { } newest }]) return null;
        if (kept.Any(known => known is not { Generation: not null } || known.Origin != origin)) return null;
        var listings = new Dictionary<string, IndexListing>(StringComparer.Ordinal);
        foreach (var part in newest.Parts.Where(parts.ContainsKey))
        {
            if (IndexListing.FromBytes(parts[part].Entries) is { } listing) listings.Add(part, listing);
        }

        var root = new RootPublication(
            records[0].Root,
            [.. kept.Reverse().Select(known => known!.Generation)],
            listings,
            newest.IsComplete && listings.Count == newest.Parts.Count,
            LogOf(records, newest.BaseNumber, listings),
            newest.Old,
            new());
        return new(
            newest.IsWithdrawn ? root.Withdrawn() : root,
            listings.Keys.ToDictionary(part => part, part => parts[part].Sha256, StringComparer.Ordinal));
    }

    private static PublicationLog LogOf(
        IReadOnlyList<GenerationRecord> records, int baseNumber, Dictionary<string, IndexListing> listings)
    {
        // Of what came before a gap nobody knows what it brought.
        var gap = records.LastOrDefault(record => record.Number > baseNumber && record.Paths is null);
        var log = new PublicationLog(Math.Max(baseNumber, (int)(gap?.Number ?? 1)));
        foreach (var record in records.Where(record => record.Number > log.BaseNumber))
        {
            var brought = Unpack(record.Paths!).Where(path => listings.Values.Any(part => part.TryFind(path, out _)));
            log = log.Next((int)record.Number, brought, []);
        }

        return log;
    }

    private static IEnumerable<ulong> Unpack(byte[] packed)
    {
        for (var at = 0; at + sizeof(ulong) <= packed.Length; at += sizeof(ulong))
            yield return BinaryPrimitives.ReadUInt64LittleEndian(packed.AsSpan(at));
    }

    private static T? Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private sealed record KeptCopy(string Urls, MirrorCopy Copy);

    private sealed record KeptGeneration(string Origin, PublishedGeneration Generation, KeptRoot? Newest);

    /// <summary>What the newest generation says of the root as a whole.</summary>
    private sealed record KeptRoot(
        bool IsComplete, bool IsWithdrawn, int BaseNumber, IReadOnlyList<string> Parts, IReadOnlyList<IndexSample> Old);
}
