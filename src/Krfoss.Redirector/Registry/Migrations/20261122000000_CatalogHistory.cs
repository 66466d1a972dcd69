using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Krfoss.Redirector.Registry.Migrations;

/// <summary>
/// Written by hand in EF's form: no column names a type, so each database takes its own, and a generated number carries
/// both databases' annotations. A later migration that makes SQLite rebuild a table must also override
/// BuildTargetModel.
/// </summary>
[DbContext(typeof(RegistryContext))]
[Migration("20261122000000_CatalogHistory")]
internal sealed class CatalogHistory : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "catalog_revisions",
            table => new
            {
                revision = table.Column<long>(nullable: false),
                sha256 = table.Column<string>(nullable: false),
                imported_at = table.Column<long>(nullable: false),
                mirrors = table.Column<int>(nullable: false),
                repositories = table.Column<int>(nullable: false),
                warnings = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_catalog_revisions", r => r.revision));
        migrationBuilder.CreateTable(
            "mirrors",
            table => new
            {
                id = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                definition = table.Column<string>(nullable: false),
                first_seen = table.Column<long>(nullable: false),
                last_seen = table.Column<long>(nullable: false),
                removed_at = table.Column<long>(nullable: true),
                revision = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_mirrors", r => r.id));
        migrationBuilder.CreateTable(
            "repositories",
            table => new
            {
                id = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                definition = table.Column<string>(nullable: false),
                first_seen = table.Column<long>(nullable: false),
                last_seen = table.Column<long>(nullable: false),
                removed_at = table.Column<long>(nullable: true),
                revision = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_repositories", r => r.id));
        migrationBuilder.CreateTable(
            "events",
            table => new
            {
                id = table.Column<long>(nullable: false)
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation(
                        "Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                at = table.Column<long>(nullable: false),
                kind = table.Column<string>(nullable: false),
                mirror = table.Column<string>(nullable: true),
                repository = table.Column<string>(nullable: true),
                text = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_events", r => r.id));
        migrationBuilder.CreateIndex("ix_events_at", "events", "at");
        migrationBuilder.CreateIndex("ix_events_mirror_at", "events", ["mirror", "at"]);
        migrationBuilder.CreateTable(
            "index_roots",
            table => new
            {
                repository = table.Column<string>(nullable: false),
                path = table.Column<string>(nullable: false),
                first_asked = table.Column<long>(nullable: false),
                last_confirmed = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_index_roots", r => new { r.repository, r.path }));
        migrationBuilder.CreateTable(
            "counters",
            table => new
            {
                name = table.Column<string>(nullable: false),
                value = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_counters", r => r.name));
        migrationBuilder.Sql("INSERT INTO counters (name, value) VALUES ('revision', 0)");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (ReadOnlySpan<string>)
            ["catalog_revisions", "mirrors", "repositories", "events", "index_roots", "counters"])
        {
            migrationBuilder.DropTable(table);
        }
    }
}
