namespace Krfoss.Redirector.Requests;

/// <summary>
/// Our own switches on a repository path. A query that begins with one of these words asks about the file, not for it;
/// any other query goes to the mirror unchanged.
/// </summary>
internal static class ReservedQueries
{
    public const string Mirrorlist = "mirrorlist";
    public const string Metalink = "metalink";
    public const string Meta4 = "meta4";
    public const string Explain = "explain";

    /// <param name="query">The query without its question mark.</param>
    public static bool Has(ReadOnlySpan<char> query) => !query.IsEmpty && WordOf(query) is not null;

    /// <summary>The reserved word that the query begins with; null = none.</summary>
    public static string? WordOf(ReadOnlySpan<char> query)
    {
        var end = query.IndexOfAny('&', '=');
        return (end < 0 ? query : query[..end]) switch
        {
            Mirrorlist => Mirrorlist,
            Metalink => Metalink,
            Meta4 => Meta4,
            Explain => Explain,
            _ => null,
        };
    }
}
