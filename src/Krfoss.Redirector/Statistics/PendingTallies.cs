using System.Runtime.InteropServices;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Statistics;

/// <summary>
/// Counts that wait to be written, by day. A registry that is away for days costs no more memory than these days have
/// cells, and beyond the bound the counts of a day go into one cell: nothing is lost but who it was. For one thread at
/// a time.
/// </summary>
internal sealed class PendingTallies
{
    public const int MaxCells = 50_000;

    private readonly Dictionary<(DateOnly Day, ContentKey Key), Tally> _contents = [];
    private readonly Dictionary<(DateOnly Day, PlaceKey Key), Tally> _places = [];

    public bool IsEmpty => _contents.Count == 0 && _places.Count == 0;

    public void Add(DateOnly day, TallyCounts counts)
    {
        Add(_contents, day, counts.Contents, ContentKey.Other);
        Add(_places, day, counts.Places, PlaceKey.Other);
    }

    public TallyBatch Take()
    {
        var batch = new TallyBatch
        {
            Contents =
            [
                .. _contents.Select(cell => new ContentTallyRecord(
                    DayNumber.Of(cell.Key.Day),
                    cell.Key.Key.Repository,
                    cell.Key.Key.Mirror,
                    cell.Key.Key.Client.ToWord(),
                    cell.Value.Redirects,
                    cell.Value.Sized,
                    cell.Value.Bytes)),
            ],
            Places =
            [
                .. _places.Select(cell => new PlaceTallyRecord(
                    DayNumber.Of(cell.Key.Day),
                    cell.Key.Key.Mirror,
                    cell.Key.Key.Network,
                    cell.Key.Key.Country,
                    cell.Key.Key.Region,
                    cell.Value.Redirects,
                    cell.Value.Sized,
                    cell.Value.Bytes)),
            ],
        };
        _contents.Clear();
        _places.Clear();
        return batch;
    }

    private static void Add<TKey>(
        Dictionary<(DateOnly, TKey), Tally> pending, DateOnly day, IReadOnlyDictionary<TKey, Tally> counts, TKey other)
        where TKey : notnull
    {
        foreach (var (key, tally) in counts)
        {
            var cell = pending.Count < MaxCells || pending.ContainsKey((day, key)) ? (day, key) : (day, other);
            CollectionsMarshal.GetValueRefOrAddDefault(pending, cell, out _) += tally;
        }
    }
}
