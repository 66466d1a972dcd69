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

    /// <summary>
    /// Walks one database's trees. Depends on nothing but the database, so several can be walked side by side.
    /// </summary>
    public static WalkedDatabase Walk(MmdbReader reader)
    {
        var ipv4 = new RangeList<uint>();
        var walk4 = new MmdbTreeWalk<uint>(reader);
        while (walk4.MoveNext()) ipv4.Add(walk4.First, walk4.DataOffset + 1);

        var ipv6 = new RangeList<UInt128>();
        var walk6 = new MmdbTreeWalk<UInt128>(reader);
        while (walk6.MoveNext())
        {
            ipv6.Add(walk6.First, walk6.IsIPv4Alias ? ClassPool.Alias(walk6.Depth) : walk6.DataOffset + 1);
        }

        CheckReach(reader, walk4.NodesMet + walk6.NodesMet);
        return new(reader, ipv4, ipv6);
    }

    /// <summary>Lays a walked database over those that were added before.</summary>
    public void Add(WalkedDatabase walked)
    {
        var records = new RecordClasses(walked.Reader, _classes);
        _ipv4 = _ipv4.Merge(walked.IPv4.Select(records.Of), _classes);
        _ipv6 = _ipv6.Merge(walked.IPv6.Select(records.Of), _classes);
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

        /// <param name="value">As <see cref="WalkedDatabase"/> has it; aliases stay what they are.</param>
        public int Of(int value)
        {
            if (value <= 0) return value;
            if (_known.TryGetValue(value, out var known)) return known;
            var record = _decoder.Decode(value - 1);
            var number = classes.Of(record.Place, record.Asn);
            _known.Add(value, number);
            return number;
        }
    }
}

/// <summary>
/// The ranges of one database with the places of their records: offset in the data section + 1, 0 = nothing, below zero
/// an alias as <see cref="ClassPool.Alias"/> writes it.
/// </summary>
internal sealed record WalkedDatabase(MmdbReader Reader, RangeList<uint> IPv4, RangeList<UInt128> IPv6);
