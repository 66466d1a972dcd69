namespace Krfoss.Redirector.Core.Catalog;

/// <summary>What the <c>check</c> verb prints and returns: one line per problem, a closing line, and 2 where an
/// error stands.</summary>
public sealed record CatalogCheck(IReadOnlyList<string> Lines, int ExitCode)
{
    private const int Clean = 0;
    private const int Broken = 2;

    /// <summary>Words the result of a reading; warnings alone are clean.</summary>
    public static CatalogCheck Of(CatalogReading reading, int fileCount)
    {
        ArgumentNullException.ThrowIfNull(reading);
        var errors = reading.Problems.Count(p => p.Severity == ProblemSeverity.Error);
        var warnings = reading.Problems.Count - errors;
        var catalog = reading.Catalog;
        var summary = errors > 0 || catalog is null
            ? $"{Count(errors, "error")}, {Count(warnings, "warning")} in {Count(fileCount, "file")}"
            : $"ok: {Count(catalog.Mirrors.Count, "mirror")}, {Repositories(catalog.Repositories.Count)}, "
                + $"{Count(catalog.Networks.Count, "network")}, {Count(catalog.Places.Count, "place")} "
                + $"in {Count(fileCount, "file")}, {Count(warnings, "warning")}";
        return new([.. reading.Problems.Select(p => p.ToString()), summary], errors > 0 ? Broken : Clean);
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    private static string Repositories(int count) => count == 1 ? "1 repository" : $"{count} repositories";
}
