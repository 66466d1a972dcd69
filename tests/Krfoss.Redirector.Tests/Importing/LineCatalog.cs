using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Importing;

/// <summary>
/// A reader for tests of the watcher: each line is a mirror's id and its repositories, <c>!text</c> is an error,
/// <c>=id</c> declares a repository that no mirror needs to carry.
/// </summary>
internal static class LineCatalog
{
    public static CatalogReading Read(IReadOnlyList<CatalogSource> sources)
    {
        var problems = new List<CatalogProblem>();
        var mirrors = new List<MirrorDefinition>();
        var idle = new List<string>();
        foreach (var source in sources)
        {
            var lines = Encoding.UTF8.GetString(source.Content.Span).Split('\n', StringSplitOptions.TrimEntries);
            foreach (var (number, line) in lines.Index())
            {
                if (line is "bug") throw new InvalidOperationException("a bug of the reader");
                if (line.Length == 0 || line[0] == '#') continue;
                if (line[0] is '!') problems.Add(Problem(ProblemSeverity.Error));
                else if (line[0] is '?') problems.Add(Problem(ProblemSeverity.Warning));
                else if (line[0] is '=') idle.Add(line[1..]);
                else mirrors.Add(Catalogs.Mirror(line.Split(' ')[0], line.Split(' ')[1..]));

                CatalogProblem Problem(ProblemSeverity severity) =>
                    new(source.File, number + 1, 1, severity, line[1..]);
            }
        }

        var catalog = Catalogs.Of([.. mirrors]);
        return new(
            catalog with { Repositories = [.. catalog.Repositories, .. idle.Select(Catalogs.Repository)] }, problems);
    }
}
