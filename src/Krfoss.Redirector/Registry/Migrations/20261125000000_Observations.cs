using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace Krfoss.Redirector.Registry.Migrations;

/// <summary>What the crawler observes; by hand as the first one, and columns of bytes name no type either.</summary>
[DbContext(typeof(RegistryContext))]
[Migration("20261125000000_Observations")]
internal sealed class Observations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "checks",
            table => new
            {
                id = Number(table),
                at = table.Column<long>(nullable: false),
                mirror = table.Column<string>(nullable: false),
                repository = table.Column<string>(nullable: false),
                endpoint = table.Column<string>(nullable: false),
                root = table.Column<string>(nullable: false),
                verdict = table.Column<string>(nullable: false),
                bearing = table.Column<int>(nullable: false),
                status = table.Column<int>(nullable: false),
                duration_ms = table.Column<int>(nullable: false),
                requests = table.Column<int>(nullable: false),
                lag_seconds = table.Column<long>(nullable: true),
                generation = table.Column<long>(nullable: true),
                evidence = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_checks", r => r.id));
        migrationBuilder.CreateIndex("ix_checks_mirror_at", "checks", ["mirror", "at"]);
        migrationBuilder.CreateTable(
            "check_hours",
            table => new
            {
                mirror = table.Column<string>(nullable: false),
                hour = table.Column<long>(nullable: false),
                repository = table.Column<string>(nullable: false),
                endpoint = table.Column<string>(nullable: false),
                verdict = table.Column<string>(nullable: false),
                good = table.Column<int>(nullable: false),
                bad = table.Column<int>(nullable: false),
                unchanged = table.Column<int>(nullable: false),
                worst_lag_seconds = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey(
                "pk_check_hours", r => new { r.mirror, r.hour, r.repository, r.endpoint, r.verdict }));
        migrationBuilder.CreateTable(
            "state_changes",
            table => new
            {
                id = Number(table),
                at = table.Column<long>(nullable: false),
                mirror = table.Column<string>(nullable: false),
                repository = table.Column<string>(nullable: false),
                endpoint = table.Column<string>(nullable: false),
                from = table.Column<string>(nullable: false),
                to = table.Column<string>(nullable: false),
                verdict = table.Column<string>(nullable: false),
                evidence = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_state_changes", r => r.id));
        migrationBuilder.CreateIndex("ix_state_changes_at", "state_changes", "at");
        migrationBuilder.CreateIndex("ix_state_changes_mirror_at", "state_changes", ["mirror", "at"]);
        migrationBuilder.CreateTable(
            "index_generations",
            table => new
            {
                repository = table.Column<string>(nullable: false),
                root = table.Column<string>(nullable: false),
                number = table.Column<long>(nullable: false),
                sha256 = table.Column<string>(nullable: false),
                first_seen = table.Column<long>(nullable: false),
                replaced_at = table.Column<long>(nullable: true),
                facts = table.Column<string>(nullable: false),
                paths = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey(
                "pk_index_generations", r => new { r.repository, r.root, r.number }));
        migrationBuilder.CreateTable(
            "index_parts",
            table => new
            {
                repository = table.Column<string>(nullable: false),
                root = table.Column<string>(nullable: false),
                part = table.Column<string>(nullable: false),
                sha256 = table.Column<string>(nullable: false),
                entries = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_index_parts", r => new { r.repository, r.root, r.part }));
        migrationBuilder.CreateTable(
            "mirror_states",
            table => new
            {
                mirror = table.Column<string>(nullable: false),
                repository = table.Column<string>(nullable: false),
                endpoint = table.Column<string>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
                state = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey(
                "pk_mirror_states", r => new { r.mirror, r.repository, r.endpoint }));
        migrationBuilder.CreateTable(
            "complaints",
            table => new
            {
                minute = table.Column<long>(nullable: false),
                mirror = table.Column<string>(nullable: false),
                repository = table.Column<string>(nullable: false),
                count = table.Column<int>(nullable: false),
                networks = table.Column<int>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_complaints", r => new { r.mirror, r.minute, r.repository }));
        migrationBuilder.CreateTable(
            "observation_batches",
            table => new
            {
                id = table.Column<string>(nullable: false),
                at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_observation_batches", r => r.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (ReadOnlySpan<string>)
        [
            "checks", "check_hours", "state_changes", "index_generations", "index_parts", "mirror_states",
            "complaints", "observation_batches",
        ])
        {
            migrationBuilder.DropTable(table);
        }
    }

    private static OperationBuilder<AddColumnOperation> Number(ColumnsBuilder table) => table
        .Column<long>(nullable: false)
        .Annotation("Sqlite:Autoincrement", true)
        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
