namespace Krfoss.Redirector.Core.Networking;

/// <summary>
/// Immutable longest-prefix match over a few thousand blocks: netblocks, corrections, trusted proxies.
/// The blocks are flattened into disjoint ranges when the table is built; a look-up is one binary search and allocates
/// nothing.
/// </summary>
public sealed class PrefixTable<T>
{
    public static readonly PrefixTable<T> Empty = new([]);

    private readonly UInt128[] _starts;
    private readonly int[] _entries;
    private readonly KeyValuePair<IpPrefix, T>[] _values;

    /// <summary>Flattens the blocks; O(n log n).</summary>
    /// <param name="entries">Blocks and what they map to. Where the same block stands twice the first one
    /// counts.</param>
    public PrefixTable(IEnumerable<KeyValuePair<IpPrefix, T>> entries)
    {
        // Outer blocks before the blocks inside them; the sort is stable, so the first of two equal blocks stays first.
        _values = [.. entries.OrderBy(e => e.Key.First).ThenBy(e => e.Key.Length)];
        var starts = new List<UInt128>();
        var owners = new List<int>();
        var open = new Stack<int>();
        for (var i = 0; i < _values.Length; i++)
        {
            var prefix = _values[i].Key;
            if (i > 0 && prefix == _values[i - 1].Key) continue;
            CloseBefore(prefix.First.Bits);
            Begin(prefix.First.Bits, i);
            open.Push(i);
        }

        CloseBefore(null);
        _starts = [.. starts];
        _entries = [.. owners];

        void CloseBefore(UInt128? next)
        {
            while (open.TryPeek(out var top) && (next is null || _values[top].Key.Last.Bits < next))
            {
                open.Pop();
                var end = _values[top].Key.Last.Bits;
                if (end != UInt128.MaxValue) Begin(end + 1, open.TryPeek(out var outer) ? outer : -1);
            }
        }

        void Begin(UInt128 start, int owner)
        {
            if (starts.Count > 0 && starts[^1] == start)
            {
                owners[^1] = owner;
                return;
            }

            starts.Add(start);
            owners.Add(owner);
        }
    }

    public int Count => _values.Length;

    /// <summary>Finds the value of the longest block that holds the address.</summary>
    public bool TryFind(IpNumber address, out IpPrefix prefix, out T value)
    {
        var index = Array.BinarySearch(_starts, address.Bits);
        if (index < 0) index = ~index - 1;
        var owner = index < 0 ? -1 : _entries[index];
        if (owner < 0)
        {
            prefix = default;
            value = default!;
            return false;
        }

        (prefix, value) = _values[owner];
        return true;
    }

    public bool Contains(IpNumber address) => TryFind(address, out _, out _);
}
