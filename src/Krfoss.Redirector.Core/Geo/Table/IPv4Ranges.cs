namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>
/// All of IPv4 as ranges, for look-ups: an index over the upper 16 bits leads to the ranges of that /16, of which only
/// the lower 16 bits are kept. A range that crosses a /16 is cut there, so every /16 begins with a range at 0.
/// </summary>
internal sealed class IPv4Ranges
{
    private const int Buckets = 1 << 16;

    private readonly int[] _bucketStarts = [];
    private readonly ushort[] _starts = [];
    private readonly int[] _values = [];

    public IPv4Ranges(RangeList<uint> ranges)
    {
        Count = ranges.Count;
        if (Count == 0 || (Count == 1 && ranges.Value(0) == 0)) return;
        _bucketStarts = new int[Buckets + 1];
        _starts = new ushort[CutCount(ranges)];
        _values = new int[_starts.Length];
        int range = 0, entry = 0;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            _bucketStarts[bucket] = entry;
            var first = (uint)bucket << 16;
            while (range + 1 < Count && ranges.Start(range + 1) <= first) range++;
            _values[entry++] = ranges.Value(range);
            while (range + 1 < Count && ranges.Start(range + 1) >> 16 == bucket)
            {
                range++;
                _starts[entry] = (ushort)ranges.Start(range);
                _values[entry++] = ranges.Value(range);
            }
        }

        _bucketStarts[Buckets] = entry;
    }

    private IPv4Ranges(SectionReader saved)
    {
        Count = saved.Read<int>()[0];
        _bucketStarts = saved.Read<int>();
        _starts = saved.Read<ushort>();
        _values = saved.Read<int>();
    }

    public int Count { get; }

    public static IPv4Ranges Read(SectionReader saved) => new(saved);

    public void Save(SectionWriter writer)
    {
        writer.Write<int>([Count]);
        writer.Write<int>(_bucketStarts);
        writer.Write<ushort>(_starts);
        writer.Write<int>(_values);
    }

    public long Bytes => (4L * _bucketStarts.Length) + (2L * _starts.Length) + (4L * _values.Length);

    public int Find(uint address)
    {
        if (_bucketStarts.Length == 0) return 0;
        var bucket = (int)(address >> 16);
        var low = (ushort)address;
        var first = _bucketStarts[bucket];
        var count = _bucketStarts[bucket + 1] - first;
        while (count > 1)
        {
            var half = count >> 1;
            if (_starts[first + half] <= low) first += half;
            count -= half;
        }

        return _values[first];
    }

    private static int CutCount(RangeList<uint> ranges)
    {
        var count = Buckets;
        for (var i = 0; i < ranges.Count; i++)
        {
            if ((ranges.Start(i) & 0xFFFF) != 0) count++;
        }

        return count;
    }
}
