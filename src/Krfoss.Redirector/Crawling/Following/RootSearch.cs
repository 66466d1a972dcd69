using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// A package was asked for that no index lists: an index of which nobody has told us may list it, or one that has just
/// changed.
/// </summary>
internal sealed class RootSearch(
    IndexDigests digests, RootLooks looks, SnapshotStore snapshots, LearningBudget budget, TimeProvider time)
{
    public async Task FindAsync(UnlistedPath asked, CancellationToken cancellationToken)
    {
        if (snapshots.Current.FindRepository(asked.Repository) is not { } route) return;
        var top = route.Definition.Path;
        var guesses = IndexRoots.Guesses(route.Format, asked.Path).Select(guess => $"{top}/{guess}").ToArray();
        var now = time.MonotonicMilliseconds();
        if (guesses.FirstOrDefault(guess => digests.State(guess)?.History is not null) is { } known)
        {
            digests.WantAgain(known, now);
            return;
        }

        if (guesses.Length == 0)
        {
            foreach (var root in route.Publication?.Roots ?? []) digests.WantAgain($"{top}/{root.Path}", now);
        }

        foreach (var guess in guesses)
        {
            if (digests.State(guess) is not null || !budget.Take()) continue;
            await looks.TakeInAsync(guess, true, cancellationToken);
            if (digests.State(guess)?.History is not null) return;
        }
    }
}
