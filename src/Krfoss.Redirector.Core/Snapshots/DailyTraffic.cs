using System.Collections.Concurrent;
using System.Threading.Channels;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>About how many bytes a mirror was to give on one day of its country.</summary>
public readonly record struct TrafficOfDay(string Mirror, DateOnly Day, long Bytes);

/// <summary>
/// What mirrors with a <c>daily_cap</c> give: the memory between requests, which count without a lock, and a worker,
/// which begins the days and takes out whoever has reached the cap. Bytes are an estimate: what the index says of a
/// file that a client was sent for, whether or not all of it was fetched, and nothing of what clients take without
/// asking here. As large as the catalog.
/// </summary>
public sealed class DailyTraffic
{
    /// <summary>A package that no index tells the size of: about the mean of Debian's archive.</summary>
    public const long UnknownPackageBytes = 1_500_000;

    /// <summary>An installer's kernel, initrd or small image, of which no index tells the size.</summary>
    public const long UnknownImageBytes = 50_000_000;

    /// <summary>A detached signature.</summary>
    public const long SignatureBytes = 1_000;

    private readonly ConcurrentDictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Has something to read when a mirror reached its cap since the last read.</summary>
    public ChannelReader<bool> Reached => _bell.Reader;

    /// <summary>About how many bytes a file has.</summary>
    /// <param name="sizeClass">Of <see cref="PathKnowledge"/>; 0 = not known.</param>
    public static long EstimateBytes(PathKind kind, byte sizeClass) => sizeClass != 0
        ? ContentMark.BytesOf(sizeClass)
        : kind switch
        {
            PathKind.PackageSignature => SignatureBytes,
            PathKind.InstallerImage => UnknownImageBytes,
            _ => UnknownPackageBytes,
        };

    /// <summary>A client was sent there for a file. Does nothing for a mirror without a cap.</summary>
    public void Count(MirrorDefinition mirror, PathKind kind, byte sizeClass)
    {
        ArgumentNullException.ThrowIfNull(mirror);
        if (mirror.DailyCapBytes is not { } cap) return;
        var bytes = EstimateBytes(kind, sizeClass);
        var after = _accounts.GetOrAdd(mirror.Id, static _ => new()).Add(bytes);
        if (after >= cap && after - bytes < cap) _bell.Writer.TryWrite(true);
    }

    /// <summary>
    /// Begins the day of every mirror where it is a new one, and forgets mirrors that have no cap any more.
    /// </summary>
    public void Turn(IReadOnlyCollection<MirrorDefinition> mirrors, DateTimeOffset now)
    {
        var capped = mirrors.Where(mirror => mirror.DailyCapBytes is not null).ToArray();
        foreach (var gone in _accounts.Keys.Except(capped.Select(mirror => mirror.Id), StringComparer.Ordinal))
            _accounts.TryRemove(gone, out _);
        foreach (var mirror in capped)
            _accounts.GetOrAdd(mirror.Id, static _ => new()).Turn(DayOf(mirror, now));
    }

    /// <summary>Takes in what was kept; what is not of the mirror's present day is left.</summary>
    public void Recall(
        IEnumerable<TrafficOfDay> kept, IReadOnlyCollection<MirrorDefinition> mirrors, DateTimeOffset now)
    {
        Turn(mirrors, now);
        foreach (var traffic in kept)
        {
            if (_accounts.TryGetValue(traffic.Mirror, out var account) && account.Day == traffic.Day)
                account.Add(Math.Max(0, traffic.Bytes));
        }
    }

    /// <summary>By id: those that have given what they want to give on this day.</summary>
    public IReadOnlySet<string> SpentAmong(IEnumerable<MirrorDefinition> mirrors) => mirrors
        .Where(mirror => mirror.DailyCapBytes is { } cap
            && _accounts.TryGetValue(mirror.Id, out var account) && account.Bytes >= cap)
        .Select(mirror => mirror.Id)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every mirror with a cap, for keeping and for metrics.</summary>
    public IReadOnlyList<TrafficOfDay> Days =>
        [.. _accounts.Select(entry => new TrafficOfDay(entry.Key, entry.Value.Day, entry.Value.Bytes))];

    private static DateOnly DayOf(MirrorDefinition mirror, DateTimeOffset now) =>
        CountryClocks.DayIn(mirror.Location.Country, now);

    private sealed class Account
    {
        private long _bytes;
        private int _day;

        public long Bytes => Interlocked.Read(ref _bytes);

        /// <summary>Only the worker begins one.</summary>
        public DateOnly Day => DateOnly.FromDayNumber(Volatile.Read(ref _day));

        public long Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

        public void Turn(DateOnly day)
        {
            if (Day == day) return;

            // Before the first day nothing is old: requests may have come before the worker.
            if (_day != 0) Interlocked.Exchange(ref _bytes, 0);
            Volatile.Write(ref _day, day.DayNumber);
        }
    }
}
