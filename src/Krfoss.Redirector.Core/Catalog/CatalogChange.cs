namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// What a new catalog changes about the mirrors of the previous one. A reload that takes most of them away is far more
/// often a slip (a cut-off file, a bad merge) than a wish, so it is told apart as a mass removal.
/// </summary>
/// <param name="Added">Ids of mirrors that only the new catalog has.</param>
/// <param name="Removed">Ids of mirrors that only the previous catalog has.</param>
/// <param name="Changed">Ids of mirrors that both have, declared differently.</param>
/// <param name="Emptied">Ids of repositories that lose every mirror they had.</param>
/// <param name="PreviousCount">Number of mirrors in the previous catalog.</param>
public sealed record CatalogChange(
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> Emptied,
    int PreviousCount)
{
    /// <summary>More than half of the mirrors are gone, or all mirrors of a repository.</summary>
    public bool IsMassRemoval => Removed.Count * 2 > PreviousCount || Emptied.Count > 0;

    /// <summary>One line for logs: counts, and the ids while they are few.</summary>
    public string Summary
    {
        get
        {
            var emptied = Emptied.Count == 0 ? "" : $"; without any mirror now: {string.Join(", ", Emptied)}";
            return $"mirrors: {Count(Added)} added, {Count(Removed)} removed, {Count(Changed)} changed{emptied}";
        }
    }

    public static CatalogChange Between(CatalogDefinition previous, CatalogDefinition next)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(next);
        var before = previous.Mirrors.ToDictionary(m => m.Id, StringComparer.Ordinal);
        var after = next.Mirrors.ToDictionary(m => m.Id, StringComparer.Ordinal);
        return new(
            [.. after.Keys.Where(id => !before.ContainsKey(id))],
            [.. before.Keys.Where(id => !after.ContainsKey(id))],
            [.. after.Values.Where(m => before.TryGetValue(m.Id, out var old) && !IsSame(old, m)).Select(m => m.Id)],
            [.. Carried(previous).Except(Carried(next), StringComparer.Ordinal)],
            before.Count);
    }

    private static IEnumerable<string> Carried(CatalogDefinition catalog) =>
        catalog.Mirrors.SelectMany(m => m.Repositories).Select(r => r.Repository).Distinct(StringComparer.Ordinal);

    // Records compare lists by reference: put the same lists into both, and the rest compares itself, new members
    // included.
    private static bool IsSame(MirrorDefinition left, MirrorDefinition right) =>
        left.Urls.SequenceEqual(right.Urls)
        && left.Networks.SequenceEqual(right.Networks, StringComparer.Ordinal)
        && left.Asns.SequenceEqual(right.Asns)
        && left.Netblocks.SequenceEqual(right.Netblocks)
        && left.NetblockNames.SequenceEqual(right.NetblockNames, StringComparer.Ordinal)
        && left.CountriesAllowed.SequenceEqual(right.CountriesAllowed, StringComparer.Ordinal)
        && left.Repositories.Count == right.Repositories.Count
        && left.Repositories.Zip(right.Repositories).All(pair => IsSame(pair.First, pair.Second))
        && left == right with
        {
            Urls = left.Urls,
            Networks = left.Networks,
            Asns = left.Asns,
            Netblocks = left.Netblocks,
            NetblockNames = left.NetblockNames,
            CountriesAllowed = left.CountriesAllowed,
            Repositories = left.Repositories,
        };

    private static bool IsSame(MirrorRepositoryDefinition left, MirrorRepositoryDefinition right) =>
        left.Include.SequenceEqual(right.Include, StringComparer.Ordinal)
        && left.Exclude.SequenceEqual(right.Exclude, StringComparer.Ordinal)
        && left == right with { Include = left.Include, Exclude = left.Exclude };

    private static string Count(IReadOnlyList<string> ids) =>
        ids.Count is 0 or > 5 ? $"{ids.Count}" : $"{ids.Count} ({string.Join(", ", ids)})";
}
