using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry.Observations;
using Microsoft.EntityFrameworkCore;

namespace Krfoss.Redirector.Registry.Tallies;

/// <summary>Adds counts to the tables and reads them summed up.</summary>
internal static class TallyStore
{
    /// <summary>
    /// Rows are written in the order of their keys, so that nodes wait for each other and never in a circle. The value
    /// is the number of rows; 0 where the batch stands there already.
    /// </summary>
    public static async Task<int> AddAsync(
        RegistryContext context, TallyBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await using (var ids = new RowWriter<ObservationBatchRow>(context))
        {
            var row = new ObservationBatchRow { Id = batch.Id.ToString("N"), At = now };
            if (await ids.WriteAsync(row, cancellationToken) == 0) return 0;
        }

        await using var contents = new RowWriter<ContentTallyRecord>(context, KnownRow.Added);
        await using var places = new RowWriter<PlaceTallyRecord>(context, KnownRow.Added);
        var rows = await contents.WriteAsync(
            batch.Contents.OrderBy(r => $"{r.Day} {r.Repository} {r.Mirror} {r.Client}", StringComparer.Ordinal),
            cancellationToken);
        rows += await places.WriteAsync(
            batch.Places.OrderBy(
                r => $"{r.Day} {r.Mirror} {r.Network} {r.Country} {r.Region}", StringComparer.Ordinal),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows;
    }

    public static async Task<IReadOnlyList<DayCell>> ReadAsync(
        RegistryContext context, TrafficQuestion question, CancellationToken cancellationToken)
    {
        var (from, to) = (DayNumber.Of(question.From), DayNumber.Of(question.To));
        var rows = question.IsAboutPlaces
            ? Places(context.PlaceTallies.Where(r => r.Day >= from && r.Day <= to), question)
            : Contents(context.ContentTallies.Where(r => r.Day >= from && r.Day <= to), question);
        var sums = await rows
            .GroupBy(r => new { r.Day, r.Key })
            .Select(g => new
            {
                g.Key.Day,
                g.Key.Key,
                Redirects = g.Sum(r => r.Redirects),
                Sized = g.Sum(r => r.Sized),
                Bytes = g.Sum(r => r.Bytes),
            })
            .ToListAsync(cancellationToken);
        return
        [
            .. sums.Select(sum => new DayCell(
                DayNumber.ToDay(sum.Day), KeyOf(sum.Key, question), new(sum.Redirects, sum.Sized, sum.Bytes))),
        ];
    }

    private static IQueryable<KeyedRow> Contents(IQueryable<ContentTallyRecord> rows, TrafficQuestion question)
    {
        if (question.Mirror is { } mirror) rows = rows.Where(r => r.Mirror == mirror);
        if (question.Repository is { } repository) rows = rows.Where(r => r.Repository == repository);
        return question.By switch
        {
            TrafficDimension.Day => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = "", Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            TrafficDimension.Repository => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Repository, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            TrafficDimension.Mirror => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Mirror, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            TrafficDimension.Client => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Client, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
    }

    private static IQueryable<KeyedRow> Places(IQueryable<PlaceTallyRecord> rows, TrafficQuestion question)
    {
        if (question.Repository is not null)
            throw new ArgumentException("Places and repositories are not kept together.", nameof(question));
        if (question.Mirror is { } mirror) rows = rows.Where(r => r.Mirror == mirror);
        return question.By switch
        {
            TrafficDimension.Network => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Network, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            TrafficDimension.Region => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Region, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            TrafficDimension.Country => rows.Select(r => new KeyedRow
            { Day = r.Day, Key = r.Country, Redirects = r.Redirects, Sized = r.Sized, Bytes = r.Bytes }),
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
    }

    private static string KeyOf(string key, TrafficQuestion question) =>
        key.Length == 0 && question.By != TrafficDimension.Day ? TallyWords.None : key;

    /// <summary>A row of either table with the one column that a report tells apart.</summary>
    private sealed class KeyedRow
    {
        public int Day { get; init; }

        public required string Key { get; init; }

        public long Redirects { get; init; }

        public long Sized { get; init; }

        public long Bytes { get; init; }
    }
}
