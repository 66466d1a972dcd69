using System.Numerics;
using System.Runtime.CompilerServices;

namespace Krfoss.Redirector.Core.Geo.Mmdb;

/// <summary>
/// Walks a search tree once, from the lowest address to the highest, and stops at every leaf. Without recursion,
/// and with a limit: each node of a sound tree is met once (aliases of the IPv4 tree are leaves here), so a tree
/// whose nodes are reached much more often is damaged and would be walked for ever.
/// </summary>
/// <typeparam name="TAddress"><see cref="uint"/> for IPv4, <see cref="UInt128"/> for IPv6.</typeparam>
internal struct MmdbTreeWalk<TAddress>
    where TAddress : unmanaged, IBinaryInteger<TAddress>
{
    private readonly MmdbReader _reader;
    private readonly MmdbTree _tree;
    private readonly (uint Record, int Depth, TAddress First)[] _open;
    private readonly int _bits;
    private readonly long _mostNodes;
    private int _openCount;

    /// <summary>Begins a walk through the tree of the family that the address type has the bits of.</summary>
    public MmdbTreeWalk(MmdbReader reader)
    {
        _reader = reader;
        _tree = reader.Tree;
        _bits = Unsafe.SizeOf<TAddress>() * 8;
        _mostNodes = (2L * _tree.NodeCount) + 256;
        _open = new (uint, int, TAddress)[_bits + 2];
        var root = _bits == 32 ? _tree.IPv4Root : _tree.IpBits == 128 ? 0 : _tree.NodeCount;
        _open[_openCount++] = (root, 0, TAddress.Zero);
    }

    /// <summary>First address of the leaf.</summary>
    public TAddress First { get; private set; }

    /// <summary>How many bits lead to the leaf.</summary>
    public int Depth { get; private set; }

    /// <summary>Offset in the data section; −1 = nothing. Meaningless at an alias.</summary>
    public int DataOffset { get; private set; }

    /// <summary>
    /// True where IPv6 addresses are answered by the IPv4 address in the 32 bits after <see cref="Depth"/>.
    /// </summary>
    public bool IsIPv4Alias { get; private set; }

    /// <summary>Nodes met so far.</summary>
    public long NodesMet { get; private set; }

    public bool MoveNext()
    {
        while (_openCount > 0)
        {
            var (record, depth, first) = _open[--_openCount];
            IsIPv4Alias = _bits == 128 && depth <= 96 && record == _tree.IPv4Root && record < _tree.NodeCount;
            if (IsIPv4Alias || record >= _tree.NodeCount || depth == _bits)
            {
                (First, Depth) = (first, depth);
                DataOffset = IsIPv4Alias ? -1 : _reader.DataOffset(record);
                return true;
            }

            if (++NodesMet > _mostNodes)
            {
                throw new MmdbException(
                    $"{_reader.Name}: search tree: its {_tree.NodeCount} nodes are reached over and over.");
            }

            var half = TAddress.One << (_bits - 1 - depth);
            _open[_openCount++] = (_tree.Record(record, right: true), depth + 1, first | half);
            _open[_openCount++] = (_tree.Record(record, right: false), depth + 1, first);
        }

        return false;
    }
}
