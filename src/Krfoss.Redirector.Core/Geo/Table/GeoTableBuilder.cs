using Krfoss.Redirector.Core.Geo.Mmdb;

namespace Krfoss.Redirector.Core.Geo.Table;

/// <summary>
/// Walks the trees of all databases once and lays them over each other. Every leaf and every record is read,
/// so a damaged file shows itself here as an <see cref="MmdbException"/> and never on a request.
/// </summary>
internal sealed class GeoTableBuilder
{
    private readonly ClassPool _classes = new();
    private RangeList<uint> _ipv4 = new();
    private RangeList<UInt128> _ipv6 = new();

    public ClassPool Classes => _classes;

    public RangeList<uint> IPv4 => _ipv4;

    public RangeList<UInt128> IPv6 => _ipv6;

    public void Add(MmdbReader reader)
    {
        var records = new RecordClasses(reader, _classes);
        var ipv4 = new RangeList<uint>();
        var walk4 = new MmdbTreeWalk<uint>(reader);
        while (walk4.MoveNext()) ipv4.Add(walk4.First, records.Of(walk4.DataOffset));

        var ipv6 = new RangeList<UInt128>();
        var walk6 = new MmdbTreeWalk<UInt128>(reader);
        while (walk6.MoveNext())
        {
            ipv6.Add(walk6.First, walk6.IsIPv4Alias ? ClassPool.Alias(walk6.Depth) : records.Of(walk6.DataOffset));
        }

        CheckReach(reader, walk4.NodesMet + walk6.NodesMet);
        _ipv4 = _ipv4.Merge(ipv4, _classes);
        _ipv6 = _ipv6.Merge(ipv6, _classes);
    }

    /// <summary>Writers may leave some nodes behind; a tree that lost nine of ten was damaged near its root.</summary>
    private static void CheckReach(MmdbReader reader, long nodesMet)
    {
        var nodes = reader.Metadata.NodeCount;
        if (nodesMet * 10 >= nodes) return;
        throw new MmdbException(
            $"{reader.Name}: search tree: only {nodesMet} of {nodes} nodes can be reached; it is damaged.");
    }

    /// <summary>Class of each record of one file; a record is decoded once, however many ranges lead to it.</summary>
    private sealed class RecordClasses(MmdbReader reader, ClassPool classes)
    {
        private readonly Dictionary<int, int> _known = [];
        private readonly GeoRecordDecoder _decoder = new(reader.Data);

        public int Of(int dataOffset)
        {
            if (dataOffset < 0) return 0;
            if (_known.TryGetValue(dataOffset, out var known)) return known;
            var record = _decoder.Decode(dataOffset);
            var number = classes.Of(record.Place, record.Asn);
            _known.Add(dataOffset, number);
            return number;
        }
    }
}
