namespace Krfoss.Redirector.Core.Statistics;

/// <summary>
/// A bounded set of counters that requests add to: no lock, no waiting, no allocation. Whoever finds no cell for its
/// key any more adds to the cell of the others.
/// </summary>
/// <param name="capacity">A power of two.</param>
public sealed class TallyTable<TKey>(int capacity, TKey other)
    where TKey : struct, IEquatable<TKey>
{
    /// <summary>So many cells are looked at for a key.</summary>
    private const int MaxProbes = 16;

    private readonly Cell[] _cells = new Cell[capacity];
    private readonly int _mask = capacity - 1;
    private Cell _other = new() { State = CellState.Ready, Key = other };

    public void Add(in TKey key, bool isSized, long bytes)
    {
        ref var cell = ref Find(key);
        Interlocked.Increment(ref cell.Redirects);
        if (!isSized) return;
        Interlocked.Increment(ref cell.Sized);
        Interlocked.Add(ref cell.Bytes, bytes);
    }

    /// <summary>Moves what was counted into <paramref name="sums"/>. The cells keep their keys.</summary>
    public void MoveTo(IDictionary<TKey, Tally> sums)
    {
        ArgumentNullException.ThrowIfNull(sums);
        foreach (ref var cell in _cells.AsSpan())
        {
            if (Volatile.Read(ref cell.State) == CellState.Ready) Move(ref cell, sums);
        }

        Move(ref _other, sums);
    }

    /// <summary>Forgets the keys. Nobody may be adding any more.</summary>
    public void Clear() => Array.Clear(_cells);

    private ref Cell Find(in TKey key)
    {
        var at = key.GetHashCode();
        for (var probe = 0; probe < MaxProbes; probe++)
        {
            ref var cell = ref _cells[(at + probe) & _mask];
            var state = Volatile.Read(ref cell.State);
            if (state == CellState.Ready && cell.Key.Equals(key)) return ref cell;
            if (state != CellState.Empty
                || Interlocked.CompareExchange(ref cell.State, CellState.Taken, CellState.Empty) != CellState.Empty)
            {
                // Somebody may be writing this very key here. A second cell for it does no harm: cells are summed up.
                continue;
            }

            cell.Key = key;
            Volatile.Write(ref cell.State, CellState.Ready);
            return ref cell;
        }

        return ref _other;
    }

    private static void Move(ref Cell cell, IDictionary<TKey, Tally> sums)
    {
        var counted = new Tally(
            Interlocked.Exchange(ref cell.Redirects, 0),
            Interlocked.Exchange(ref cell.Sized, 0),
            Interlocked.Exchange(ref cell.Bytes, 0));
        if (counted == default) return;
        sums[cell.Key] = sums.TryGetValue(cell.Key, out var sum) ? sum + counted : counted;
    }

    private struct Cell
    {
        public int State;
        public TKey Key;
        public long Redirects;
        public long Sized;
        public long Bytes;
    }

    private static class CellState
    {
        public const int Empty = 0;
        public const int Taken = 1;
        public const int Ready = 2;
    }
}
