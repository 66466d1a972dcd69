using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Observations;

/// <summary>What pages, the API and a starting crawler ask about what was observed.</summary>
internal static class ObservationQueries
{
    /// <summary>Korea's time, all year; the operators' days. A whole number of hours, as the sums are.</summary>
    private static readonly TimeSpan KoreaOffset = TimeSpan.FromHours(9);

    public static async Task<IReadOnlyList<CheckRecord>> ChecksAsync(
        RegistryContext context,
        string mirror,
        int limit,
        DateTimeOffset? before,
        string? repository,
        CancellationToken cancellationToken) => await context.Checks.AsNoTracking()
            .Where(c => c.Mirror == mirror
                && (before == null || c.At < before)
                && (repository == null || c.Repository == repository))
            .OrderByDescending(c => c.At).ThenByDescending(c => EF.Property<long>(c, ObservationModel.Number))
            .Take(limit)
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<CheckSums>> CheckSumsAsync(
        RegistryContext context,
        string repository,
        IReadOnlyList<string> mirrors,
        DateTimeOffset since,
        CancellationToken cancellationToken) => await context.Checks
            .Where(c => mirrors.Contains(c.Mirror) && c.At >= since && c.Repository == repository)
            .GroupBy(c => new { c.Mirror, c.Endpoint })
            .Select(g => new CheckSums(
                g.Key.Mirror,
                g.Key.Endpoint,
                g.Count(),
                g.Sum(c => c.Bearing == CheckBearing.Good ? 1 : 0),
                g.Average(c => (double)c.DurationMs),
                g.Average(c => (double)c.DurationMs * c.DurationMs)))
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<GenerationArrival>> ArrivalsAsync(
        RegistryContext context,
        IReadOnlyCollection<string> mirrors,
        string repository,
        string root,
        DateTimeOffset since,
        CancellationToken cancellationToken)
    {
        var arrivals = new List<GenerationArrival>();
        // One by one: the index begins with the mirror, and a whole table of checks would be read without it.
        foreach (var mirror in mirrors)
        {
            var firsts = await context.Checks
                .Where(c => c.Mirror == mirror
                    && c.At >= since
                    && c.Repository == repository
                    && c.Root == root
                    && c.Generation != null)
                .GroupBy(c => c.Generation)
                .Select(g => new { Generation = g.Key!.Value, At = g.Min(c => c.At) })
                .ToListAsync(cancellationToken);
            arrivals.AddRange(firsts.Select(first => new GenerationArrival(mirror, first.Generation, first.At)));
        }

        return arrivals;
    }

    public static async Task<IReadOnlyList<StateChangeRecord>> StateChangesAsync(
        RegistryContext context,
        string? mirror,
        int limit,
        DateTimeOffset? since,
        CancellationToken cancellationToken) => await context.StateChanges.AsNoTracking()
            .Where(c => (mirror == null || c.Mirror == mirror) && (since == null || c.At >= since))
            .OrderByDescending(c => c.At).ThenByDescending(c => EF.Property<long>(c, ObservationModel.Number))
            .Take(limit)
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<GenerationRecord>> GenerationsAsync(
        RegistryContext context, bool withPaths, CancellationToken cancellationToken) => await context.IndexGenerations
            .OrderBy(g => g.Repository).ThenBy(g => g.Root).ThenBy(g => g.Number)
            .Select(g => new GenerationRecord(
                g.Repository, g.Root, g.Number, g.Sha256, g.FirstSeen, g.ReplacedAt, g.Facts,
                withPaths ? g.Paths : null))
            .ToListAsync(cancellationToken);

    public static Task<IndexPartRecord?> IndexPartAsync(
        RegistryContext context, string repository, string root, string part, CancellationToken cancellationToken) =>
        context.IndexParts.AsNoTracking().SingleOrDefaultAsync(
            p => p.Repository == repository && p.Root == root && p.Part == part, cancellationToken);

    public static async Task<IReadOnlyList<IndexPartRecord>> IndexPartsAsync(
        RegistryContext context, CancellationToken cancellationToken) => await context.IndexParts.AsNoTracking()
            .OrderBy(p => p.Repository).ThenBy(p => p.Root).ThenBy(p => p.Part)
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<MirrorStateRecord>> MirrorStatesAsync(
        RegistryContext context, CancellationToken cancellationToken) => await context.MirrorStates.AsNoTracking()
            .OrderBy(s => s.Mirror).ThenBy(s => s.Repository).ThenBy(s => s.Endpoint)
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<ComplaintRecord>> ComplaintsAsync(
        RegistryContext context, string mirror, DateTimeOffset since, CancellationToken cancellationToken) =>
        await context.Complaints.AsNoTracking()
            .Where(c => c.Mirror == mirror && c.Minute >= since)
            .OrderBy(c => c.Minute).ThenBy(c => c.Repository)
            .ToListAsync(cancellationToken);

    public static async Task<IReadOnlyList<DailyUptime>> UptimeAsync(
        RegistryContext context, string mirror, int days, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var today = now.ToOffset(KoreaOffset).Date;
        var from = new DateTimeOffset(today.AddDays(1 - days), KoreaOffset);
        var sums = await context.CheckHours
            .Where(h => h.Mirror == mirror && h.Hour >= from)
            .GroupBy(h => new { h.Hour, h.Verdict })
            .Select(g => new
            {
                g.Key.Hour,
                g.Key.Verdict,
                Good = g.Sum(h => (long)h.Good),
                Bad = g.Sum(h => (long)h.Bad),
                Unchanged = g.Sum(h => (long)h.Unchanged),
                WorstLagSeconds = g.Max(h => h.WorstLagSeconds),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. sums.GroupBy(s => DateOnly.FromDateTime(s.Hour.ToOffset(KoreaOffset).Date))
                .OrderBy(day => day.Key)
                .Select(day => new DailyUptime(
                    day.Key,
                    day.Sum(s => s.Good),
                    day.Sum(s => s.Bad),
                    day.Sum(s => s.Unchanged),
                    day.Max(s => s.WorstLagSeconds),
                    day.GroupBy(s => s.Verdict, StringComparer.Ordinal)
                        .Select(verdict => (verdict.Key, Bad: verdict.Sum(s => s.Bad)))
                        .Where(verdict => verdict.Bad > 0)
                        .OrderByDescending(verdict => verdict.Bad)
                        .ThenBy(verdict => verdict.Key, StringComparer.Ordinal)
                        .Select(verdict => verdict.Key)
                        .FirstOrDefault())),
        ];
    }
}
