namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// One verdict's part in the checks of an hour. They are written in the transaction of the checks themselves, and
/// every number adds up, so that nothing has to be worked out again before the checks are deleted.
/// </summary>
internal sealed class CheckHourRow
{
    public required string Mirror { get; set; }

    /// <summary>The beginning of the hour.</summary>
    public DateTimeOffset Hour { get; set; }

    public required string Repository { get; set; }

    public required string Endpoint { get; set; }

    public required string Verdict { get; set; }

    public int Good { get; set; }

    public int Bad { get; set; }

    /// <summary>Checks that said nothing about the mirror's health.</summary>
    public int Unchanged { get; set; }

    public long? WorstLagSeconds { get; set; }
}

/// <summary>A batch that is written; kept for a day, until nobody can come with it again.</summary>
internal sealed class ObservationBatchRow
{
    public required string Id { get; set; }

    public DateTimeOffset At { get; set; }
}
