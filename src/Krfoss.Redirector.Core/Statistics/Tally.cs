namespace Krfoss.Redirector.Core.Statistics;

/// <summary>How much was counted in one cell. Adds up: over time, over nodes, over cells.</summary>
/// <param name="Redirects">Files that clients were sent for; who asks again for the same is counted once.</param>
/// <param name="Sized">Those among them whose size an index told.</param>
/// <param name="Bytes">
/// About how many bytes those have: what was asked for, not what was seen to be transferred.
/// </param>
public readonly record struct Tally(long Redirects, long Sized, long Bytes)
{
    public static Tally operator +(Tally left, Tally right) => Add(left, right);

    public static Tally Add(Tally left, Tally right) =>
        new(left.Redirects + right.Redirects, left.Sized + right.Sized, left.Bytes + right.Bytes);
}

/// <summary>
/// What was fetched with what. Kept apart from <see cref="PlaceKey"/>, so that nobody can tell what the clients of one
/// place use.
/// </summary>
/// <param name="Mirror">Id of a public mirror, or one of <see cref="TallyWords"/>.</param>
public readonly record struct ContentKey(string Repository, string Mirror, ClientFamily Client)
{
    public static readonly ContentKey Other = new(TallyWords.Other, TallyWords.Other, ClientFamily.Other);
}

/// <summary>Where clients are that were sent to a mirror.</summary>
/// <param name="Network">Id of a declared network; empty = none of these.</param>
/// <param name="Country">Two letters; empty = unknown.</param>
/// <param name="Region">Code of <see cref="Geo.KoreanRegions"/>; empty = abroad, or only the country is known.</param>
public readonly record struct PlaceKey(string Mirror, string Network, string Country, string Region)
{
    public static readonly PlaceKey Other = new(TallyWords.Other, TallyWords.Other, TallyWords.Other, TallyWords.Other);
}

/// <summary>Words that stand where an id stands else. No id of a catalog can begin with these brackets.</summary>
public static class TallyWords
{
    /// <summary>The origin of the repository.</summary>
    public const string Origin = "(origin)";

    /// <summary>Any private mirror: those are named to nobody but their own clients.</summary>
    public const string Private = "(private)";

    /// <summary>What found no cell of its own any more, and in reports cells too small to be shown.</summary>
    public const string Other = "(other)";

    /// <summary>In reports: none of the declared networks, no region of Korea, or nothing known.</summary>
    public const string None = "(none)";
}
