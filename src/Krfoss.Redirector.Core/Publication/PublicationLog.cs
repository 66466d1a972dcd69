namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Which paths of one index root are newer than its base: the generation that brought or last changed each, and, for
/// paths that left the index, the one that took them away. What is not in the log stands in the index since the base or
/// before. Immutable; 16 bytes a path.
/// </summary>
public sealed class PublicationLog
{
    public const int BytesPerPath = sizeof(ulong) + sizeof(int) + sizeof(int);

    /// <summary>So many paths are remembered; the oldest generations are forgotten first.</summary>
    public const int MaxPaths = 1_000_000;

    private readonly ulong[] _paths;
    private readonly Validity[] _validity;

    /// <param name="baseNumber">The generation from which on paths that are not in the log are there.</param>
    public PublicationLog(int baseNumber)
        : this(baseNumber, [], [])
    {
    }

    private PublicationLog(int baseNumber, ulong[] paths, Validity[] validity) =>
        (BaseNumber, _paths, _validity) = (baseNumber, paths, validity);

    public int BaseNumber { get; }

    public int Count => _paths.Length;

    public IEnumerable<(ulong Path, Validity Validity)> Entries => _paths.Zip(_validity);

    /// <summary>From when to when mirrors have the path as the origin has or had it.</summary>
    public Validity Find(ulong path)
    {
        var at = SortedHashes.IndexOf(_paths, path);
        return at < 0 ? new(BaseNumber, Validity.Open) : _validity[at];
    }

    /// <summary>The log after a generation that added or changed some paths and took others away.</summary>
    public PublicationLog Next(int number, IEnumerable<ulong> changed, IEnumerable<ulong> removed)
    {
        var entries = _paths.Zip(_validity).ToDictionary(entry => entry.First, entry => entry.Second);
        foreach (var path in removed) entries[path] = Find(path) with { Until = number };
        foreach (var path in changed) entries[path] = new(number, Validity.Open);
        var next = Of(BaseNumber, entries);
        return next.Count > MaxPaths ? next.Shrink() : next;
    }

    /// <summary>Forgets what every mirror that may be chosen has: these paths belong to the base from now on.</summary>
    /// <param name="number">The oldest generation that such a mirror shows.</param>
    public PublicationLog ForgetUpTo(int number)
    {
        if (number <= BaseNumber) return this;
        return Of(number, _paths.Zip(_validity)
            .Where(entry => entry.Second.From > number
                || (entry.Second.Until != Validity.Open && entry.Second.Until > number))
            .Select(entry => KeyValuePair.Create(
                entry.First, entry.Second with { From = Math.Max(entry.Second.From, number) })));
    }

    // Too much for the memory it may take: mirrors of the oldest generations lose traffic, nobody gets a wrong file.
    private PublicationLog Shrink()
    {
        var numbers = _validity.Select(validity => validity.Until == Validity.Open ? validity.From : validity.Until);
        return ForgetUpTo(numbers.OrderDescending().Skip(MaxPaths / 2).First());
    }

    private static PublicationLog Of(int baseNumber, IEnumerable<KeyValuePair<ulong, Validity>> entries)
    {
        var sorted = entries.OrderBy(entry => entry.Key).ToArray();
        return new(baseNumber, [.. sorted.Select(entry => entry.Key)], [.. sorted.Select(entry => entry.Value)]);
    }
}

/// <summary>The generations of an index root in which a path has its present content.</summary>
/// <param name="From">The first one.</param>
/// <param name="Until">The first one without it; <see cref="Open"/> while it is listed.</param>
public readonly record struct Validity(int From, int Until)
{
    public const int Open = int.MaxValue;

    /// <summary>True for a mirror that is verified at this generation; 0 = at none.</summary>
    public bool Holds(int verified) => verified >= From && verified < Until;
}
