using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Formats;

/// <summary>The rows of <c>tests/data/paths</c>: what real paths of the archives are.</summary>
internal static class KnownPaths
{
    public static IReadOnlyList<(PathKind Kind, string Path)> Of(RepositoryFormat format)
    {
        var name = format.ToString().ToLowerInvariant() + ".tsv";
        return
        [
            .. File.ReadLines(Path.Combine(RepositoryRoot(), "tests", "data", "paths", name))
                .Select(line => line.Split('\t'))
                .Select(cells => (Enum.Parse<PathKind>(cells[0]), cells[1])),
        ];
    }

    public static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Krfoss.Redirector.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
