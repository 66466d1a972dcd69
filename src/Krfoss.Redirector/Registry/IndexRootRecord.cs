using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry;

/// <summary>Writes index roots that were learnt: the first asking stays, the latest confirmation counts.</summary>
internal static class IndexRootRecord
{
    public static async Task<int> WriteAsync(
        RegistryContext context, IReadOnlyList<IndexRoot> roots, CancellationToken cancellationToken)
    {
        var repositories = roots.Select(r => r.Repository).Distinct(StringComparer.Ordinal).ToArray();
        var known = await context.IndexRoots
            .Where(r => repositories.Contains(r.Repository))
            .ToDictionaryAsync(r => (r.Repository, r.Path), cancellationToken);
        var added = 0;
        foreach (var root in roots)
        {
            if (!known.TryGetValue((root.Repository, root.Path), out var row))
            {
                row = new() { Repository = root.Repository, Path = root.Path, FirstAsked = root.FirstAsked };
                known.Add((root.Repository, root.Path), row);
                context.IndexRoots.Add(row);
                added++;
            }

            if (row.LastConfirmed is null || root.LastConfirmed > row.LastConfirmed)
                row.LastConfirmed = root.LastConfirmed;
        }

        await context.SaveChangesAsync(cancellationToken);
        return added;
    }
}
