using Krfoss.Redirector.Core.Publication.Merging;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Every path that the indexes of one repository list, with the index root that vouches for it and the generations in
/// which it has its present content: what a request looks up. Immutable; 11 bytes a path; a look-up allocates nothing.
/// </summary>
public sealed class PublishedPaths
{
    public const int BytesPerPath = sizeof(ulong) + sizeof(ushort) + sizeof(byte);

    /// <summary>So many different vouchers are kept apart.</summary>
    internal const int MaxVouchers = ushort.MaxValue;

    public static readonly PublishedPaths Empty = new([], [], [], []);

    private readonly ulong[] _paths;
    private readonly ushort[] _vouchers;
    private readonly byte[] _sizes;
    private readonly Voucher[] _distinct;

    private PublishedPaths(ulong[] paths, ushort[] vouchers, byte[] sizes, Voucher[] distinct) =>
        (_paths, _vouchers, _sizes, _distinct) = (paths, vouchers, sizes, distinct);

    public int Count => _paths.Length;

    public bool TryFind(ulong path, out Voucher voucher, out byte sizeClass)
    {
        var at = SortedHashes.IndexOf(_paths, path);
        (voucher, sizeClass) = at < 0 ? (default, default) : (_distinct[_vouchers[at]], _sizes[at]);
        return at >= 0;
    }

    /// <summary>
    /// Merges what the roots say (<see cref="PathRecord"/> has the rules): all sorted lists are read side by side, so
    /// that nothing is held beside them but the table itself.
    /// </summary>
    /// <param name="roots">By their index.</param>
    public static PublishedPaths Of(IReadOnlyList<RootPublication> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var lists = roots.Index().SelectMany(root => SortedStatements.Of(root.Item, root.Index)).ToArray();
        var table = new Table(lists.Sum(list => list.Count));
        var record = new PathRecord();
        var heads = new PriorityQueue<SortedStatements, ulong>(
            lists.Where(list => list.TryMoveNext()).Select(list => (list, list.Current.Path)));
        while (heads.TryPeek(out var list, out var path))
        {
            if (!record.IsEmpty && record.Path != path)
            {
                table.Add(record);
                record.Clear();
            }

            record.Add(list.Current);
            if (list.TryMoveNext()) heads.DequeueEnqueue(list, list.Current.Path);
            else heads.Dequeue();
        }

        if (!record.IsEmpty) table.Add(record);
        return table.ToPaths();
    }

    /// <summary>The three columns while they are written, in ascending order of paths.</summary>
    private sealed class Table(int capacity)
    {
        private readonly ulong[] _paths = new ulong[capacity];
        private readonly ushort[] _vouchers = new ushort[capacity];
        private readonly byte[] _sizes = new byte[capacity];
        private readonly List<Voucher> _distinct = [];
        private readonly Dictionary<Voucher, ushort> _numbers = [];
        private int _count;

        public void Add(PathRecord record)
        {
            var (voucher, content) = record.Settle();
            (_paths[_count], _vouchers[_count], _sizes[_count]) =
                (record.Path, NumberOf(voucher), ContentMark.SizeClassOf(content));
            _count++;
        }

        public PublishedPaths ToPaths() => _count == _paths.Length
            ? new(_paths, _vouchers, _sizes, [.. _distinct])
            : new(_paths[.._count], _vouchers[.._count], _sizes[.._count], [.. _distinct]);

        private ushort NumberOf(Voucher voucher)
        {
            if (_numbers.TryGetValue(voucher, out var number)) return number;

            // More are never met in practice. The rest has nobody to vouch for it, and so goes to the origin.
            number = (ushort)Math.Min(_distinct.Count, MaxVouchers);
            if (number < MaxVouchers) _numbers.Add(voucher, number);
            if (_distinct.Count <= MaxVouchers)
                _distinct.Add(number < MaxVouchers ? voucher : voucher with { Validity = Validity.Never });
            return number;
        }
    }
}

/// <summary>Which index root vouches for a path, and for which of its generations.</summary>
/// <param name="Root">Index of the root in its repository.</param>
public readonly record struct Voucher(int Root, Validity Validity);
