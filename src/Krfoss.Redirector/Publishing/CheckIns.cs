using System.Collections.Concurrent;

namespace Krfoss.Redirector.Publishing;

/// <summary>
/// When each mirror last checked in: the face that takes check-ins writes here and rings, a worker looks, and writes
/// what is new into the registry. Holds mirrors of the catalog alone, so it is as large as that.
/// </summary>
internal sealed class CheckIns
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _last = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _toRemember = new(StringComparer.Ordinal);
    private readonly PublishSignal _bell = new();

    /// <summary>Null = never, or not within this process and what the registry remembered.</summary>
    public DateTimeOffset? LastOf(string mirror) => _last.TryGetValue(mirror, out var at) ? at : null;

    public void Record(string mirror, DateTimeOffset at)
    {
        Note(mirror, at);
        _toRemember[mirror] = at;
        _bell.Ring();
    }

    /// <summary>Takes in what the registry remembers; a later check-in stays.</summary>
    public void Recall(IReadOnlyDictionary<string, DateTimeOffset> remembered)
    {
        foreach (var (mirror, at) in remembered) Note(mirror, at);
    }

    /// <summary>What is not in the registry yet.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> TakeNew()
    {
        var taken = _toRemember.ToArray();
        foreach (var entry in taken) _toRemember.TryRemove(entry);
        return taken.ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>The registry did not take them: they are tried again with the next ones.</summary>
    public void PutBack(IReadOnlyDictionary<string, DateTimeOffset> taken)
    {
        foreach (var (mirror, at) in taken) _toRemember.TryAdd(mirror, at);
    }

    /// <summary>Comes back at once when there was a check-in since the last wait.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _bell.WaitAsync(cancellationToken);

    private void Note(string mirror, DateTimeOffset at) =>
        _last.AddOrUpdate(mirror, at, (_, before) => before > at ? before : at);
}
