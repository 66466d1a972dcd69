using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Krfoss.Redirector.Registry.Migrations;

/// <summary>Counts of redirects by day; by hand as those before.</summary>
[DbContext(typeof(RegistryContext))]
[Migration("20261126000000_Tallies")]
internal sealed class Tallies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "content_tallies",
            table => new
            {
                day = table.Column<int>(nullable: false),
                repository = table.Column<string>(nullable: false),
                mirror = table.Column<string>(nullable: false),
                client = table.Column<string>(nullable: false),
                redirects = table.Column<long>(nullable: false),
                sized = table.Column<long>(nullable: false),
                bytes = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey(
                "pk_content_tallies", r => new { r.day, r.repository, r.mirror, r.client }));
        migrationBuilder.CreateTable(
            "place_tallies",
            table => new
            {
                day = table.Column<int>(nullable: false),
                mirror = table.Column<string>(nullable: false),
                network = table.Column<string>(nullable: false),
                country = table.Column<string>(nullable: false),
                region = table.Column<string>(nullable: false),
                redirects = table.Column<long>(nullable: false),
                sized = table.Column<long>(nullable: false),
                bytes = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey(
                "pk_place_tallies", r => new { r.day, r.mirror, r.network, r.country, r.region }));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("content_tallies");
        migrationBuilder.DropTable("place_tallies");
    }
}
