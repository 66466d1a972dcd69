using Krfoss.Redirector.Core.Indexes;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>A file of an index that is asked for at mirrors, to see whether they have it.</summary>
/// <param name="Path">Path inside the repository.</param>
/// <param name="SizeBytes">−1 where the index does not tell.</param>
/// <param name="Digest">What the index says of the content, lower-case hexadecimal; empty = nothing.</param>
/// <param name="BeginningSha256">
/// SHA-256 of its first KiB as the origin has it, lower-case hexadecimal; null = not asked.
/// </param>
public sealed record IndexSample(string Path, long SizeBytes, string Digest, string? BeginningSha256 = null);

/// <summary>What reading a part of an index came to, compared with what it listed before.</summary>
/// <param name="Changed">Hashes of paths that were added, or whose content changed; ascending, each once.</param>
/// <param name="Removed">Hashes of paths that are listed no more.</param>
/// <param name="Newest">
/// Some of <paramref name="Changed"/>, those first that tell most of a mirror: one that changed under its name, since
/// an old copy of it is there and wrong; the last by name, since mirrors copy by name; then others of both kinds.
/// </param>
/// <param name="Old">Some of those that did not change.</param>
public sealed record ListingChange(
    IndexListing Listing,
    IReadOnlyList<ulong> Changed,
    IReadOnlyList<ulong> Removed,
    IReadOnlyList<IndexSample> Newest,
    IReadOnlyList<IndexSample> Old);

/// <summary>
/// Takes in a part of an index while it is read: 12 bytes a file, and the names of a few. Which few is a matter of
/// hashes, so two nodes choose the same.
/// </summary>
/// <param name="before">
/// What the part listed in the generation right before; null = it was not read then. An older one would not do: a file
/// that was changed and changed back meanwhile would count as never changed.
/// </param>
/// <param name="seed">Another generation chooses other samples.</param>
public sealed class ListingBuilder(IndexListing? before, ulong seed) : IIndexSink
{
    /// <summary>So many samples of each kind are kept for a part.</summary>
    public const int Samples = 16;

    /// <summary>More files than any part of a known archive lists; a part that lists more is not believed.</summary>
    public const int MaxFiles = 4_000_000;

    private readonly List<ulong> _paths = [];
    private readonly List<uint> _contents = [];
    private readonly List<ulong> _changed = [];
    private readonly SampleList _replaced = new();
    private readonly SampleList _added = new();
    private readonly SampleList _old = new();
    private IndexSample? _last;

    /// <summary>True where more files came than are believed; the rest was dropped, and the part must be.</summary>
    public bool IsTooLarge { get; private set; }

    public void Add(scoped ReadOnlySpan<char> path, long sizeBytes, scoped ReadOnlySpan<byte> digest)
    {
        if (_paths.Count == MaxFiles)
        {
            IsTooLarge = true;
            return;
        }

        var (hash, content) = (PathHash.Of(path), ContentMark.Of(sizeBytes, digest));
        _paths.Add(hash);
        _contents.Add(content);
        var rank = StableHash.Combine(hash, seed);
        var known = 0u;
        var wasListed = before is not null && before.TryFind(hash, out known);
        if (wasListed && known == content)
        {
            _old.Offer(rank, path, sizeBytes, digest);
            return;
        }

        _changed.Add(hash);
        (before is null ? _old : wasListed ? _replaced : _added).Offer(rank, path, sizeBytes, digest);
        if (before is not null && (_last is null || path.SequenceCompareTo(_last.Path) > 0))
            _last = new(path.ToString(), sizeBytes, Convert.ToHexStringLower(digest));
    }

    public ListingChange Build()
    {
        var (paths, contents) = (_paths.ToArray(), _contents.ToArray());
        Array.Sort(paths, contents);
        var kept = 0;
        for (var i = 0; i < paths.Length; i++)
        {
            // A file that is listed twice counts once. Whichever of two marks stays: the other one differs from it, so
            // the file counts as changed in every generation that lists it like this.
            if (kept > 0 && paths[kept - 1] == paths[i]) kept--;
            (paths[kept], contents[kept]) = (paths[i], contents[i]);
            kept++;
        }

        var listing = new IndexListing(paths[..kept], contents[..kept]);
        return new(
            listing,
            SortedHashes.Of(_changed),
            before is null ? [] : [.. listing.RemovedSince(before)],
            Newest(),
            _old.ToList());
    }

    private IReadOnlyList<IndexSample> Newest()
    {
        var replaced = _replaced.ToList();
        var others = _last is null ? _added.ToList() : [_last, .. _added.ToList()];
        var order = new List<IndexSample>();
        for (var i = 0; i < Math.Max(replaced.Count, others.Count); i++)
        {
            if (i < replaced.Count) order.Add(replaced[i]);
            if (i < others.Count) order.Add(others[i]);
        }

        return [.. order.DistinctBy(sample => sample.Path, StringComparer.Ordinal).Take(Samples)];
    }

    /// <summary>The samples of the smallest ranks, without making a string for any other.</summary>
    private sealed class SampleList
    {
        private readonly PriorityQueue<IndexSample, ulong> _largestFirst = new(Comparer<ulong>.Create(
            (one, other) => other.CompareTo(one)));

        public void Offer(ulong rank, ReadOnlySpan<char> path, long sizeBytes, ReadOnlySpan<byte> digest)
        {
            if (_largestFirst.Count == Samples)
            {
                if (_largestFirst.TryPeek(out _, out var largest) && rank >= largest) return;
            }

            // The rank is a hash of the path: whoever has it already is the same file, listed twice.
            foreach (var (_, known) in _largestFirst.UnorderedItems)
            {
                if (known == rank) return;
            }

            if (_largestFirst.Count == Samples) _largestFirst.Dequeue();
            _largestFirst.Enqueue(new(path.ToString(), sizeBytes, Convert.ToHexStringLower(digest)), rank);
        }

        public IReadOnlyList<IndexSample> ToList() =>
            [.. _largestFirst.UnorderedItems.OrderBy(item => item.Priority).Select(item => item.Element)];
    }
}
