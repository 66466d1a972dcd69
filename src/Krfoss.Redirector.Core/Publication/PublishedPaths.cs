namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Every path that the indexes of one repository list, with the index root that vouches for it and the generations in
/// which it has its present content: what a request looks up. Immutable; 11 bytes a path; a look-up allocates nothing.
/// </summary>
public sealed class PublishedPaths
{
    public const int BytesPerPath = sizeof(ulong) + sizeof(ushort) + sizeof(byte);

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

    /// <summary>Merges what the roots list. A path that several roots list the same way is vouched for by the one that
    /// had it first: whoever has that generation has the file. Where they disagree the latest word counts.</summary>
    /// <param name="roots">By their index.</param>
    public static PublishedPaths Of(IReadOnlyList<RootPublication> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var found = new Dictionary<ulong, Found>(roots.Sum(root => root.Listings.Values.Sum(part => part.Count)));
        for (var index = 0; index < roots.Count; index++)
        {
            var root = roots[index];
            foreach (var listing in root.Listings.Values) AddListed(found, root, index, listing);
            foreach (var (path, validity) in root.Log.Entries)
            {
                // Left the index a while ago: whoever is older than that still has it.
                if (validity.Until != Validity.Open) found.TryAdd(path, new(new(index, validity), 0, default));
            }
        }

        return Pack(found);
    }

    private static void AddListed(
        Dictionary<ulong, Found> found, RootPublication root, int index, IndexListing listing)
    {
        var paths = listing.Paths;
        var contents = listing.Contents;
        for (var i = 0; i < paths.Length; i++)
        {
            var validity = root.Log.Find(paths[i]);
            if (validity.Until != Validity.Open) validity = new(validity.From, Validity.Open);
            var next = new Found(new(index, validity), contents[i], FirstSeen(root, validity.From));
            if (!found.TryGetValue(paths[i], out var known)
                || (known.Content == next.Content ? next.Since < known.Since : next.Since > known.Since))
            {
                found[paths[i]] = next;
            }
        }
    }

    // Forgotten generations are older than all that are remembered.
    private static DateTimeOffset FirstSeen(RootPublication root, int number) =>
        root.Generations.FirstOrDefault(generation => generation.Number == number)?.FirstSeen
        ?? DateTimeOffset.MinValue;

    private static PublishedPaths Pack(Dictionary<ulong, Found> found)
    {
        var numbers = new Dictionary<Voucher, ushort>();
        var distinct = new List<Voucher>();
        var paths = found.Keys.ToArray();
        Array.Sort(paths);
        var (vouchers, sizes) = (new ushort[paths.Length], new byte[paths.Length]);
        for (var i = 0; i < paths.Length; i++)
        {
            var (voucher, content, _) = found[paths[i]];
            if (!numbers.TryGetValue(voucher, out var number))
            {
                // Never met in practice; the last one demands the newest generation and so errs towards the origin.
                number = (ushort)Math.Min(distinct.Count, ushort.MaxValue);
                if (distinct.Count <= ushort.MaxValue) distinct.Add(voucher);
                else distinct[^1] = new(voucher.Root, new(Validity.Open - 1, Validity.Open));
                numbers.Add(voucher, number);
            }

            (vouchers[i], sizes[i]) = (number, ContentMark.SizeClassOf(content));
        }

        return new(paths, vouchers, sizes, [.. distinct]);
    }

    private readonly record struct Found(Voucher Voucher, uint Content, DateTimeOffset Since);
}

/// <summary>Which index root vouches for a path, and for which of its generations.</summary>
/// <param name="Root">Index of the root in its repository.</param>
public readonly record struct Voucher(int Root, Validity Validity);
