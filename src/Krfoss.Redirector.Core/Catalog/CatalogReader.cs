using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// Text → catalog + every problem, whatever the text is: nothing in a file makes it throw, run long or recurse. Pure;
/// the host reads files.
/// </summary>
public static class CatalogReader
{
    private const int Version = 1;

    /// <summary>
    /// Reads the main catalog (the first source) and the files of <c>mirrors.d/</c> (the others) as one: maps and lists
    /// are united, <c>site</c> and <c>selection</c> belong to the main file alone.
    /// </summary>
    public static CatalogReading Read(IReadOnlyList<CatalogSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
        {
            CatalogProblem none = new("mirrors.yaml", 0, 0, ProblemSeverity.Error, "there is no catalog file",
                "name one");
            return new(null, [none]);
        }

        var problems = new ProblemList();
        List<Section> files = [];
        for (var i = 0; i < sources.Count; i++)
        {
            if (OpenFile(sources[i], isMain: i == 0, problems) is { } file) files.Add(file);
        }

        var catalog = Unite(files, problems);
        return new(problems.HasErrors ? null : catalog, problems.InOrder([.. sources.Select(s => s.File)]));
    }

    private static Section? OpenFile(CatalogSource source, bool isMain, ProblemList problems)
    {
        var root = CatalogScan.Scan(source, problems);
        if (root is null or { IsNull: true })
        {
            if (isMain && !problems.HasErrors)
                problems.Error(CatalogNode.WholeFile(source.File), "the catalog is empty",
                    "docs/mirrors-yaml.md has an example");
            return null;
        }

        var file = Section.Open(root, CatalogKeys.Catalog, "the catalog", problems);
        if (root.Kind == CatalogNodeKind.Map) CheckHead(file, isMain, problems);
        return file;
    }

    private static void CheckHead(Section file, bool isMain, ProblemList problems)
    {
        var version = file["version"];
        if (version.Node is null && isMain)
            problems.Warn(file.Node, "`version` is missing", "add version: 1 as the first line");
        else if (version.WholeNumber(0, int.MaxValue) is { } number and not Version)
            version.Error($"version {number} of the catalog is not known here",
                "write version: 1, or use a newer redirector");
        if (isMain) return;
        foreach (var key in (string[])["site", "selection"])
        {
            if (file[key].Node is { } node)
                problems.Error(node.Key!, $"`{key}` belongs in the main catalog, not in mirrors.d/", "move it there");
        }
    }

    private static CatalogDefinition Unite(List<Section> files, ProblemList problems)
    {
        var site = files.Select(f => SmallReaders.Site(f["site"], problems)).FirstOrDefault() ?? new();
        List<NetworkDefinition> networks =
            [.. Merged(files, "networks", problems).Select(n => SmallReaders.Network(n, problems))];
        List<DeclaredRepository> repositories =
            [.. Merged(files, "repositories", problems).Select(n => RepositoryReader.Read(n, problems))];
        var aliased = CatalogRules.CheckRepositories(repositories, site.Url, problems);
        var reader = new MirrorReader(
            repositories.ToDictionary(r => r.Definition.Id, r => r.Definition.Path, StringComparer.Ordinal),
            networks.Select(n => n.Id).ToHashSet(StringComparer.Ordinal),
            problems);
        List<Declared<MirrorDefinition>> mirrors = [.. Merged(files, "mirrors", problems).Select(reader.Read)];
        CatalogRules.CheckMirrors(mirrors, site.Url, problems);
        if (repositories.Count == 0 && files.Count > 0 && !problems.HasErrors)
            problems.Warn(files[0].Node, "no repository is declared, so nothing is served",
                "list them under repositories:");
        return new(
            site,
            files.Select(f => SmallReaders.Selection(f["selection"], problems)).FirstOrDefault() ?? new(),
            networks,
            [.. files.SelectMany(f => f["places"].Items("places")).Select(p => SmallReaders.Place(p, problems))],
            aliased,
            mirrors.ConvertAll(m => m.Definition));
    }

    /// <summary>The entries of a map that several files may hold; an id that stands twice counts where
    /// it stands first.</summary>
    private static IEnumerable<CatalogNode> Merged(List<Section> files, string key, ProblemList problems)
    {
        var first = new Dictionary<string, CatalogNode>(StringComparer.Ordinal);
        foreach (var entry in files.SelectMany(file => file[key].Entries(key)))
        {
            var id = entry.Key!.Text;
            if (first.TryAdd(id, entry)) continue;
            var earlier = first[id].Key!;
            problems.Error(
                entry.Key,
                $"{Wording.Quote(id)} stands twice in `{key}`: also at {earlier.File}:{earlier.Line}:{earlier.Column}",
                "remove one of them or rename it");
        }

        return first.Values.TakeWhile(_ => !problems.IsFull);
    }
}
