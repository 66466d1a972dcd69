namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] SkippedFolders =
        [".git", ".vs", ".idea", "bin", "obj", "data", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly string[] TextEndings =
    [
        ".cs", ".csproj", ".props", ".sh", ".mjs", ".js", ".md", ".yaml", ".yml", ".json", ".txt", ".editorconfig",
        ".cshtml", ".css", ".svg", "Dockerfile", "/run",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } =
        [.. TextFilesBelow(Root).OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static bool Exists(string path)
    {
        var full = System.IO.Path.GetFullPath(System.IO.Path.Combine(Root, path));
        return File.Exists(full) || Directory.Exists(full);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Krfoss.Redirector.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException($"No Krfoss.Redirector.sln above {AppContext.BaseDirectory}.");
    }

    private static IEnumerable<SourceFile> TextFilesBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var path = System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/');
            if (IsText("/" + path)) yield return new(path, File.ReadAllText(file));
        }

        foreach (var below in Directory.EnumerateDirectories(folder))
        {
            if (Array.IndexOf(SkippedFolders, System.IO.Path.GetFileName(below)) >= 0) continue;
            foreach (var file in TextFilesBelow(below)) yield return file;
        }
    }

    private static bool IsText(string path) =>
        TextEndings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal))
        && !path.EndsWith("/packages.lock.json", StringComparison.Ordinal);
}
