using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Importing;

/// <summary>Text of the catalog's files → catalog and problems; the shape of the core's reader.</summary>
internal delegate CatalogReading ReadCatalog(IReadOnlyList<CatalogSource> sources);

/// <summary>Says of a content whether it may be served, and if not, everything that stands against it.</summary>
internal sealed class CatalogJudge(ReadCatalog read, bool allowMassRemoval)
{
    /// <summary>Reads a content and holds it against what is served.</summary>
    /// <param name="previous">What is served now; null at start, when there is nothing to lose.</param>
    public CatalogLoad Judge(CatalogContent content, CatalogDefinition? previous)
    {
        if (content.Problem is { } unreadable) return new(null, content.Sha256, [unreadable]);
        var (catalog, problems) = Read(content.Sources);
        if (problems.Any(p => p.Severity == ProblemSeverity.Error)) catalog = null;
        if (catalog is not null && previous is not null && !allowMassRemoval
            && CatalogChange.Between(previous, catalog).Objection is { } objection)
        {
            problems = [.. problems, new(content.Sources[0].File, 0, 0, ProblemSeverity.Error, objection,
                $"if that is meant, restart with {CatalogOptions.AllowMassRemovalKey}=true")];
            catalog = null;
        }

        return new(catalog, content.Sha256, problems);
    }

    // An empty file is an empty catalog, not a mistake: a new network starts with one.
    private CatalogReading Read(IReadOnlyList<CatalogSource> sources)
    {
        if (sources.All(IsBlank)) return new(CatalogDefinition.Empty, []);
        try
        {
            return read(sources);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug of ours, but a text on disk must not end a service that serves.
            return new(null, [new(sources[0].File, 0, 0, ProblemSeverity.Error,
                $"the reader failed on this catalog: {e.GetType().Name}: {e.Message}",
                "please report it with the file")]);
        }
    }

    /// <summary>Nothing but white space and comment lines.</summary>
    private static bool IsBlank(CatalogSource source)
    {
        var text = source.Content.Span;
        if (text.StartsWith("\uFEFF"u8)) text = text[3..];
        foreach (var range in text.Split((byte)'\n'))
        {
            var line = text[range].TrimStart(" \t\r"u8);
            if (!line.IsEmpty && line[0] != '#') return false;
        }

        return true;
    }
}
