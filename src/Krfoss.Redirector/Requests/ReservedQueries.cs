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

    private const string Meta4Suffix = ".meta4";

    /// <summary>
    /// True for the name of a file with <c>.meta4</c> behind it, which asks about that file: tools that read metalinks
    /// know them by this ending.
    /// </summary>
    public static bool IsMeta4(in RepositoryRequest request) =>
        request.Query.IsEmpty && IsMeta4(request.PathInRepository);

    /// <summary>The same of the path inside the repository of a request that has no query.</summary>
    public static bool IsMeta4(ReadOnlySpan<char> pathInRepository) =>
        pathInRepository.EndsWith(Meta4Suffix, StringComparison.Ordinal)
        && pathInRepository.Length > Meta4Suffix.Length && pathInRepository[^(Meta4Suffix.Length + 1)] != '/';

    /// <summary>The path of the file that <c>.meta4</c> behind it asks about.</summary>
    public static string WithoutMeta4(in RepositoryRequest request) => request.Path[..^Meta4Suffix.Length].ToString();

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
