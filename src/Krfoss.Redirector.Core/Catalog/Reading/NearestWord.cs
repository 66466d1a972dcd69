namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// Finds the known word that a mistyped one was probably meant to be: the smallest Damerau–Levenshtein distance
/// (optimal string alignment: insert, delete, replace, swap neighbours), at most a third of the word.
/// </summary>
public static class NearestWord
{
    private const int LongestWord = 64;
    private const int MostWords = 1000;

    /// <summary>The nearest known word; null where none is near. Ties go to the first one.</summary>
    public static string? Find(string word, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(known);
        if (word.Length is 0 or > LongestWord) return null;
        string? nearest = null;
        var best = Math.Max(1, word.Length / 3) + 1;
        var written = Plain(word);
        foreach (var candidate in known.Take(MostWords))
        {
            if (Math.Abs(candidate.Length - word.Length) >= best) continue;
            var distance = Distance(written, Plain(candidate));
            if (distance >= best) continue;
            best = distance;
            nearest = candidate;
        }

        return nearest ?? known.Take(MostWords).FirstOrDefault(candidate => IsShortened(word, candidate));
    }

    /// <summary>The hint for an unknown word: the nearest one, or the list of all where it is short
    /// enough to help.</summary>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        if (Find(word, known) is { } nearest) return $"did you mean `{nearest}`?";
        return known.Count switch
        {
            0 => "none is declared",
            <= 25 => "known: " + string.Join(' ', known),
            _ => $"none of the {known.Count} known ones is near",
        };
    }

    /// <summary>Number of single edits between two words; O(n·m).</summary>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var width = right.Length + 1;
        var cells = new int[(left.Length + 1) * width];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                cells[(i * width) + j] = i == 0 || j == 0 ? i + j : Step(i, j);
            }
        }

        return cells[^1];

        int Step(int i, int j)
        {
            var replace = cells[((i - 1) * width) + j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            var shortest = Math.Min(replace, 1 + Math.Min(cells[((i - 1) * width) + j], cells[(i * width) + j - 1]));
            var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            return swapped ? Math.Min(shortest, cells[((i - 2) * width) + j - 2] + 1) : shortest;
        }
    }

    // "lat" for "latitude".
    private static bool IsShortened(string word, string candidate) =>
        word.Length >= 3 && candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // maxLag, max-lag and Max_Lag are one slip, not three.
    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
