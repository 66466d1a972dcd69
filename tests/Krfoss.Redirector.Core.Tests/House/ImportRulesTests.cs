namespace Krfoss.Redirector.Core.Tests.House;

public sealed class ImportRulesTests
{
    private const string Core = "src/Krfoss.Redirector.Core";
    private const string Host = "src/Krfoss.Redirector";

    [Theory]
    [InlineData("Networking", "Networking")]
    [InlineData("Geo", "Networking")]
    [InlineData("Catalog", "Formats")]
    [InlineData("Catalog", "Geo")]
    [InlineData("Health", "Catalog")]
    [InlineData("Selection", "Snapshots")]
    public void Core_folder_may_import_those_before_it(string folder, string imported) =>
        Assert.Empty(CoreFile(folder, $"using Krfoss.Redirector.Core.{imported};"));

    [Theory]
    [InlineData("Networking", "Geo")]
    [InlineData("Formats", "Catalog")]
    [InlineData("Health", "Selection")]
    [InlineData("Snapshots", "Selection")]
    [InlineData("Selection", "Invented")]
    public void Core_folder_may_not_import_those_after_it(string folder, string imported)
    {
        var violation = Assert.Single(CoreFile(folder, $"using Krfoss.Redirector.Core.{imported};"));
        Assert.Contains(imported, violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_names_and_aliases_count_as_imports()
    {
        Assert.Single(CoreFile("Geo", "var x = new Krfoss.Redirector.Core.Selection.NearSet();"));
        Assert.Single(CoreFile("Geo", "using Near = Krfoss.Redirector.Core.Selection.NearSet;"));
        Assert.Single(CoreFile("Geo", "using static Krfoss.Redirector.Core.Selection.NearSet;"));
    }

    [Fact]
    public void Comments_are_no_imports()
    {
        Assert.Empty(CoreFile("Geo", "// Krfoss.Redirector.Core.Selection reads this."));
        Assert.Empty(CoreFile("Geo", "/* Krfoss.Redirector.Core.Health\n   reads this. */"));
    }

    [Fact]
    public void Folder_below_a_core_folder_counts_as_that_folder() =>
        Assert.Single(CoreFile("Formats/Apt", "using Krfoss.Redirector.Core.Catalog;"));

    [Theory]
    [InlineData("Invented/File.cs")]
    [InlineData("File.cs")]
    public void Unknown_core_folder_is_refused(string path) =>
        Assert.Single(ImportRules.Violations(new($"{Core}/{path}", "")));

    [Theory]
    [InlineData("Redirect", "Requests")]
    [InlineData("Redirect", "Core.Selection")]
    [InlineData("Importing", "Registry")]
    [InlineData("Crawling", "Publishing")]
    [InlineData("Cli", "Status")]
    public void Host_folder_may_import_what_the_table_grants(string folder, string imported) =>
        Assert.Empty(HostFile(folder, $"using Krfoss.Redirector.{imported};"));

    [Theory]
    [InlineData("Redirect", "Status")]
    [InlineData("Redirect", "Registry")]
    [InlineData("Status", "Joining")]
    [InlineData("MirrorLists", "Redirect")]
    [InlineData("Crawling", "Status")]
    [InlineData("Registry", "Publishing")]
    public void Host_folder_may_not_import_more(string folder, string imported)
    {
        var violation = Assert.Single(HostFile(folder, $"using Krfoss.Redirector.{imported};"));
        Assert.Contains(imported, violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_host_folder_is_refused() => Assert.Single(HostFile("Invented", ""));

    [Theory]
    [InlineData("using Microsoft.EntityFrameworkCore;")]
    [InlineData("using Microsoft.Data.Sqlite;")]
    [InlineData("var x = new Npgsql.NpgsqlConnection();")]
    public void Database_is_used_in_the_registry_alone(string text)
    {
        Assert.Empty(HostFile("Registry", text));
        Assert.Single(HostFile("Publishing", text));
        Assert.Single(HostFile("Cli", text));
    }

    [Fact]
    public void Names_of_meters_and_log_categories_are_no_imports()
    {
        Assert.Empty(HostFile("Observability", "options.Override(\"Microsoft.EntityFrameworkCore\", Warning);"));
        Assert.Empty(HostFile("Observability", "new Meter(\"Krfoss.Redirector.State\");"));
    }

    [Fact]
    public void Other_machines_are_asked_by_the_crawler_alone()
    {
        Assert.Empty(HostFile("Crawling", "private readonly HttpClient client;"));
        Assert.Single(HostFile("GeoData", "private readonly HttpClient client;"));
    }

    private static IEnumerable<string> CoreFile(string folder, string text) =>
        ImportRules.Violations(new($"{Core}/{folder}/File.cs", text));

    private static IEnumerable<string> HostFile(string folder, string text) =>
        ImportRules.Violations(new($"{Host}/{folder}/File.cs", $"namespace Krfoss.Redirector.{folder};\n{text}"));
}
