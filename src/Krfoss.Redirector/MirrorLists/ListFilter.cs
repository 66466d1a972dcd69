namespace Krfoss.Redirector.MirrorLists;

/// <summary>
/// <c>protocol=</c> and <c>country=</c> as MirrorManager knows them: comma-separated, in any case; <c>global</c> among
/// the countries means all of them. What we do not have (rsync, ftp) selects nothing.
/// </summary>
/// <param name="Countries">As asked for, <c>global</c> included; empty = every country.</param>
internal sealed record ListFilter(bool Http, bool Https, IReadOnlyList<string> Countries)
{
    public static readonly ListFilter None = new(true, true, []);

    private const StringSplitOptions Tidy = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    public static ListFilter From(IQueryCollection query)
    {
        var protocols = Words(query, "protocol");
        var countries = Words(query, "country");
        return new(
            protocols.Length == 0 || Has(protocols, "http"),
            protocols.Length == 0 || Has(protocols, "https"),
            countries);
    }

    public bool AllowsCountry(string country) =>
        Countries.Count == 0 || Has(Countries, "global") || Has(Countries, country);

    private static string[] Words(IQueryCollection query, string key) => query[key].ToString().Split(',', Tidy);

    private static bool Has(IReadOnlyList<string> words, string word) =>
        words.Contains(word, StringComparer.OrdinalIgnoreCase);
}
