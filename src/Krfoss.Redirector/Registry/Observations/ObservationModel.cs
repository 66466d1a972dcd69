using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Krfoss.Redirector.Registry.Observations;

/// <summary>
/// Keys and indexes of what was observed. Most is asked by mirror, newest first, and deleted by mirror, oldest first:
/// one index or key that begins with the mirror and the time serves both.
/// </summary>
internal static class ObservationModel
{
    /// <summary>The number of a row that has no key of its own; it belongs to one database alone.</summary>
    public const string Number = "Id";

    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CheckRecord>(row =>
        {
            HasNumber(row);
            row.HasIndex(r => new { r.Mirror, r.At });
        });
        modelBuilder.Entity<CheckHourRow>()
            .HasKey(r => new { r.Mirror, r.Hour, r.Repository, r.Endpoint, r.Verdict });
        modelBuilder.Entity<StateChangeRecord>(row =>
        {
            HasNumber(row);
            row.HasIndex(r => r.At);
            row.HasIndex(r => new { r.Mirror, r.At });
        });
        modelBuilder.Entity<GenerationRecord>().HasKey(r => new { r.Repository, r.Root, r.Number });
        modelBuilder.Entity<IndexPartRecord>().HasKey(r => new { r.Repository, r.Root, r.Part });
        modelBuilder.Entity<MirrorStateRecord>().HasKey(r => new { r.Mirror, r.Repository, r.Endpoint });
        modelBuilder.Entity<ComplaintRecord>().HasKey(r => new { r.Mirror, r.Minute, r.Repository });
        modelBuilder.Entity<ObservationBatchRow>();
    }

    private static void HasNumber<T>(EntityTypeBuilder<T> row)
        where T : class
    {
        row.Property<long>(Number);
        row.HasKey(Number);
    }
}
