namespace Krfoss.Redirector.Core.Publication;

/// <summary>
/// The contents that an index root had: the one the origin shows, and those before it, newest first. Immutable.
/// </summary>
/// <param name="Older">At most <see cref="MaxOlder"/>, none with the content of <paramref name="Current"/>.</param>
public sealed record IndexHistory(IndexGeneration Current, IReadOnlyList<IndexGeneration> Older)
{
    public const int MaxOlder = 3;

    /// <summary>A mirror may lag so long behind; what was replaced earlier is no alternate any more.</summary>
    public static readonly TimeSpan OlderKept = TimeSpan.FromDays(4);

    /// <summary>The history after the origin was read. The same content again keeps when it was first seen.</summary>
    public static IndexHistory Next(IndexHistory? previous, IndexGeneration read)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (previous is null) return new(read, []);
        if (HasContentOf(previous.Current, read))
        {
            return previous with { Current = previous.Current with { LastModified = read.LastModified } };
        }

        return new(read, [.. previous.Older
            .Prepend(previous.Current)
            .Where(generation => !HasContentOf(generation, read))
            .Take(MaxOlder)]);
    }

    /// <summary>The older contents that were replaced within <see cref="OlderKept"/>.</summary>
    public IEnumerable<IndexGeneration> AlternatesAt(DateTimeOffset now)
    {
        var replaced = Current.FirstSeen;
        foreach (var generation in Older)
        {
            if (now - replaced > OlderKept) yield break;
            yield return generation;
            replaced = generation.FirstSeen;
        }
    }

    private static bool HasContentOf(IndexGeneration one, IndexGeneration other) =>
        one.Hashes.Sha256 == other.Hashes.Sha256;
}
