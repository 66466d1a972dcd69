namespace Krfoss.Redirector.Core.Publication.Merging;

/// <summary>What one list of an index root says of one path.</summary>
/// <param name="Content">Mark of the content; 0 for a path that left the index.</param>
/// <param name="IsListed">False for a path that left the index.</param>
/// <param name="Since">When the origin showed this first, or, for a path that left, when it left.</param>
/// <param name="IsSinceExact">False where it may have been like this long before.</param>
internal readonly record struct Statement(
    ulong Path, Voucher Voucher, uint Content, bool IsListed, DateTimeOffset Since, bool IsSinceExact);

/// <summary>
/// The statements of one sorted list, a part of an index or the paths that left it, one after another in ascending
/// order of paths.
/// </summary>
internal sealed class SortedStatements
{
    private readonly RootPublication _root;
    private readonly int _index;
    private readonly IndexListing? _listing;
    private readonly Dictionary<int, DateTimeOffset> _firstSeen;
    private int _at;

    private SortedStatements(
        RootPublication root, int index, IndexListing? listing, Dictionary<int, DateTimeOffset> firstSeen) =>
        (_root, _index, _listing, _firstSeen) = (root, index, listing, firstSeen);

    /// <summary>More than the statements that will come, at most.</summary>
    public int Count => _listing?.Count ?? _root.Log.Entries.Count(entry => HasLeft(entry.Validity));

    public Statement Current { get; private set; }

    /// <summary>Everything that a root says, each list by itself.</summary>
    public static IEnumerable<SortedStatements> Of(RootPublication root, int index)
    {
        var firstSeen = root.Generations.ToDictionary(
            generation => generation.Number, generation => generation.FirstSeen);
        return root.Listings.Values.Append(null).Select(listing => new SortedStatements(
            root, index, listing, firstSeen));
    }

    public bool TryMoveNext()
    {
        if (_listing is null) return TryMoveToNextThatLeft();
        if (_at == _listing.Count) return false;
        var path = _listing.Paths[_at];
        var validity = _root.Log.Find(path);
        Current = new(
            path,
            new(_index, validity),
            _listing.Contents[_at],
            IsListed: true,
            _firstSeen.GetValueOrDefault(validity.From),
            validity.From > _root.Log.BaseNumber);
        _at++;
        return true;
    }

    private bool TryMoveToNextThatLeft()
    {
        var log = _root.Log;
        for (; _at < log.Count; _at++)
        {
            var validity = log.ValidityAt(_at);
            if (!HasLeft(validity)) continue;

            Current = new(
                log.Paths[_at],
                new(_index, validity),
                Content: 0,
                IsListed: false,
                _firstSeen[validity.Until],
                IsSinceExact: true);
            _at++;
            return true;
        }

        return false;
    }

    // What left with a forgotten generation is of no use: no mirror is verified at generations before that.
    private bool HasLeft(Validity validity) =>
        validity.Until != Validity.Open && _firstSeen.ContainsKey(validity.Until);
}
