using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Geo;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>What came of another network's list: mirrors for a catalog, and everything worth a look.</summary>
/// <param name="LeftOut">One line for each entry that no catalog can hold: its name and why.</param>
/// <param name="Problems">Warnings; errors where a file could not be read at all.</param>
public sealed record Imported(
    IReadOnlyList<MirrorDefinition> Mirrors,
    IReadOnlyList<string> LeftOut,
    IReadOnlyList<CatalogProblem> Problems)
{
    public bool HasErrors => Problems.Any(problem => problem.Severity == ProblemSeverity.Error);
}

/// <summary>Where a city is; null where that is not known, or where several of its name are.</summary>
/// <param name="country">ISO 3166-1 alpha-2.</param>
public delegate GeoPoint? FindCity(string country, string city);

/// <summary>What an importer is told beside the list.</summary>
/// <param name="Country">
/// ISO 3166-1 alpha-2 for entries that name no country and whose host's name ends in none.
/// </param>
public sealed record ImportSettings(FindCity FindCity, string Country = "US");
