namespace Krfoss.Redirector.Core.Publication;

/// <summary>One content of an index root at the origin, by its number.</summary>
/// <param name="Number">1 for the first content that was seen, then one more for each other content.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
/// <param name="FirstSeen">When we first read it at the origin.</param>
/// <param name="ReplacedAt">When the origin showed another content; null = it is current.</param>
/// <param name="OwnDate">When the repository's owner made it, by its own word.</param>
/// <param name="Samples">Files that it brought or changed, for asking mirrors; empty where they are not known.</param>
public sealed record PublishedGeneration(
    int Number,
    string Sha256,
    DateTimeOffset FirstSeen,
    DateTimeOffset? ReplacedAt,
    DateTimeOffset? OwnDate,
    IReadOnlyList<IndexSample> Samples);

/// <summary>
/// What the origin published under one index root: its generations, what its parts list now, and what is newer than the
/// base. Immutable; the follower makes the next one.
/// </summary>
/// <param name="Path">Path inside the repository, without leading slash.</param>
/// <param name="Generations">Newest first, at least one; the older ones as long as mirrors may show them.</param>
/// <param name="Listings">What each part lists; a part that could not be read is missing.</param>
/// <param name="IsComplete">
/// False where a part could not be read: then a path that no index lists may stand in that part.
/// </param>
/// <param name="Old">Some files that have long been listed, for asking mirrors.</param>
/// <param name="Watch">Whether clients may know more of this root than we do.</param>
public sealed record RootPublication(
    string Path,
    IReadOnlyList<PublishedGeneration> Generations,
    IReadOnlyDictionary<string, IndexListing> Listings,
    bool IsComplete,
    PublicationLog Log,
    IReadOnlyList<IndexSample> Old,
    IndexRootWatch Watch)
{
    /// <summary>So many generations of a root are remembered.</summary>
    public const int MaxGenerations = 64;

    public PublishedGeneration Current => Generations[0];

    /// <summary>True where the origin has the root no more.</summary>
    public bool IsWithdrawn { get; private init; }

    /// <summary>The origin has the root no more: nothing that it listed is vouched for.</summary>
    public RootPublication Withdrawn() => this with
    {
        Listings = new Dictionary<string, IndexListing>(StringComparer.Ordinal),
        IsComplete = true,
        IsWithdrawn = true,
    };

    /// <summary>The generation that has this content; null = the origin never showed it, or too long ago.</summary>
    public PublishedGeneration? WithContent(string sha256) =>
        Generations.FirstOrDefault(generation => generation.Sha256 == sha256);

    /// <summary>
    /// How long ago the origin replaced what a mirror shows: absolute, whatever others show. Zero for the newest.
    /// </summary>
    /// <returns>Null for a generation that is not remembered.</returns>
    public TimeSpan? LagOf(int number, DateTimeOffset now)
    {
        if (number == Current.Number) return TimeSpan.Zero;
        return Generations.FirstOrDefault(generation => generation.Number == number)?.ReplacedAt is { } replaced
            ? now > replaced ? now - replaced : TimeSpan.Zero
            : null;
    }

    /// <summary>
    /// The same generation, read once more because a part of it could not be read before: what has become known is
    /// certain only at mirrors that have this generation.
    /// </summary>
    public RootPublication Again(
        IReadOnlyDictionary<string, IndexListing> listings,
        bool isComplete,
        IReadOnlyCollection<ulong> changed,
        IReadOnlyCollection<ulong> removed,
        IReadOnlyList<IndexSample> old) => this with
        {
            Listings = listings,
            IsComplete = isComplete,
            IsWithdrawn = false,
            Log = Current.Number > Log.BaseNumber
                ? LogAt(Current.Number, listings, isComplete, changed, removed)
                : Log,
            Old = old.Count > 0 ? old : Old,
        };

    /// <summary>The publication after the origin showed another content.</summary>
    /// <param name="generation">Its number is above all that came before.</param>
    /// <param name="listings">What every part lists that could be read; parts that did not change as they were.</param>
    /// <param name="changed">Paths that were added to a part, or whose content changed in it.</param>
    /// <param name="removed">Paths that a part lists no more; other parts may, or list them from now on.</param>
    public RootPublication Next(
        PublishedGeneration generation,
        IReadOnlyDictionary<string, IndexListing> listings,
        bool isComplete,
        IReadOnlyCollection<ulong> changed,
        IReadOnlyCollection<ulong> removed,
        IReadOnlyList<IndexSample> old)
    {
        ArgumentNullException.ThrowIfNull(generation);
        if (generation.Number <= Current.Number)
            throw new ArgumentException($"{generation.Number} after {Current.Number}", nameof(generation));
        var replaced = Current with { ReplacedAt = generation.FirstSeen };
        return this with
        {
            Generations = [generation, replaced, .. Generations.Skip(1).Take(MaxGenerations - 2)],
            Listings = listings,
            IsComplete = isComplete,
            IsWithdrawn = false,
            Log = LogAt(generation.Number, listings, isComplete, changed, removed),
            Old = old.Count > 0 ? old : Old,
        };
    }

    private PublicationLog LogAt(
        int number,
        IReadOnlyDictionary<string, IndexListing> listings,
        bool isComplete,
        IReadOnlyCollection<ulong> changed,
        IReadOnlyCollection<ulong> removed)
    {
        var gone = removed.Where(path => !listings.Values.Any(listing => listing.TryFind(path, out _)));
        var log = Log.Next(number, changed, gone);
        return isComplete ? log : log.ForgetRemoved();
    }
}
