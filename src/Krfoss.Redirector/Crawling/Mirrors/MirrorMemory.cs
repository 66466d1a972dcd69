using System.Collections.Concurrent;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>What is known of every copy. The visits of a mirror write its own copies; anybody reads.</summary>
internal sealed class MirrorMemory
{
    private readonly ConcurrentDictionary<CopyKey, MirrorCopy> _copies = new();

    public IEnumerable<KeyValuePair<CopyKey, MirrorCopy>> Copies => _copies;

    public MirrorCopy Find(CopyKey key) => _copies.TryGetValue(key, out var copy)
        ? copy
        : new(new(key.Mirror, key.Repository, key.Endpoint));

    public void Put(CopyKey key, MirrorCopy copy) => _copies[key] = copy;

    /// <summary>Forgets what no catalog declares any more.</summary>
    public void Keep(Predicate<CopyKey> isDeclared)
    {
        foreach (var key in _copies.Keys.Where(key => !isDeclared(key))) _copies.TryRemove(key, out _);
    }
}
