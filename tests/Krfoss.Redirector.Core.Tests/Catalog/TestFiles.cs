using System.Text;
using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Tests.Catalog;

/// <summary>Finds files of the repository from wherever the tests run, and reads catalogs.</summary>
internal static class TestFiles
{
    public static string Root { get; } = FindRoot();

    public static string Cases(string kind) => Path.Combine(Root, "tests", "data", "catalog", kind);

    public static CatalogReading ReadFile(string path) =>
        CatalogReader.Read([new(Path.GetFileName(path), File.ReadAllBytes(path))]);

    public static CatalogReading ReadText(string text, string file = "mirrors.yaml") =>
        CatalogReader.Read([new(file, Encoding.UTF8.GetBytes(text))]);

    /// <summary>A catalog with the body of one mirror, sound around it.</summary>
    public static string WithMirror(string body) =>
        $$$"""
        version: 1
        networks: {lgu: {asns: [3786]}}
        repositories: {debian: {format: apt, origin: https://origin.example.org/debian}}
        mirrors:
          one:
            location: {city: Gwangju, country: KR, latitude: 35.1595, longitude: 126.8526}
            urls: [https://one.example.org]
            repositories: {debian: }
        {{{string.Concat(body.Split('\n').Select(line => "    " + line + "\n"))}}}
        """;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Krfoss.Redirector.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the repository's root is not above the tests");
    }
}
