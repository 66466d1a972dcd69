using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Core.Statistics;

/// <summary>
/// Counts redirects by what was fetched and by where the client is: declared ids, countries and regions alone, no
/// addresses. Requests add without waiting or allocating; one reader at a time takes what was counted.
/// </summary>
public sealed class RedirectTally
{
    // Between two takings: a network of twenty mirrors with all repositories, all kinds of clients, all networks.
    private const int Capacity = 4_096;

    private Tables _current = new();
    private Tables _resting = new();

    public void Count(
        RoutingSnapshot snapshot, in SelectionRequest request, in RedirectDecision decision, ClientFamily client)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var mirror = decision.Candidate?.Mirror.Definition switch
        {
            null => TallyWords.Origin,
            { Private: true } => TallyWords.Private,
            var definition => definition.Id,
        };
        var location = request.Location;
        var isSized = decision.SizeClass != 0;
        var bytes = ContentMark.BytesOf(decision.SizeClass);
        var tables = Volatile.Read(ref _current);
        tables.Contents.Add(new(request.Route.Id, mirror, client), isSized, bytes);
        tables.Places.Add(
            new(
                mirror,
                snapshot.FindNetwork(location.Asn)?.Id ?? "",
                location.Place.Country ?? "",
                location.Place.Region ?? ""),
            isSized,
            bytes);
    }

    /// <summary>
    /// What was counted since the last call. Requests go on in another set of tables; what one of them, held up between
    /// two instructions, still adds to this one is found the next time.
    /// </summary>
    public TallyCounts Take()
    {
        var counts = new TallyCounts();
        var full = _current;
        _resting.MoveTo(counts);
        _resting.Clear();
        Volatile.Write(ref _current, _resting);
        _resting = full;
        full.MoveTo(counts);
        return counts;
    }

    private sealed class Tables
    {
        public TallyTable<ContentKey> Contents { get; } = new(Capacity, ContentKey.Other);

        public TallyTable<PlaceKey> Places { get; } = new(Capacity, PlaceKey.Other);

        public void MoveTo(TallyCounts counts) => counts.Take(Contents, Places);

        public void Clear()
        {
            Contents.Clear();
            Places.Clear();
        }
    }
}

/// <summary>Sums of what was counted in a stretch of time.</summary>
public sealed class TallyCounts
{
    private readonly Dictionary<ContentKey, Tally> _contents = [];
    private readonly Dictionary<PlaceKey, Tally> _places = [];

    public IReadOnlyDictionary<ContentKey, Tally> Contents => _contents;

    public IReadOnlyDictionary<PlaceKey, Tally> Places => _places;

    internal void Take(TallyTable<ContentKey> contents, TallyTable<PlaceKey> places)
    {
        contents.MoveTo(_contents);
        places.MoveTo(_places);
    }
}
