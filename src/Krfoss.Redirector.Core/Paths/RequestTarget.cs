using System.Buffers;

namespace Krfoss.Redirector.Core.Paths;

/// <summary>
/// Where the parts of an accepted request target are. The target itself is never rebuilt: it goes into
/// <c>Location</c> as it came, so everything that a mirror could read in two ways is refused here.
/// </summary>
/// <param name="PathLength">Length of the path in characters; behind it begins the query with its <c>?</c>.</param>
/// <param name="Length">Length of the whole target.</param>
public readonly record struct RequestTarget(int PathLength, int Length)
{
    /// <summary>Longest accepted target in characters, query included.</summary>
    public const int MaxLength = 2048;

    private const string PathBytes =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/%^";

    private static readonly SearchValues<char> PathAlphabet = SearchValues.Create(PathBytes);
    private static readonly SearchValues<char> QueryAlphabet = SearchValues.Create(PathBytes + "?");

    public bool HasQuery => PathLength < Length;

    /// <summary>Holds a raw request target against the allow-list; allocates nothing.</summary>
    /// <param name="rawTarget">The request target exactly as it stood on the request line.</param>
    /// <param name="parts">Where path and query are; only meaningful for <see cref="TargetVerdict.Ok"/>.</param>
    public static TargetVerdict Check(ReadOnlySpan<char> rawTarget, out RequestTarget parts)
    {
        parts = default;
        if (rawTarget is not ['/', ..]) return TargetVerdict.NotOriginForm;
        if (rawTarget.Length > MaxLength) return TargetVerdict.TooLong;

        var question = rawTarget.IndexOf('?');
        var pathLength = question < 0 ? rawTarget.Length : question;
        var verdict = CheckPath(rawTarget[..pathLength]);
        if (verdict == TargetVerdict.Ok) verdict = CheckQuery(rawTarget[pathLength..]);
        if (verdict == TargetVerdict.Ok) parts = new(pathLength, rawTarget.Length);
        return verdict;
    }

    /// <summary>The path of the target that this was made from.</summary>
    public ReadOnlySpan<char> PathOf(ReadOnlySpan<char> rawTarget) => rawTarget[..PathLength];

    /// <summary>
    /// The query of the target that this was made from, with its question mark; empty where there is none.
    /// </summary>
    public ReadOnlySpan<char> QueryOf(ReadOnlySpan<char> rawTarget) => rawTarget[PathLength..Length];

    private static TargetVerdict CheckPath(ReadOnlySpan<char> path)
    {
        if (path.ContainsAnyExcept(PathAlphabet)) return TargetVerdict.BadByte;
        if (path.Contains("//", StringComparison.Ordinal)) return TargetVerdict.DoubleSlash;
        return path.Contains('%') || path.Contains("/.", StringComparison.Ordinal)
            ? EscapeRules.CheckPath(path)
            : TargetVerdict.Ok;
    }

    private static TargetVerdict CheckQuery(ReadOnlySpan<char> query)
    {
        if (query.ContainsAnyExcept(QueryAlphabet)) return TargetVerdict.BadByte;
        return query.Contains('%') ? EscapeRules.CheckQuery(query) : TargetVerdict.Ok;
    }
}
