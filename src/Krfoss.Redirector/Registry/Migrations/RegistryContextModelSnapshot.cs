using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Krfoss.Redirector.Registry.Migrations;

/// <summary>
/// The model as the last migration left it. A test compares it with the model for both databases and fails when a row
/// class was changed without a migration.
/// </summary>
[DbContext(typeof(RegistryContext))]
internal sealed class RegistryContextModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("Krfoss.Redirector.Registry.CatalogRevisionRow", row =>
        {
            Column<long>(row, "Revision", "revision").ValueGeneratedNever();
            Column<string>(row, "Sha256", "sha256");
            Column<long>(row, "ImportedAt", "imported_at");
            Column<int>(row, "Mirrors", "mirrors");
            Column<int>(row, "Repositories", "repositories");
            Column<int>(row, "Warnings", "warnings");
            row.HasKey("Revision").HasName("pk_catalog_revisions");
            row.ToTable("catalog_revisions");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.MirrorRow", row =>
        {
            Declared(row);
            Column<string>(row, "Name", "name");
            row.HasKey("Id").HasName("pk_mirrors");
            row.ToTable("mirrors");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.RepositoryRow", row =>
        {
            Declared(row);
            Column<string>(row, "Path", "path");
            row.HasKey("Id").HasName("pk_repositories");
            row.ToTable("repositories");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.EventRow", row =>
        {
            Number(row);
            Column<long>(row, "At", "at");
            Column<string>(row, "Kind", "kind");
            Column<string>(row, "Mirror", "mirror", optional: true);
            Column<string>(row, "Repository", "repository", optional: true);
            Column<string>(row, "Text", "text");
            row.HasKey("Id").HasName("pk_events");
            row.HasIndex("At").HasDatabaseName("ix_events_at");
            row.HasIndex("Mirror", "At").HasDatabaseName("ix_events_mirror_at");
            row.ToTable("events");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.IndexRootRow", row =>
        {
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Path", "path");
            Column<long>(row, "FirstAsked", "first_asked");
            Column<long?>(row, "LastConfirmed", "last_confirmed", optional: true);
            row.HasKey("Repository", "Path").HasName("pk_index_roots");
            row.ToTable("index_roots");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.CounterRow", row =>
        {
            Column<string>(row, "Name", "name");
            Column<long>(row, "Value", "value");
            row.HasKey("Name").HasName("pk_counters");
            row.ToTable("counters");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.CheckRecord", row =>
        {
            Observed(row);
            Column<string>(row, "Root", "root");
            Column<string>(row, "Verdict", "verdict");
            Column<int>(row, "Bearing", "bearing");
            Column<int>(row, "Status", "status");
            Column<int>(row, "DurationMs", "duration_ms");
            Column<int>(row, "Requests", "requests");
            Column<long?>(row, "LagSeconds", "lag_seconds", optional: true);
            Column<long?>(row, "Generation", "generation", optional: true);
            Column<string>(row, "Evidence", "evidence", optional: true);
            row.HasKey("Id").HasName("pk_checks");
            row.HasIndex("Mirror", "At").HasDatabaseName("ix_checks_mirror_at");
            row.ToTable("checks");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.CheckHourRow", row =>
        {
            Column<string>(row, "Mirror", "mirror");
            Column<long>(row, "Hour", "hour");
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Endpoint", "endpoint");
            Column<string>(row, "Verdict", "verdict");
            Column<int>(row, "Good", "good");
            Column<int>(row, "Bad", "bad");
            Column<int>(row, "Unchanged", "unchanged");
            Column<long?>(row, "WorstLagSeconds", "worst_lag_seconds", optional: true);
            row.HasKey("Mirror", "Hour", "Repository", "Endpoint", "Verdict").HasName("pk_check_hours");
            row.ToTable("check_hours");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.StateChangeRecord", row =>
        {
            Observed(row);
            Column<string>(row, "From", "from");
            Column<string>(row, "To", "to");
            Column<string>(row, "Verdict", "verdict");
            Column<string>(row, "Evidence", "evidence", optional: true);
            row.HasKey("Id").HasName("pk_state_changes");
            row.HasIndex("At").HasDatabaseName("ix_state_changes_at");
            row.HasIndex("Mirror", "At").HasDatabaseName("ix_state_changes_mirror_at");
            row.ToTable("state_changes");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.GenerationRecord", row =>
        {
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Root", "root");
            Column<long>(row, "Number", "number");
            Column<string>(row, "Sha256", "sha256");
            Column<long>(row, "FirstSeen", "first_seen");
            Column<long?>(row, "ReplacedAt", "replaced_at", optional: true);
            Column<string>(row, "Facts", "facts");
            Column<byte[]>(row, "Paths", "paths", optional: true);
            row.HasKey("Repository", "Root", "Number").HasName("pk_index_generations");
            row.ToTable("index_generations");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.IndexPartRecord", row =>
        {
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Root", "root");
            Column<string>(row, "Part", "part");
            Column<string>(row, "Sha256", "sha256");
            Column<byte[]>(row, "Entries", "entries");
            row.HasKey("Repository", "Root", "Part").HasName("pk_index_parts");
            row.ToTable("index_parts");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.MirrorStateRecord", row =>
        {
            Column<string>(row, "Mirror", "mirror");
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Endpoint", "endpoint");
            Column<long>(row, "ChangedAt", "changed_at");
            Column<string>(row, "State", "state");
            row.HasKey("Mirror", "Repository", "Endpoint").HasName("pk_mirror_states");
            row.ToTable("mirror_states");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.ComplaintRecord", row =>
        {
            Column<long>(row, "Minute", "minute");
            Column<string>(row, "Mirror", "mirror");
            Column<string>(row, "Repository", "repository");
            Column<int>(row, "Count", "count");
            Column<int>(row, "Networks", "networks");
            row.HasKey("Mirror", "Minute", "Repository").HasName("pk_complaints");
            row.ToTable("complaints");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Observations.ObservationBatchRow", row =>
        {
            Column<string>(row, "Id", "id");
            Column<long>(row, "At", "at");
            row.HasKey("Id").HasName("pk_observation_batches");
            row.ToTable("observation_batches");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Tallies.ContentTallyRecord", row =>
        {
            Column<int>(row, "Day", "day");
            Column<string>(row, "Repository", "repository");
            Column<string>(row, "Mirror", "mirror");
            Column<string>(row, "Client", "client");
            Counted(row);
            row.HasKey("Day", "Repository", "Mirror", "Client").HasName("pk_content_tallies");
            row.ToTable("content_tallies");
        });
        modelBuilder.Entity("Krfoss.Redirector.Registry.Tallies.PlaceTallyRecord", row =>
        {
            Column<int>(row, "Day", "day");
            Column<string>(row, "Mirror", "mirror");
            Column<string>(row, "Network", "network");
            Column<string>(row, "Country", "country");
            Column<string>(row, "Region", "region");
            Counted(row);
            row.HasKey("Day", "Mirror", "Network", "Country", "Region").HasName("pk_place_tallies");
            row.ToTable("place_tallies");
        });
    }

    private static void Counted(EntityTypeBuilder row)
    {
        Column<long>(row, "Redirects", "redirects");
        Column<long>(row, "Sized", "sized");
        Column<long>(row, "Bytes", "bytes");
    }

    private static void Declared(EntityTypeBuilder row)
    {
        Column<string>(row, "Id", "id");
        Column<string>(row, "Definition", "definition");
        Column<long>(row, "FirstSeen", "first_seen");
        Column<long>(row, "LastSeen", "last_seen");
        Column<long?>(row, "RemovedAt", "removed_at", optional: true);
        Column<long>(row, "Revision", "revision");
    }

    private static void Observed(EntityTypeBuilder row)
    {
        Number(row);
        Column<long>(row, "At", "at");
        Column<string>(row, "Mirror", "mirror");
        Column<string>(row, "Repository", "repository");
        Column<string>(row, "Endpoint", "endpoint");
    }

    private static void Number(EntityTypeBuilder row) => Column<long>(row, "Id", "id").ValueGeneratedOnAdd()
        .HasAnnotation("Sqlite:Autoincrement", true)
        .HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);

    private static PropertyBuilder Column<T>(
        EntityTypeBuilder row, string property, string column, bool optional = false) =>
        row.Property<T>(property).IsRequired(!optional).HasColumnName(column);
}
