using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

/// <summary>
/// A reload that drops more than half of the mirrors, or every one of several mirrors of a repository, is more often an
/// accident (a merge gone wrong, an empty file) than a wish. The only mirror of a repository may go: that is daily
/// business.
/// </summary>
internal static class MassRemoval
{
    /// <summary>Why this change needs the operator's word; null = it does not.</summary>
    public static string? Objection(CatalogDefinition previous, CatalogChange change)
    {
        if (change.Removed.Count * 2 > change.PreviousCount)
            return $"{change.Removed.Count} of {change.PreviousCount} mirrors would be removed";
        foreach (var repository in change.Emptied)
        {
            var carriers = previous.Mirrors.Count(mirror => mirror.Repositories.Any(r => Is(r.Repository, repository)));
            if (carriers > 1) return $"repository '{repository}' would lose all of its {carriers} mirrors";
        }

        return null;
    }

    /// <summary>
    /// True when something that was served is gone, so that half a file cannot be mistaken for a wish.
    /// </summary>
    public static bool RemovesAnything(CatalogDefinition previous, CatalogDefinition next) =>
        previous.Mirrors.Any(old => !next.Mirrors.Any(mirror => Is(mirror.Id, old.Id)))
        || previous.Repositories.Any(old => !next.Repositories.Any(repository => Is(repository.Id, old.Id)));

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);
}
