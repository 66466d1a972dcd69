namespace Krfoss.Redirector.Core.Paths;

/// <summary>
/// Prefixes by whole segments. A textual prefix would take <c>/ubuntu.evil.example</c>, <c>/ubuntu@evil</c> and
/// <c>/ubuntu:80</c> for <c>/ubuntu</c> and turn a mirror's base URL into another authority.
/// </summary>
public static class SegmentPrefix
{
    /// <summary>True for the prefix itself and everything below it.</summary>
    /// <param name="prefix">Begins with a slash and does not end with one.</param>
    public static bool Matches(ReadOnlySpan<char> path, ReadOnlySpan<char> prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal)
        && (path.Length == prefix.Length || path[prefix.Length] == '/');

    /// <summary>What stands behind a prefix, without the slash between; empty for the prefix itself.</summary>
    public static ReadOnlySpan<char> Rest(ReadOnlySpan<char> path, int prefixLength) =>
        path.Length > prefixLength ? path[(prefixLength + 1)..] : [];
}
