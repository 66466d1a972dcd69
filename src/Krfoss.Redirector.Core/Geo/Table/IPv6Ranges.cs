namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>
/// All of IPv6 as ranges, for look-ups. Databases seldom cut finer than /64, so ranges are keyed on the upper 64
/// bits; a /64 that is cut has a value at or below <see cref="FirstSplit"/> and its pieces, keyed on the lower 64
/// bits, in a list of their own. An index over the upper 16 bits shortens the search.
/// </summary>
internal sealed class IPv6Ranges
{
    /// <summary>Below all aliases: −1000 − n is the n-th /64 that is cut.</summary>
    private const int FirstSplit = -1000;

    private readonly int[] _bucketStarts = [];
    private readonly int _bucketShift = 64 - 8;
    private readonly ulong[] _starts = [];
    private readonly int[] _values = [];
    private readonly int[] _splitStarts = [];
    private readonly ulong[] _fineStarts = [];
    private readonly int[] _fineValues = [];

    public IPv6Ranges(RangeList<UInt128> ranges)
    {
        Count = ranges.Count;
        if (Count == 0 || (Count == 1 && ranges.Value(0) == 0)) return;
        var coarse = new RangeList<ulong>();
        List<int> splits = [];
        List<ulong> fineStarts = [];
        List<int> fineValues = [];
        for (var i = 0; i < Count;)
        {
            var upper = (ulong)(ranges.Start(i) >> 64);
            var next = i + 1;
            while (next < Count && (ulong)(ranges.Start(next) >> 64) == upper) next++;
            var whole = (ulong)ranges.Start(i) == 0;
            if (whole && next == i + 1)
            {
                coarse.Add(upper, ranges.Value(i));
                i = next;
                continue;
            }

            coarse.Add(upper, FirstSplit - splits.Count);
            splits.Add(fineStarts.Count);
            if (!whole) AddFine(0, ranges.Value(i - 1));
            for (; i < next; i++) AddFine((ulong)ranges.Start(i), ranges.Value(i));
            var followed = next < Count && ranges.Start(next) == (UInt128)(upper + 1) << 64;
            if (!followed && upper != ulong.MaxValue) coarse.Add(upper + 1, ranges.Value(next - 1));
        }

        splits.Add(fineStarts.Count);
        (_splitStarts, _fineStarts, _fineValues) = ([.. splits], [.. fineStarts], [.. fineValues]);
        _starts = new ulong[coarse.Count];
        _values = new int[coarse.Count];
        for (var i = 0; i < coarse.Count; i++) (_starts[i], _values[i]) = (coarse.Start(i), coarse.Value(i));
        if (coarse.Count > 4096) _bucketShift = 64 - 16;
        _bucketStarts = Index(_starts, _bucketShift);

        void AddFine(ulong start, int value)
        {
            fineStarts.Add(start);
            fineValues.Add(value);
        }
    }

    private IPv6Ranges(SectionReader saved)
    {
        Count = saved.Read<int>()[0];
        _bucketShift = saved.Read<int>()[0];
        _bucketStarts = saved.Read<int>();
        _starts = saved.Read<ulong>();
        _values = saved.Read<int>();
        _splitStarts = saved.Read<int>();
        _fineStarts = saved.Read<ulong>();
        _fineValues = saved.Read<int>();
    }

    public int Count { get; }

    public static IPv6Ranges Read(SectionReader saved) => new(saved);

    public void Save(SectionWriter writer)
    {
        writer.Write<int>([Count]);
        writer.Write<int>([_bucketShift]);
        writer.Write<int>(_bucketStarts);
        writer.Write<ulong>(_starts);
        writer.Write<int>(_values);
        writer.Write<int>(_splitStarts);
        writer.Write<ulong>(_fineStarts);
        writer.Write<int>(_fineValues);
    }

    public long Bytes =>
        (12L * (_starts.Length + _fineStarts.Length)) + (4L * (_bucketStarts.Length + _splitStarts.Length));

    public int Find(UInt128 address)
    {
        if (_bucketStarts.Length == 0) return 0;
        var upper = (ulong)(address >> 64);
        var bucket = (int)(upper >> _bucketShift);
        var value = _values[LastAtOrBelow(_starts, upper, _bucketStarts[bucket], _bucketStarts[bucket + 1])];
        if (value > FirstSplit) return value;
        var split = FirstSplit - value;
        var (first, last) = (_splitStarts[split], _splitStarts[split + 1] - 1);
        return _fineValues[LastAtOrBelow(_fineStarts, (ulong)address, first, last)];
    }

    /// <summary>
    /// For each bucket the range that holds its first address; so a search begins inside of an older range.
    /// </summary>
    private static int[] Index(ulong[] starts, int shift)
    {
        var buckets = 1 << (64 - shift);
        var index = new int[buckets + 1];
        var range = 0;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            var first = (ulong)bucket << shift;
            while (range + 1 < starts.Length && starts[range + 1] <= first) range++;
            index[bucket] = range;
        }

        index[buckets] = starts.Length - 1;
        return index;
    }

    /// <summary>The last start at or below the key among <c>first…last</c>; the first one is known to be.</summary>
    private static int LastAtOrBelow(ulong[] starts, ulong key, int first, int last)
    {
        var count = last + 1 - first;
        while (count > 1)
        {
            var half = count >> 1;
            if (starts[first + half] <= key) first += half;
            count -= half;
        }

        return first;
    }
}
