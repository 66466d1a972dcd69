using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Site.Summaries;

/// <summary>A mirror that was first seen with a generation.</summary>
internal sealed record Arrival(int Generation, DateTimeOffset Published, DateTimeOffset Seen)
{
    public TimeSpan After => Seen > Published ? Seen - Published : TimeSpan.Zero;
}

/// <summary>How one mirror follows, generation after generation.</summary>
internal sealed record Follower(MirrorSummary Mirror, IReadOnlyList<Arrival> Arrivals)
{
    /// <summary>The middle one of all; null = none was seen.</summary>
    public TimeSpan? Typical =>
        Arrivals.Count == 0 ? null : Arrivals.Select(arrival => arrival.After).Order().ElementAt(Arrivals.Count / 2);

    public TimeSpan? Slowest => Arrivals.Count == 0 ? null : Arrivals.Max(arrival => arrival.After);
}

/// <summary>
/// How the latest generations of an index root went from the origin to the mirrors. The first that was ever seen is
/// left out: nobody knows when it was published.
/// </summary>
/// <param name="Published">When the origin was first seen with each, oldest first.</param>
/// <param name="Until">The end of the picture.</param>
internal sealed record Propagation(
    string Root,
    IReadOnlyList<(int Number, DateTimeOffset At)> Published,
    IReadOnlyList<Follower> Followers,
    DateTimeOffset Until)
{
    /// <summary>So many generations are shown at the most.</summary>
    public const int GenerationsShown = 12;

    public DateTimeOffset From => Published[0].At;

    /// <param name="arrivals">When each mirror was first seen with which generation of this root.</param>
    /// <param name="since">From when on <paramref name="arrivals"/> were read.</param>
    /// <returns>Null where the origin published nothing since we look.</returns>
    public static Propagation? Of(
        RootPublication root,
        IEnumerable<MirrorSummary> mirrors,
        IReadOnlyList<GenerationArrival> arrivals,
        DateTimeOffset since,
        DateTimeOffset now)
    {
        (int Number, DateTimeOffset At)[] published =
        [
            .. root.Generations
                .Where(generation => generation.Number > 1 && generation.FirstSeen >= since)
                .Take(GenerationsShown)
                .Select(generation => (generation.Number, generation.FirstSeen))
                .Reverse(),
        ];
        if (published.Length == 0) return null;
        var byMirror = arrivals.ToLookup(arrival => arrival.Mirror, StringComparer.Ordinal);
        return new(
            root.Path,
            published,
            [
                .. mirrors.Select(mirror => new Follower(mirror, [.. ArrivalsOf(published, [.. byMirror[mirror.Id]])]))
                    .OrderBy(follower => follower.Typical ?? TimeSpan.MaxValue),
            ],
            now);
    }

    // A mirror that synchronises seldom jumps over generations: with a later one it has the earlier one too.
    private static IEnumerable<Arrival> ArrivalsOf(
        (int Number, DateTimeOffset At)[] published, GenerationArrival[] seen)
    {
        foreach (var (number, at) in published)
        {
            var first = seen.Where(arrival => arrival.Generation >= number).Min(arrival => (DateTimeOffset?)arrival.At);
            if (first is { } time) yield return new(number, at, time);
        }
    }
}
