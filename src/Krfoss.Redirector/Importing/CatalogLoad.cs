using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

/// <summary>
/// What became of one look at the catalog's files: a catalog to serve, or problems of which one at least is an error.
/// </summary>
internal sealed record CatalogLoad(CatalogDefinition? Catalog, string Sha256, IReadOnlyList<CatalogProblem> Problems)
{
    public int Warnings => Problems.Count(p => p.Severity == ProblemSeverity.Warning);

    /// <summary>Every problem on a line of its own, as <c>check</c> prints them.</summary>
    public void PrintProblems(TextWriter output)
    {
        foreach (var problem in Problems) output.WriteLine(problem);
    }
}

/// <summary>The catalog's state for log, metric and status page.</summary>
/// <param name="File">The catalog file in use, full path.</param>
/// <param name="LoadedAt">When the catalog that is served was read; null = none yet.</param>
/// <param name="Sha256">Of the content that is served.</param>
/// <param name="Problems">Of the content looked at last: the served one's warnings, or the refused one's
/// errors and warnings.</param>
/// <param name="LastReloadFailed">True while the files hold something else than what is served,
/// because it was refused.</param>
/// <param name="RejectedReloads">Contents refused since start.</param>
internal sealed record CatalogStatus(
    string File,
    DateTimeOffset? LoadedAt,
    string Sha256,
    int Mirrors,
    int Repositories,
    IReadOnlyList<CatalogProblem> Problems,
    bool LastReloadFailed,
    long RejectedReloads);
