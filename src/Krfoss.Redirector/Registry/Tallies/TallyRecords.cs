namespace Krfoss.Redirector.Registry.Tallies;

/// <summary>
/// Redirects of one day by what was fetched: one row for each cell, written again and again, adding up. Several nodes
/// add to the same rows.
/// </summary>
/// <param name="Day">A day of Korea as a number, 20261125: sorts and compares the same in both databases.</param>
/// <param name="Client">Word of <see cref="Core.Statistics.ClientFamily"/>.</param>
/// <param name="Sized">Redirects whose size is in <paramref name="Bytes"/>.</param>
internal sealed record ContentTallyRecord(
    int Day, string Repository, string Mirror, string Client, long Redirects, long Sized, long Bytes);

/// <summary>Redirects of one day by where the clients are; adds up as <see cref="ContentTallyRecord"/> does.</summary>
/// <param name="Network">Id of a declared network; empty = none of these.</param>
/// <param name="Country">Two letters; empty = unknown.</param>
/// <param name="Region">Code of a region of Korea; empty = abroad or unknown.</param>
internal sealed record PlaceTallyRecord(
    int Day,
    string Mirror,
    string Network,
    string Country,
    string Region,
    long Redirects,
    long Sized,
    long Bytes);

/// <summary>Counts that are written in one transaction.</summary>
internal sealed record TallyBatch
{
    /// <summary>Written a second time under the same id, it counts once.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public IReadOnlyList<ContentTallyRecord> Contents { get; init; } = [];

    public IReadOnlyList<PlaceTallyRecord> Places { get; init; } = [];

    public long Redirects => Contents.Sum(row => row.Redirects);
}

/// <summary>Days as the tables hold them.</summary>
internal static class DayNumber
{
    /// <summary>Korea's time, all year; the operators' days.</summary>
    private static readonly TimeSpan KoreaOffset = TimeSpan.FromHours(9);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(KoreaOffset).Date);

    public static int Of(DateOnly day) => (((day.Year * 100) + day.Month) * 100) + day.Day;

    public static DateOnly ToDay(int number) => new(number / 10_000, number / 100 % 100, number % 100);
}
