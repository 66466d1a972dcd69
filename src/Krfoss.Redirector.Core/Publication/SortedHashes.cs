namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Ascending 64-bit hashes, each once, and search in them. They are spread evenly, so where one must stand can be
/// computed from its value (interpolation search): three or four looks in a million, instead of twenty by halving.
/// </summary>
internal static class SortedHashes
{
    // Even a prepared table cannot cost more than so many guesses; from there on the rest is halved.
    private const int Guesses = 8;

    /// <summary>The hashes in ascending order, each once.</summary>
    public static ulong[] Of(IEnumerable<ulong> hashes)
    {
        var sorted = hashes.ToArray();
        Array.Sort(sorted);
        var kept = 0;
        foreach (var hash in sorted)
        {
            if (kept == 0 || sorted[kept - 1] != hash) sorted[kept++] = hash;
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }

    /// <returns>The index of the hash; −1 where it is not there.</returns>
    public static int IndexOf(ReadOnlySpan<ulong> hashes, ulong hash)
    {
        var (low, high) = (0, hashes.Length - 1);
        for (var guess = 0; guess < Guesses && low <= high; guess++)
        {
            var (first, last) = (hashes[low], hashes[high]);
            if (hash < first || hash > last) return -1;
            if (first == last) return first == hash ? low : -1;

            // Rounding can move a guess by a few places, never out of the range: the fraction is at most 1.
            var at = low + (int)((hash - first) / (double)(last - first) * (high - low));
            if (hashes[at] == hash) return at;
            if (hashes[at] < hash) low = at + 1;
            else high = at - 1;
        }

        if (low > high) return -1;
        var found = hashes[low..(high + 1)].BinarySearch(hash);
        return found < 0 ? -1 : low + found;
    }
}
