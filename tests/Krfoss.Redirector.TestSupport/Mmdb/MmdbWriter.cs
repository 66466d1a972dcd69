using System.Buffers.Binary;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.TestSupport.Mmdb;

/// <summary>
/// Writes MMDB files after the public specification: 24, 28 or 32-bit records, IPv4 or IPv6 trees, aliases of the
/// IPv4 tree. A block inserted later overrides the part of an earlier one that it covers.
/// </summary>
public sealed class MmdbWriter(int ipVersion = 6, int recordBits = 28, string databaseType = "Test")
{
    /// <summary>In <see cref="_records"/>: 0 nothing, positive a node, negative −1 − data offset.</summary>
    private const int Nothing = 0;

    private readonly List<int> _records = [Nothing, Nothing];
    private readonly MmdbDataWriter _data = new();
    private readonly Dictionary<object, int> _offsets = [];
    private readonly int _bits = ipVersion == 4 ? 32 : 128;

    public DateTimeOffset BuildTime { get; init; } = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public string Description { get; init; } = "made by a test";

    /// <summary>Replaces or adds entries of the metadata; null removes one.</summary>
    public IDictionary<string, object?> Metadata { get; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public int NodeCount => _records.Count / 2;

    public MmdbWriter Insert(string prefix, object value)
    {
        if (!IpPrefix.TryParse(prefix, out var block)) throw new FormatException(prefix);
        Insert(block, value);
        return this;
    }

    /// <summary>Inserts a block; the same value object is stored once.</summary>
    public void Insert(IpPrefix block, object value)
    {
        if (!_offsets.TryGetValue(value, out var offset)) _offsets.Add(value, offset = _data.Write(value));
        var isIPv4 = block.First.IsIPv4 && block.Length >= 96;
        var bits = isIPv4 ? block.First.IPv4Bits : block.First.Bits;
        Place(bits, _bits == 32 ? block.Length - 96 : block.Length, -1 - offset);
    }

    /// <summary>Lets a block of IPv6 point at the IPv4 tree, as MaxMind does for ::ffff:0:0/96 and 2002::/16.</summary>
    public MmdbWriter AliasIPv4(string prefix)
    {
        if (!IpPrefix.TryParse(prefix, out var block)) throw new FormatException(prefix);
        var node = 0;
        for (var depth = 0; depth < 96; depth++) node = Child(node, right: false);
        Place(block.First.Bits, block.Length, node);
        return this;
    }

    public byte[] ToArray()
    {
        using var file = new MemoryStream();
        for (var node = 0; node < NodeCount; node++) WriteNode(file, FileRecord(node * 2), FileRecord((node * 2) + 1));
        file.Write(new byte[16]);
        file.Write(_data.ToArray());
        file.Write([0xAB, 0xCD, 0xEF]);
        file.Write("MaxMind.com"u8);
        var metadata = new MmdbDataWriter();
        metadata.Write(AllMetadata());
        file.Write(metadata.ToArray());
        return file.ToArray();
    }

    private void Place(UInt128 bits, int length, int record)
    {
        var node = 0;
        for (var depth = 0; depth < length - 1; depth++) node = Child(node, Bit(depth));
        _records[(node * 2) + (Bit(length - 1) ? 1 : 0)] = record;

        bool Bit(int depth) => ((bits >> (_bits - 1 - depth)) & 1) != 0;
    }

    private int Child(int node, bool right)
    {
        var index = (node * 2) + (right ? 1 : 0);
        if (_records[index] > 0) return _records[index];
        var inherited = _records[index];
        _records[index] = NodeCount;
        _records.AddRange([inherited, inherited]);
        return _records[index];
    }

    private uint FileRecord(int index) => _records[index] switch
    {
        Nothing => (uint)NodeCount,
        > 0 and var node => (uint)node,
        var data => (uint)(NodeCount + 16 + (-1 - data)),
    };

    private void WriteNode(MemoryStream file, uint left, uint right)
    {
        var isTooWide = recordBits < 32 && (left | right) >> recordBits != 0;
        if (isTooWide) throw new InvalidOperationException("Use wider records.");
        Span<byte> node = stackalloc byte[8];
        var joined = recordBits == 28
            ? ((ulong)(left & 0xFFFFFF) << 32) | ((ulong)((left >> 24 << 4) | (right >> 24)) << 24) | (right & 0xFFFFFF)
            : ((ulong)left << recordBits) | right;
        BinaryPrimitives.WriteUInt64BigEndian(node, joined);
        file.Write(node[(8 - (recordBits / 4))..]);
    }

    private Dictionary<string, object> AllMetadata()
    {
        Dictionary<string, object> all = new(StringComparer.Ordinal)
        {
            ["binary_format_major_version"] = (ushort)2,
            ["binary_format_minor_version"] = (ushort)0,
            ["build_epoch"] = (ulong)BuildTime.ToUnixTimeSeconds(),
            ["database_type"] = databaseType,
            ["description"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["en"] = Description },
            ["ip_version"] = (ushort)ipVersion,
            ["languages"] = new List<object> { "en" },
            ["node_count"] = (uint)NodeCount,
            ["record_size"] = (ushort)recordBits,
        };
        foreach (var (key, value) in Metadata)
        {
            if (value is null) all.Remove(key);
            else all[key] = value;
        }

        return all;
    }
}
