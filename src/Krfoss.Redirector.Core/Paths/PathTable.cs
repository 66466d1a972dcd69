using System.Collections.Frozen;

namespace Krfoss.Redirector.Core.Paths;

/// <summary>
/// Longest repository path of a request path, by whole segments and case-sensitive. Immutable; one hash look-up per
/// segment, at most as many as the deepest entry has; a look-up allocates nothing.
/// </summary>
public sealed class PathTable<T>
{
    public static readonly PathTable<T> Empty = new([]);

    private readonly FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _values;
    private readonly int _deepest;

    /// <summary>Freezes the entries.</summary>
    /// <param name="entries">Paths that begin with a slash and do not end with one, each once; else it throws.</param>
    public PathTable(IEnumerable<KeyValuePair<string, T>> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var values = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (path, value) in entries)
        {
            if (path is not ['/', .., not '/'] || path.Contains("//", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{path}' must begin with a slash and not end with one.", nameof(entries));
            }

            if (!values.TryAdd(path, value)) throw new ArgumentException($"'{path}' stands twice.", nameof(entries));
            _deepest = Math.Max(_deepest, path.AsSpan().Count('/'));
        }

        _values = values.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Count = values.Count;
    }

    public int Count { get; }

    /// <summary>
    /// Finds the longest entry that holds the path; what stands behind it is <see cref="SegmentPrefix.Rest"/>.
    /// </summary>
    public bool TryFind(ReadOnlySpan<char> path, out T value, out int prefixLength)
    {
        value = default!;
        prefixLength = 0;
        if (path is not ['/', ..]) return false;
        var end = 0;
        for (var depth = 0; depth < _deepest && end < path.Length; depth++)
        {
            var slash = path[(end + 1)..].IndexOf('/');
            end = slash < 0 ? path.Length : end + 1 + slash;
            if (!_values.TryGetValue(path[..end], out var found)) continue;
            value = found;
            prefixLength = end;
        }

        return prefixLength > 0;
    }
}
