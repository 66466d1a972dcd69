using System.Collections.Concurrent;
using System.Threading.Channels;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>What is known of one index root. Immutable; the follower replaces it.</summary>
/// <param name="History">Null = asked for, but the origin has not shown it (yet, or at all).</param>
/// <param name="NextLook">When the follower looks again; a root without history is forgotten then.</param>
/// <param name="ETag">The origin's validator for conditional requests, as it came.</param>
public sealed record IndexRootState(IndexHistory? History, DateTimeOffset NextLook, string? ETag = null);

/// <summary>
/// The memory between requests, which ask for index roots, and the follower, which reads them at the origin. Keys are
/// paths of this service. Asking for a known root is one look-up without a lock; a new one is put into a short queue
/// that
/// drops what does not fit, since whoever asks will ask again.
/// </summary>
public sealed class IndexDigests
{
    public const int MaxRoots = 2_000;
    private const int MaxWaiting = 64;

    private readonly ConcurrentDictionary<string, IndexRootState> _roots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexRootState>.AlternateLookup<ReadOnlySpan<char>> _byPath;
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _isLearning;

    public IndexDigests() => _byPath = _roots.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// False: questions for unknown roots are not even noted, so that a flood of made-up paths costs nothing.
    /// </summary>
    public bool IsLearning
    {
        get => _isLearning;
        set => _isLearning = value;
    }

    /// <summary>Paths that were asked for and are not known; may hold one twice.</summary>
    public ChannelReader<string> Asked => _asked.Reader;

    public IEnumerable<KeyValuePair<string, IndexRootState>> Roots => _roots;

    /// <summary>What the origin showed at this path; null = not known.</summary>
    public IndexHistory? Find(ReadOnlySpan<char> path) =>
        _byPath.TryGetValue(path, out var state) ? state.History : null;

    /// <summary>Notes that a client asked for a path; anything but an unknown index root changes nothing.</summary>
    /// <param name="pathInRepository">Path inside the repository without leading slash.</param>
    /// <param name="path">The same file as path of this service, without wishes and query.</param>
    public void Ask(RepositoryFormat format, ReadOnlySpan<char> pathInRepository, ReadOnlySpan<char> path)
    {
        if (!_isLearning || !IndexRoots.IsRoot(format, pathInRepository) || _byPath.ContainsKey(path)) return;
        _asked.Writer.TryWrite(path.ToString());
    }

    /// <summary>Takes a root in; false where it is known, or there is no room.</summary>
    public bool TryAdd(string path, IndexRootState state) => _roots.Count < MaxRoots && _roots.TryAdd(path, state);

    /// <summary>Replaces what is known of a root that was taken in before.</summary>
    public void Put(string path, IndexRootState state) => _roots[path] = state;

    public void Forget(string path) => _roots.TryRemove(path, out _);
}
