using System.Buffers.Binary;

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

    /// <param name="baseNumber">
    /// The generation from which on paths that are not in the log are there; at least 1.
    /// </param>
    public PublicationLog(int baseNumber)
        : this(baseNumber, [], [])
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(baseNumber, 1);
    }

    private PublicationLog(int baseNumber, ulong[] paths, Validity[] validity) =>
        (BaseNumber, _paths, _validity) = (baseNumber, paths, validity);

    public int BaseNumber { get; }

    public int Count => _paths.Length;

    public IEnumerable<(ulong Path, Validity Validity)> Entries => _paths.Zip(_validity);

    /// <summary>Ascending, each once.</summary>
    public ReadOnlySpan<ulong> Paths => _paths;

    internal Validity ValidityAt(int at) => _validity[at];

    /// <summary>From when to when mirrors have the path as the origin has or had it.</summary>
    public Validity Find(ulong path)
    {
        var at = SortedHashes.IndexOf(_paths, path);
        return at < 0 ? new(BaseNumber, Validity.Open) : _validity[at];
    }

    /// <summary>For keeping: 16 bytes a path, little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Count * BytesPerPath];
        for (var i = 0; i < Count; i++)
        {
            var entry = bytes.AsSpan(i * BytesPerPath);
            BinaryPrimitives.WriteUInt64LittleEndian(entry, _paths[i]);
            BinaryPrimitives.WriteInt32LittleEndian(entry[sizeof(ulong)..], _validity[i].From);
            BinaryPrimitives.WriteInt32LittleEndian(entry[(sizeof(ulong) + sizeof(int))..], _validity[i].Until);
        }

        return bytes;
    }

    /// <summary>Null where the bytes are not what <see cref="ToBytes"/> wrote.</summary>
    public static PublicationLog? FromBytes(int baseNumber, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % BytesPerPath != 0) return null;
        var count = bytes.Length / BytesPerPath;
        var (paths, validity) = (new ulong[count], new Validity[count]);
        for (var i = 0; i < count; i++)
        {
            var entry = bytes[(i * BytesPerPath)..];
            paths[i] = BinaryPrimitives.ReadUInt64LittleEndian(entry);
            validity[i] = new(
                BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(ulong)..]),
                BinaryPrimitives.ReadInt32LittleEndian(entry[(sizeof(ulong) + sizeof(int))..]));
            if (i > 0 && paths[i] <= paths[i - 1]) return null;
        }

        return new(baseNumber, paths, validity);
    }

    /// <summary>The log after a generation that added or changed some paths and took others away.</summary>
    /// <param name="number">Above every number that came before.</param>
    /// <param name="changed">Counts where a path stands in both: it left one part of the index for another.</param>
    public PublicationLog Next(int number, IEnumerable<ulong> changed, IEnumerable<ulong> removed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(number, BaseNumber);
        var next = With(SortedHashes.Of(removed), path => Find(path) with { Until = number })
            .With(SortedHashes.Of(changed), _ => new(number, Validity.Open));
        return next.Count > MaxPaths ? next.Shrink() : next;
    }

    /// <summary>Forgets what every mirror that may be chosen has: these paths belong to the base from now on.</summary>
    /// <param name="number">The oldest generation that such a mirror shows.</param>
    public PublicationLog ForgetUpTo(int number)
    {
        if (number <= BaseNumber) return this;

        // What left the index up to then has no mirror any more, what came up to then has every one.
        return Where(number, entry => entry.Until == Validity.Open ? entry.From > number : entry.Until > number);
    }

    /// <summary>Forgets the paths that left the index: parts that cannot be read may list them again.</summary>
    public PublicationLog ForgetRemoved() => Where(BaseNumber, entry => entry.Until == Validity.Open);

    private PublicationLog Where(int baseNumber, Func<Validity, bool> isKept)
    {
        var (paths, validity) = (new List<ulong>(), new List<Validity>());
        for (var i = 0; i < _paths.Length; i++)
        {
            if (!isKept(_validity[i])) continue;
            paths.Add(_paths[i]);
            validity.Add(_validity[i] with { From = Math.Max(_validity[i].From, baseNumber) });
        }

        return new(baseNumber, [.. paths], [.. validity]);
    }

    // Too much for the memory it may take: mirrors of the oldest generations lose traffic, nobody gets a wrong file.
    private PublicationLog Shrink()
    {
        var numbers = Array.ConvertAll(_validity, entry => entry.Until == Validity.Open ? entry.From : entry.Until);
        Array.Sort(numbers);
        return ForgetUpTo(numbers[^((MaxPaths / 2) + 1)]);
    }

    /// <param name="touched">Ascending, each once.</param>
    private PublicationLog With(ulong[] touched, Func<ulong, Validity> validityOf)
    {
        if (touched.Length == 0) return this;
        var paths = new ulong[_paths.Length + touched.Length];
        var validity = new Validity[paths.Length];
        var (count, at) = (0, 0);
        foreach (var path in touched)
        {
            for (; at < _paths.Length && _paths[at] < path; at++) Add(_paths[at], _validity[at]);
            if (at < _paths.Length && _paths[at] == path) at++;
            Add(path, validityOf(path));
        }

        for (; at < _paths.Length; at++) Add(_paths[at], _validity[at]);
        return count == paths.Length
            ? new(BaseNumber, paths, validity)
            : new(BaseNumber, paths[..count], validity[..count]);

        void Add(ulong path, Validity value)
        {
            (paths[count], validity[count]) = (path, value);
            count++;
        }
    }
}

/// <summary>The generations of an index root in which a path has its present content.</summary>
/// <param name="From">The first one.</param>
/// <param name="Until">The first one without it; <see cref="Open"/> while it is listed.</param>
public readonly record struct Validity(int From, int Until)
{
    public const int Open = int.MaxValue;

    /// <summary>Nobody's word counts: no generation holds it.</summary>
    public static readonly Validity Never = new(Open, Open);

    /// <summary>True for a mirror that is verified at this generation; 0 = at none, and never true.</summary>
    public bool Holds(int verified) => verified > 0 && verified >= From && verified < Until;
}
