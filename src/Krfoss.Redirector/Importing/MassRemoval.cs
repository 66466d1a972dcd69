using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

/// <summary>
/// A reload that drops more than half of the mirrors, or every one of several mirrors of a repository, is more often an
/// accident (a merge gone wrong, an empty file) than a wish.
/// </summary>
internal static class MassRemoval
{
    /// <summary>Why this change needs the operator's word; null = it does not.</summary>
    public static string? Objection(CatalogDefinition previous, CatalogDefinition next)
    {
        var kept = next.Mirrors.Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var removed = previous.Mirrors.Count(m => !kept.Contains(m.Id));
        if (removed * 2 > previous.Mirrors.Count) return $"{removed} of {previous.Mirrors.Count} mirrors would be removed";
        var carried = CarriersOf(next);
        foreach (var (repository, carriers) in CarriersOf(previous))
        {
            if (carriers > 1 && !carried.ContainsKey(repository))
                return $"repository '{repository}' would lose all of its {carriers} mirrors";
        }

        return null;
    }

    /// <summary>True when something that was served is gone, so that half a file cannot be mistaken for a wish.</summary>
    public static bool RemovesAnything(CatalogDefinition previous, CatalogDefinition next) =>
        previous.Mirrors.Select(m => m.Id).Except(next.Mirrors.Select(m => m.Id), StringComparer.Ordinal).Any()
        || previous.Repositories.Select(r => r.Id).Except(next.Repositories.Select(r => r.Id), StringComparer.Ordinal).Any();

    private static Dictionary<string, int> CarriersOf(CatalogDefinition catalog) => catalog.Mirrors
        .SelectMany(m => m.Repositories.Select(r => r.Repository).Distinct(StringComparer.Ordinal))
        .GroupBy(repository => repository, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
