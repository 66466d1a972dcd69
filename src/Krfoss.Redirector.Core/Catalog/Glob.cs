using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// A pattern of <c>include</c> and <c>exclude</c> over the decoded path inside a repository, without leading slash:
/// <c>**</c> is any number of folders (also none), <c>*</c> any characters of one name, <c>?</c> one character. Case
/// counts. Matching allocates nothing and takes at most pattern length × path length steps: only the last star is ever
/// tried again.
/// </summary>
public sealed class Glob
{
    public const int MaxLength = 256;

    private static readonly SearchValues<char> UnknownCharacters = SearchValues.Create("[]{}\\!");

    private readonly string _pattern;

    private Glob(string pattern) => _pattern = pattern;

    /// <summary>Reads a pattern; the problem says what stands in the way, as in "a doubled slash".</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Glob? glob,
        [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = Problem(text);
        glob = problem is null ? new(text) : null;
        return glob is not null;
    }

    /// <summary>True where the whole path fits the whole pattern.</summary>
    public bool Matches(ReadOnlySpan<char> path)
    {
        ReadOnlySpan<char> pattern = _pattern;
        // Positions are starts of segments; one behind the end means that every segment is used up.
        int inPattern = 0, inPath = 0, behindStars = -1, retry = 0;
        while (inPath <= path.Length)
        {
            if (inPattern <= pattern.Length)
            {
                var wanted = SegmentAt(pattern, inPattern);
                if (wanted is "**")
                {
                    behindStars = inPattern += 3;
                    retry = inPath;
                    if (behindStars > pattern.Length) return true;
                    continue;
                }

                var name = SegmentAt(path, inPath);
                if (MatchesName(wanted, name))
                {
                    inPattern += wanted.Length + 1;
                    inPath += name.Length + 1;
                    continue;
                }
            }

            if (behindStars < 0) return false;
            retry += SegmentAt(path, retry).Length + 1;
            inPath = retry;
            inPattern = behindStars;
        }

        while (inPattern <= pattern.Length && SegmentAt(pattern, inPattern) is "**") inPattern += 3;
        return inPattern > pattern.Length;
    }

    public override string ToString() => _pattern;

    private static ReadOnlySpan<char> SegmentAt(ReadOnlySpan<char> text, int start)
    {
        var rest = text[start..];
        var slash = rest.IndexOf('/');
        return slash < 0 ? rest : rest[..slash];
    }

    private static bool MatchesName(ReadOnlySpan<char> wanted, ReadOnlySpan<char> name)
    {
        int inWanted = 0, inName = 0, behindStar = -1, retry = 0;
        while (inName < name.Length)
        {
            if (inWanted < wanted.Length && wanted[inWanted] == '*')
            {
                behindStar = ++inWanted;
                retry = inName;
            }
            else if (inWanted < wanted.Length && (wanted[inWanted] == '?' || wanted[inWanted] == name[inName]))
            {
                inWanted++;
                inName++;
            }
            else if (behindStar >= 0)
            {
                inName = ++retry;
                inWanted = behindStar;
            }
            else
            {
                return false;
            }
        }

        return !wanted[inWanted..].ContainsAnyExcept('*');
    }

    private static string? Problem(string text)
    {
        if (text.Length == 0) return "no character";
        if (text.Length > MaxLength) return $"more than {MaxLength} characters";
        if (text[0] == '/') return "a slash at the beginning";
        if (text.AsSpan().IndexOfAny(UnknownCharacters) is var at and >= 0) return $"the sign `{text[at]}`";
        if (text.Any(char.IsControl)) return "a control character";
        foreach (var segment in text.Split('/'))
        {
            if (segment.Length == 0 && !text.EndsWith('/')) return "a doubled slash";
            if (segment is "." or "..") return "a dot segment";
            if (segment is not "**" && segment.Contains("**", StringComparison.Ordinal))
                return "`**` beside other characters";
        }

        return text.EndsWith('/') ? "a slash at the end (for a whole folder write folder/**)" : null;
    }
}
