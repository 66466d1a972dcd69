using Krfoss.Redirector.Registry.Tallies;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// Deletes what is older than it is kept for. The hourly sums of checks are there since the checks were written, so
/// deleting is all there is to do. Each statement takes one mirror and a short stretch of time and is a transaction of
/// its own: whoever else writes comes in between.
/// </summary>
internal sealed class RollUp(RegistryContext context, CancellationToken cancellationToken)
{
    /// <summary>Long after the last moment at which somebody could write a batch again.</summary>
    private static readonly TimeSpan BatchesKept = TimeSpan.FromDays(1);

    public async Task<int> RunAsync(DateTimeOffset now, ObservationRetention retention) =>
        await ByMirrorAsync(
            context.Checks, nameof(CheckRecord.At), now - retention.Checks, TimeSpan.FromHours(2))
        + await ByMirrorAsync(
            context.CheckHours, nameof(CheckHourRow.Hour), now - retention.Sums, TimeSpan.FromDays(1))
        + await ByMirrorAsync(
            context.StateChanges, nameof(StateChangeRecord.At), now - retention.StateChanges, TimeSpan.FromDays(7))
        + await ByMirrorAsync(
            context.Complaints, nameof(ComplaintRecord.Minute), now - retention.Complaints, TimeSpan.FromDays(1))
        + await OldestFirstAsync(
            context.IndexGenerations.Where(g => g.ReplacedAt != null),
            nameof(GenerationRecord.ReplacedAt),
            now - retention.ReplacedGenerations,
            TimeSpan.FromHours(6))
        + await OldestFirstAsync(
            context.ObservationBatches, nameof(ObservationBatchRow.At), now - BatchesKept, TimeSpan.FromHours(1))
        + await TalliesAsync(DayNumber.Of(DayNumber.DayOf(now - retention.Tallies)));

    private async Task<int> TalliesAsync(int before) =>
        await context.ContentTallies.Where(r => r.Day < before).ExecuteDeleteAsync(cancellationToken)
        + await context.PlaceTallies.Where(r => r.Day < before).ExecuteDeleteAsync(cancellationToken);

    private async Task<int> ByMirrorAsync<T>(
        IQueryable<T> rows, string time, DateTimeOffset before, TimeSpan stretch)
        where T : class
    {
        var deleted = 0;
        // From one mirror to the next through the index; DISTINCT would read it from end to end.
        for (var mirror = await NextMirrorAsync(rows, ""); mirror is not null;
            mirror = await NextMirrorAsync(rows, mirror))
        {
            var one = mirror;
            deleted += await OldestFirstAsync(
                rows.Where(r => EF.Property<string>(r, "Mirror") == one), time, before, stretch);
        }

        return deleted;
    }

    private Task<string?> NextMirrorAsync<T>(IQueryable<T> rows, string after)
        where T : class => rows
            .Select(r => EF.Property<string>(r, "Mirror"))
            .Where(mirror => string.Compare(mirror, after) > 0)
            .OrderBy(mirror => mirror)
            .FirstOrDefaultAsync(cancellationToken);

    private async Task<int> OldestFirstAsync<T>(
        IQueryable<T> rows, string time, DateTimeOffset before, TimeSpan stretch)
        where T : class
    {
        var deleted = 0;
        while (await rows
            .Select(r => EF.Property<DateTimeOffset?>(r, time))
            .Where(t => t < before)
            .OrderBy(t => t)
            .FirstOrDefaultAsync(cancellationToken) is { } oldest)
        {
            var end = oldest + stretch < before ? oldest + stretch : before;
            deleted += await rows
                .Where(r => EF.Property<DateTimeOffset?>(r, time) < end)
                .ExecuteDeleteAsync(cancellationToken);
        }

        return deleted;
    }
}
