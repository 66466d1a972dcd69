namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// Writes one batch in one transaction, checks and their hourly sums alike: a process that is killed leaves both or
/// neither. Rows of a table are written in the order of their keys, so that nodes wait for each other and never in a
/// circle; the revision counter, which every writer of news needs, comes last.
/// </summary>
internal sealed class BatchRecord(RegistryContext context, DateTimeOffset now)
{
    private int _rows;

    public async Task<ObservationsWritten> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await WriteAsync([new ObservationBatchRow { Id = batch.Id.ToString("N"), At = now }], cancellationToken);
        if (_rows == 0) return new(0, await RevisionCounter.ReadAsync(context, cancellationToken), IsRaised: false);

        _rows = 0;
        await WriteAsync(batch.Checks, cancellationToken);
        await WriteSumsAsync(batch.Checks, cancellationToken);
        await WriteAsync(batch.StateChanges, cancellationToken);
        await WriteAsync(
            Ordered(batch.Complaints, c => $"{c.Mirror} {c.Repository} {c.Minute.UtcTicks}"),
            cancellationToken,
            KnownRow.Added);
        await WriteAsync(
            Ordered(batch.Parts, p => $"{p.Repository} {p.Root} {p.Part}"), cancellationToken, KnownRow.Replaced);
        var before = _rows;
        await WriteAsync(
            Ordered(batch.Generations, g => $"{g.Repository} {g.Root} {g.Number}"),
            cancellationToken,
            KnownRow.Replaced);
        await WriteAsync(
            Ordered(batch.MirrorStates, s => $"{s.Mirror} {s.Repository} {s.Endpoint}"),
            cancellationToken,
            KnownRow.Replaced);
        var isNews = _rows > before;
        var revision = isNews
            ? await RevisionCounter.RaiseAsync(context, cancellationToken)
            : await RevisionCounter.ReadAsync(context, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(_rows, revision, isNews);
    }

    /// <summary>The sums are not counted among the rows: they say nothing that the checks do not.</summary>
    private async Task WriteSumsAsync(IReadOnlyList<CheckRecord> checks, CancellationToken cancellationToken)
    {
        var rows = _rows;
        await WriteAsync(
            Ordered(
                checks.GroupBy(c => (c.Mirror, Hour: HourOf(c.At), c.Repository, c.Endpoint, c.Verdict))
                    .Select(group => new CheckHourRow
                    {
                        Mirror = group.Key.Mirror,
                        Hour = group.Key.Hour,
                        Repository = group.Key.Repository,
                        Endpoint = group.Key.Endpoint,
                        Verdict = group.Key.Verdict,
                        Good = group.Count(c => c.Bearing == CheckBearing.Good),
                        Bad = group.Count(c => c.Bearing == CheckBearing.Bad),
                        Unchanged = group.Count(c => c.Bearing == CheckBearing.None),
                        WorstLagSeconds = group.Max(c => c.LagSeconds),
                    }),
                h => $"{h.Mirror} {h.Repository} {h.Endpoint} {h.Verdict} {h.Hour.UtcTicks}"),
            cancellationToken,
            KnownRow.Added,
            nameof(CheckHourRow.WorstLagSeconds));
        _rows = rows;
    }

    private async Task WriteAsync<TRow>(
        IReadOnlyCollection<TRow> rows,
        CancellationToken cancellationToken,
        KnownRow known = KnownRow.Kept,
        string? largest = null)
        where TRow : class
    {
        if (rows.Count == 0) return;
        await using var writer = new RowWriter<TRow>(context, known, largest);
        _rows += await writer.WriteAsync(rows, cancellationToken);
    }

    private static TRow[] Ordered<TRow>(IEnumerable<TRow> rows, Func<TRow, string> key) =>
        [.. rows.OrderBy(key, StringComparer.Ordinal)];

    private static DateTimeOffset HourOf(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);
}
