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
            Column<long>(row, "Id", "id").ValueGeneratedOnAdd()
                .HasAnnotation("Sqlite:Autoincrement", true)
                .HasAnnotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
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

    private static PropertyBuilder Column<T>(
        EntityTypeBuilder row, string property, string column, bool optional = false) =>
        row.Property<T>(property).IsRequired(!optional).HasColumnName(column);
}
