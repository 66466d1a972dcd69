using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Interchange;
using Krfoss.Redirector.Core.Interchange.AlmaLinux;
using Krfoss.Redirector.Core.Interchange.Text;
using Krfoss.Redirector.Core.Tests.Catalog;

namespace Krfoss.Redirector.Core.Tests.Interchange;

/// <summary>What tests of imports share: places that are known, and the way through the catalog's reader.</summary>
internal static class Importing
{
    public static readonly ImportSettings Settings = new(
        (country, city) => (country, city) is ("KR", "Gwangju") ? new GeoPoint(35.1595, 126.8526) : null);

    public static CatalogSource File(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>One file in the form of AlmaLinux's, sound but for what a test adds.</summary>
    public static Imported AlmaLinux(string lines, string name = "mirror.example.kr") => AlmaLinuxImport.Read(
        [
            File(
                name + ".yml",
                $"---\nname: {name}\nupdate_frequency: 3h\nsponsor: Example\nsponsor_url: https://example.org\n"
                    + $"email: admin@example.org\n{lines}\n...\n"),
        ],
        Settings);

    /// <summary>The catalog that the import's text is; it must not hold an error.</summary>
    public static CatalogDefinition Catalog(Imported imported, params RepositoryDefinition[] repositories)
    {
        Assert.False(imported.HasErrors);
        var reading = TestFiles.ReadText(CatalogYaml.Write(["Imported."], repositories, imported.Mirrors));
        Assert.DoesNotContain(reading.Problems, problem => problem.Severity == ProblemSeverity.Error);
        return reading.Catalog!;
    }

    public static RepositoryDefinition Repository(string id) =>
        new(id, default, "/" + id, new($"https://origin.example/{id}"), null, [], []);
}
