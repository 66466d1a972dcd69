namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// What a new catalog changes about the previous one. A reload that takes most of it away is far more often a slip
/// (a cut-off file, a bad merge) than a wish, so it meets an objection.
/// </summary>
/// <param name="Added">Ids of mirrors that only the new catalog has.</param>
/// <param name="Removed">Ids of mirrors that only the previous catalog has.</param>
/// <param name="Changed">Ids of mirrors that both have, declared differently.</param>
/// <param name="RemovedRepositories">Ids of repositories that only the previous catalog declares.</param>
/// <param name="Emptied">Repositories still declared that lose every mirror they had, and how many those were.</param>
/// <param name="PreviousMirrors">Number of mirrors in the previous catalog.</param>
/// <param name="PreviousRepositories">Number of repositories in the previous catalog.</param>
public sealed record CatalogChange(
    IReadOnlyList<string> Added,
    IReadOnlyList<string> Removed,
    IReadOnlyList<string> Changed,
    IReadOnlyList<string> RemovedRepositories,
    IReadOnlyList<EmptiedRepository> Emptied,
    int PreviousMirrors,
    int PreviousRepositories)
{
    /// <summary>Why this change needs the operator's word; null = it does not.</summary>
    public string? Objection
    {
        get
        {
            if (Removed.Count * 2 > PreviousMirrors)
                return $"{Removed.Count} of {PreviousMirrors} mirrors would be removed";
            if (RemovedRepositories.Count * 2 > PreviousRepositories)
                return $"{RemovedRepositories.Count} of {PreviousRepositories} repositories would be removed";

            // The only mirror of a repository may go: that is daily business.
            return Emptied.FirstOrDefault(repository => repository.Mirrors > 1) is { } emptied
                ? $"repository '{emptied.Id}' would lose all of its {emptied.Mirrors} mirrors"
                : null;
        }
    }

    /// <summary>Something that was served is gone, so that half a file could be mistaken for a wish.</summary>
    public bool RemovesAnything => Removed.Count > 0 || RemovedRepositories.Count > 0 || Emptied.Count > 0;

    /// <summary>One line for logs: counts, and the ids while they are few.</summary>
    public string Summary
    {
        get
        {
            var gone = RemovedRepositories.Count == 0 ? "" : $"; repositories: {Count(RemovedRepositories)} removed";
            var emptied = Emptied.Count == 0
                ? ""
                : $"; without any mirror now: {string.Join(", ", Emptied.Select(repository => repository.Id))}";
            return $"mirrors: {Count(Added)} added, {Count(Removed)} removed, {Count(Changed)} changed{gone}{emptied}";
        }
    }

    public static CatalogChange Between(CatalogDefinition previous, CatalogDefinition next)
    {
        ArgumentNullException.ThrowIfNull(previous);
        ArgumentNullException.ThrowIfNull(next);
        var before = previous.Mirrors.ToDictionary(m => m.Id, StringComparer.Ordinal);
        var after = next.Mirrors.ToDictionary(m => m.Id, StringComparer.Ordinal);
        var declared = next.Repositories.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var carried = Carried(next).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. after.Keys.Where(id => !before.ContainsKey(id))],
            [.. before.Keys.Where(id => !after.ContainsKey(id))],
            [.. after.Values.Where(m => before.TryGetValue(m.Id, out var old) && !IsSame(old, m)).Select(m => m.Id)],
            [.. previous.Repositories.Select(r => r.Id).Where(id => !declared.Contains(id))],
            [.. Carried(previous)
                .GroupBy(id => id, StringComparer.Ordinal)
                .Where(mirrors => declared.Contains(mirrors.Key) && !carried.Contains(mirrors.Key))
                .Select(mirrors => new EmptiedRepository(mirrors.Key, mirrors.Count()))],
            before.Count,
            previous.Repositories.Count);
    }

    /// <summary>The repositories that mirrors carry, once for each mirror.</summary>
    private static IEnumerable<string> Carried(CatalogDefinition catalog) => catalog.Mirrors.SelectMany(
        m => m.Repositories.Select(r => r.Repository).Distinct(StringComparer.Ordinal));

    // Records compare lists by reference: put the same lists into both, and the rest compares itself, also members
    // that are added later.
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

/// <summary>A repository that has no mirror any more.</summary>
/// <param name="Mirrors">How many carried it before; one at least.</param>
public sealed record EmptiedRepository(string Id, int Mirrors);
