using Krfoss.Redirector.Registry.Observations;
using Krfoss.Redirector.Registry.Tallies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Krfoss.Redirector.Registry;

/// <summary>
/// The tables. One model and one set of migrations serve SQLite and PostgreSQL, so nothing here names a column type
/// or a provider, and a time is a whole number of milliseconds: the two databases disagree on every richer type.
/// </summary>
internal sealed class RegistryContext(DbContextOptions<RegistryContext> options) : DbContext(options)
{
    public DbSet<CatalogRevisionRow> CatalogRevisions => Set<CatalogRevisionRow>();

    public DbSet<MirrorRow> Mirrors => Set<MirrorRow>();

    public DbSet<RepositoryRow> Repositories => Set<RepositoryRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<IndexRootRow> IndexRoots => Set<IndexRootRow>();

    public DbSet<CounterRow> Counters => Set<CounterRow>();

    public DbSet<CheckRecord> Checks => Set<CheckRecord>();

    public DbSet<CheckHourRow> CheckHours => Set<CheckHourRow>();

    public DbSet<StateChangeRecord> StateChanges => Set<StateChangeRecord>();

    public DbSet<GenerationRecord> IndexGenerations => Set<GenerationRecord>();

    public DbSet<IndexPartRecord> IndexParts => Set<IndexPartRecord>();

    public DbSet<MirrorStateRecord> MirrorStates => Set<MirrorStateRecord>();

    public DbSet<ComplaintRecord> Complaints => Set<ComplaintRecord>();

    public DbSet<ObservationBatchRow> ObservationBatches => Set<ObservationBatchRow>();

    public DbSet<ContentTallyRecord> ContentTallies => Set<ContentTallyRecord>();

    public DbSet<PlaceTallyRecord> PlaceTallies => Set<PlaceTallyRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CatalogRevisionRow>(row =>
        {
            row.HasKey(r => r.Revision);
            row.Property(r => r.Revision).ValueGeneratedNever();
        });
        modelBuilder.Entity<MirrorRow>();
        modelBuilder.Entity<RepositoryRow>();
        modelBuilder.Entity<EventRow>(row =>
        {
            row.HasIndex(e => e.At);
            row.HasIndex(e => new { e.Mirror, e.At });
        });
        modelBuilder.Entity<IndexRootRow>().HasKey(r => new { r.Repository, r.Path });
        modelBuilder.Entity<CounterRow>().HasKey(c => c.Name);
        ObservationModel.Configure(modelBuilder);
        TallyModel.Configure(modelBuilder);
        SnakeCaseNames.Apply(modelBuilder.Model);
    }

    /// <summary>UTC as milliseconds since 1970: sorts and compares the same in both databases.</summary>
    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        number => DateTimeOffset.FromUnixTimeMilliseconds(number));
}
