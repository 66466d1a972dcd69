using System.Numerics;

namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>
/// A whole address space cut into ranges while a table is built: each range has a start and a value and reaches to
/// the next start; the first one starts at zero. Neighbours differ in value.
/// </summary>
internal sealed class RangeList<TAddress>
    where TAddress : struct, IComparisonOperators<TAddress, TAddress, bool>
{
    private readonly List<TAddress> _starts = [];
    private readonly List<int> _values = [];

    public int Count => _starts.Count;

    public TAddress Start(int index) => _starts[index];

    public int Value(int index) => _values[index];

    /// <summary>Adds the next range; one with the value of the last makes that longer.</summary>
    public void Add(TAddress start, int value)
    {
        if (_values.Count > 0 && _values[^1] == value) return;
        _starts.Add(start);
        _values.Add(value);
    }

    /// <summary>The same space with other values; neighbours that become equal become one.</summary>
    public RangeList<TAddress> Select(Func<int, int> change)
    {
        var changed = new RangeList<TAddress>();
        for (var i = 0; i < Count; i++) changed.Add(_starts[i], change(_values[i]));
        return changed;
    }

    /// <summary>Lays another cut of the same space over this one.</summary>
    public RangeList<TAddress> Merge(RangeList<TAddress> other, ClassPool classes)
    {
        if (Count == 0) return other;
        if (other.Count == 0) return this;
        var merged = new RangeList<TAddress>();
        int mine = 0, theirs = 0;
        var start = _starts[0];
        while (true)
        {
            merged.Add(start, classes.Combine(_values[mine], other._values[theirs]));
            var mineEnds = mine + 1 < Count;
            var theirsEnds = theirs + 1 < other.Count;
            if (!mineEnds && !theirsEnds) return merged;
            var stepMine = mineEnds && (!theirsEnds || _starts[mine + 1] <= other._starts[theirs + 1]);
            var stepTheirs = theirsEnds && (!mineEnds || other._starts[theirs + 1] <= _starts[mine + 1]);
            start = stepMine ? _starts[mine + 1] : other._starts[theirs + 1];
            if (stepMine) mine++;
            if (stepTheirs) theirs++;
        }
    }
}
