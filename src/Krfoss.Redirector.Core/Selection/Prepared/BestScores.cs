using System.Runtime.CompilerServices;

namespace Krfoss.Redirector.Core.Selection.Prepared;

/// <summary>
/// The smallest of the scores that were added, in ascending order, with what they belong to: as many as one decision
/// names. Of equal ones the first that was added comes first.
/// </summary>
internal struct BestScores
{
    private const int Capacity = 1 + RedirectDecision.RunnersUpCapacity;

    private Entries _entries;
    private int _count;

    public readonly bool IsEmpty => _count == 0;

    /// <summary>A score from here on would not be among them.</summary>
    public readonly double Worst => _count < Capacity ? double.PositiveInfinity : _entries[Capacity - 1].Score;

    public void Add(double score, int place)
    {
        if (!(score < Worst)) return;
        if (_count < Capacity) _count++;
        var at = _count - 1;
        for (; at > 0 && _entries[at - 1].Score > score; at--) _entries[at] = _entries[at - 1];
        _entries[at] = new(score, place);
    }

    /// <summary>Takes the best out; there must be one.</summary>
    public int TakeFirst()
    {
        var place = _entries[0].Place;
        _count--;
        for (var i = 0; i < _count; i++) _entries[i] = _entries[i + 1];
        return place;
    }

    private readonly record struct Entry(double Score, int Place);

    [InlineArray(Capacity)]
    private struct Entries
    {
        private Entry _first;
    }
}
