using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Turns a content of an index root into what it published: reads the parts that changed, and tells which paths are new
/// in content since the generation before.
/// </summary>
internal sealed partial class PublicationReader(
    PartFetcher parts, SampleBeginnings beginnings, TimeProvider time, ILogger<PublicationReader> logger)
{
    /// <param name="content">The root as the origin shows it now.</param>
    /// <param name="before">What was known of this root; null = it is new.</param>
    /// <returns>What is known now, and the hashes of the paths that are new or changed.</returns>
    public async Task<(RootMemory Memory, IReadOnlyCollection<ulong> Changed)> ReadAsync(
        PlacedRoot root,
        ReadOnlyMemory<byte> content,
        IndexHashes hashes,
        RootMemory? before,
        IndexRootWatch watch,
        CancellationToken cancellationToken)
    {
        var (reading, problem) = IndexRootReader.Read(
            root.Route.Format, root.Path, content, PartFetcher.CanRead);
        if (reading is null) Log.RootNotRead(logger, root.Url, problem);
        var changes = new Dictionary<string, ListingChange>(StringComparer.Ordinal);
        var listings = new Dictionary<string, IndexListing>(StringComparer.Ordinal);
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        var isComplete = reading is { Unreadable.Count: 0 };
        foreach (var part in reading?.Parts ?? [])
        {
            var digest = part.Sha256 ?? hashes.Sha256;
            var listed = before?.Publication.Listings.GetValueOrDefault(part.Name);
            if (listed is null || before!.PartDigests.GetValueOrDefault(part.Name) != digest)
            {
                var seed = StableHash.Of(hashes.Sha256);
                var (change, trouble) = await parts.ReadAsync(
                    root, part, content, new(listed, seed), cancellationToken);
                if (change is null)
                {
                    Log.PartNotRead(logger, root.Url, part.Name, trouble);
                    isComplete = false;
                    continue;
                }

                changes.Add(part.Name, change);
                listed = change.Listing;
            }

            listings.Add(part.Name, listed);
            digests.Add(part.Name, digest);
        }

        var changed = changes.Values.SelectMany(change => change.Changed).ToHashSet();
        var newest = await beginnings.AddAsync(
            root, Telling(changes.Values.Select(change => change.Newest)), cancellationToken);
        var now = time.GetUtcNow();
        var publication = before is null
            ? First(root, hashes, reading, listings, isComplete, changes, watch, now)
            : Next(before.Publication, hashes, reading, listings, isComplete, changes, changed, newest, now);
        Log.Published(logger, root.Repository, root.Path, publication.Current.Number,
            listings.Values.Sum(listing => listing.Count), changed.Count);
        return (new(publication, digests), changed);
    }

    private static RootPublication First(
        PlacedRoot root,
        IndexHashes hashes,
        IndexRootReading? reading,
        Dictionary<string, IndexListing> listings,
        bool isComplete,
        Dictionary<string, ListingChange> changes,
        IndexRootWatch watch,
        DateTimeOffset now) => new(
            root.Path,
            [new(1, hashes.Sha256, now, null, reading?.Date, [])],
            listings,
            isComplete,
            new PublicationLog(1),
            Some(changes.Values.SelectMany(change => change.Old)),
            watch);

    private static RootPublication Next(
        RootPublication before,
        IndexHashes hashes,
        IndexRootReading? reading,
        Dictionary<string, IndexListing> listings,
        bool isComplete,
        Dictionary<string, ListingChange> changes,
        HashSet<ulong> changed,
        IReadOnlyList<IndexSample> newest,
        DateTimeOffset now)
    {
        var removed = changes.Values.SelectMany(change => change.Removed)
            .Concat(before.Listings.Where(part => !listings.ContainsKey(part.Key))
                .SelectMany(part => part.Value.Paths.ToArray()))
            .ToHashSet();
        var old = Some(changes.Values.SelectMany(change => change.Old));
        if (before.Current.Sha256 == hashes.Sha256)
        {
            // The same content once more, since a part of it could not be read the last time.
            return before.Again(listings, isComplete, changed, removed, old);
        }

        var generation = new PublishedGeneration(
            before.Current.Number + 1, hashes.Sha256, now, null, reading?.Date, newest);
        return before.Next(generation, listings, isComplete, changed, removed, old);
    }

    // Of every part what tells most, before any part's second.
    private static IReadOnlyList<IndexSample> Telling(IEnumerable<IReadOnlyList<IndexSample>> parts) =>
        [.. parts.SelectMany(part => part.Index())
            .OrderBy(sample => sample.Index)
            .Select(sample => sample.Item)
            .DistinctBy(sample => sample.Path, StringComparer.Ordinal)
            .Take(ListingBuilder.Samples)];

    // From every part some, in an order that no part comes first in.
    private static IReadOnlyList<IndexSample> Some(IEnumerable<IndexSample> samples) =>
        [.. samples.DistinctBy(sample => sample.Path, StringComparer.Ordinal)
            .OrderBy(sample => StableHash.Of(sample.Path, seed: (ulong)sample.SizeBytes))
            .Take(ListingBuilder.Samples)];

    private static partial class Log
    {
        [LoggerMessage(LogEvents.IndexPublished, LogLevel.Information,
            "{Repository}: {Root} is at generation {Number}: {Files} files, {Changed} new or changed")]
        public static partial void Published(
            ILogger logger, string repository, string root, int number, int files, int changed);

        [LoggerMessage(LogEvents.IndexRootNotRead, LogLevel.Warning,
            "The index {Url} cannot be read: {Problem}. Mirrors are compared by its digest alone")]
        public static partial void RootNotRead(ILogger logger, Uri url, string problem);

        [LoggerMessage(LogEvents.IndexPartNotRead, LogLevel.Warning,
            "The part {Part} of the index {Url} cannot be read: {Problem}. What it lists stays at the origin")]
        public static partial void PartNotRead(ILogger logger, Uri url, string part, string problem);
    }
}
