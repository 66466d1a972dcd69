namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// Search in ascending 64-bit hashes. They are spread evenly, so where one must stand can be computed from its value
/// (interpolation search): three or four looks in a million, instead of twenty by halving.
/// </summary>
internal static class SortedHashes
{
    // Even a prepared table cannot cost more than so many guesses; from there on the rest is halved.
    private const int Guesses = 8;

    /// <returns>The index of the hash; −1 where it is not there.</returns>
    public static int IndexOf(ReadOnlySpan<ulong> hashes, ulong hash)
    {
        var (low, high) = (0, hashes.Length - 1);
        for (var guess = 0; guess < Guesses && low <= high; guess++)
        {
            var (first, last) = (hashes[low], hashes[high]);
            if (hash < first || hash > last) return -1;
            if (first == last) return first == hash ? low : -1;
            var at = low + (int)((UInt128)(hash - first) * (ulong)(high - low) / (last - first));
            if (hashes[at] == hash) return at;
            if (hashes[at] < hash) low = at + 1;
            else high = at - 1;
        }

        if (low > high) return -1;
        var found = hashes[low..(high + 1)].BinarySearch(hash);
        return found < 0 ? -1 : low + found;
    }
}
