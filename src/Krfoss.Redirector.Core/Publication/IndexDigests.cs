using System.Collections.Concurrent;
using System.Threading.Channels;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Networking;

namespace Krfoss.Redirector.Core.Publication;

/// <summary>What is known of one index root. Immutable; the follower replaces it.</summary>
/// <param name="History">Null = asked for, but the origin has not shown it (yet, or at all).</param>
/// <param name="NextLook">When the follower looks again; a root without history is forgotten then.</param>
/// <param name="ETag">The origin's validator for conditional requests, as it came.</param>
public sealed record IndexRootState(IndexHistory? History, DateTimeOffset NextLook, string? ETag = null)
{
    /// <summary>Whether clients may know more of the root than we do; one for as long as the root is known.</summary>
    public IndexRootWatch Watch { get; init; } = new();

    /// <summary>The origin showed it before the program was started, and has not said since that it is gone.</summary>
    public bool IsRecalled { get; init; }

    /// <summary>True where requests rest on what the root lists.</summary>
    public bool IsFollowed => History is not null || IsRecalled;
}

/// <summary>
/// The memory between requests, which ask for index roots, and the follower, which reads them at the origin. Keys are
/// paths of this service. Asking for a known root is one look-up without a lock; what the follower has to look at is
/// put into short queues that drop what does not fit, since whoever asks will ask again.
/// </summary>
public sealed class IndexDigests
{
    public const int MaxRoots = 2_000;
    private const int MaxWaiting = 64;

    private readonly ConcurrentDictionary<string, IndexRootState> _roots = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, IndexRootState>.AlternateLookup<ReadOnlySpan<char>> _byPath;
    private readonly Channel<string> _asked = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<UnlistedPath> _unlisted = Channel.CreateBounded<UnlistedPath>(
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

    /// <summary>Roots that were asked for, and are not known or not known well enough; may hold one twice.</summary>
    public ChannelReader<string> Asked => _asked.Reader;

    /// <summary>Packages that were asked for and that no index lists.</summary>
    public ChannelReader<UnlistedPath> Unlisted => _unlisted.Reader;

    public IEnumerable<KeyValuePair<string, IndexRootState>> Roots => _roots;

    /// <summary>What is known of a root that was taken in; null = it was not.</summary>
    public IndexRootState? State(string path) => _roots.GetValueOrDefault(path);

    /// <summary>What the origin showed at this path; null = not known.</summary>
    public IndexHistory? Find(ReadOnlySpan<char> path) =>
        _byPath.TryGetValue(path, out var state) ? state.History : null;

    /// <summary>
    /// Notes that a client asked for a path; anything but an index root changes nothing. Whoever asks for a root will
    /// ask next for what it lists, so it is looked at now, and until then nothing that it lists is taken for granted
    /// for this client.
    /// </summary>
    /// <param name="pathInRepository">Path inside the repository without leading slash.</param>
    /// <param name="path">The same file as path of this service, without wishes and query.</param>
    public void Ask(
        RepositoryFormat format, ReadOnlySpan<char> pathInRepository, ReadOnlySpan<char> path, in IpNumber client)
    {
        if (_byPath.TryGetValue(path, out var known))
        {
            if (known.IsFollowed && known.Watch.Asked(client)) AskAgain(path.ToString(), known.Watch);
        }
        else if (_isLearning && IndexRoots.IsRoot(format, pathInRepository))
        {
            _asked.Writer.TryWrite(path.ToString());
        }
    }

    /// <summary>Has a known root looked at again where that was not done a moment ago; others change nothing.</summary>
    /// <param name="now">Milliseconds of a clock that only goes forward.</param>
    public void WantAgain(string path, long now)
    {
        if (State(path) is { IsFollowed: true } known && known.Watch.WantedAt(now)) AskAgain(path, known.Watch);
    }

    /// <summary>Has a known root looked at again, as soon as the follower comes to it.</summary>
    public void AskAgain(string path, IndexRootWatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        if (!_asked.Writer.TryWrite(path)) watch.NobodyLooks();
    }

    /// <summary>Notes that a client asked for a package that no index lists, so far.</summary>
    public void AskUnlisted(string repository, ReadOnlySpan<char> pathInRepository)
    {
        // The queue drops, but the string for it would be made all the same.
        if (_unlisted.Reader.Count >= MaxWaiting) return;
        _unlisted.Writer.TryWrite(new(repository, pathInRepository.ToString()));
    }

    /// <summary>Takes a root in; false where it is known, or there is no room.</summary>
    public bool TryAdd(string path, IndexRootState state) => _roots.Count < MaxRoots && _roots.TryAdd(path, state);

    /// <summary>Replaces what is known of a root that was taken in before.</summary>
    public void Put(string path, IndexRootState state) => _roots[path] = state;

    public void Forget(string path) => _roots.TryRemove(path, out _);
}

/// <summary>A package that a client asked for and that no index lists.</summary>
/// <param name="Path">Path inside the repository, as the client wrote it.</param>
public readonly record struct UnlistedPath(string Repository, string Path);
