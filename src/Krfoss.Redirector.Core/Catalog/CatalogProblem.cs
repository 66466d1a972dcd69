namespace Krfoss.Redirector.Core.Catalog;

public enum ProblemSeverity
{
    Warning,
    Error,
}

/// <summary>One mistake in a catalog file: where it stands, what is wrong, what to do.</summary>
/// <param name="File">File name as the operator gave it.</param>
/// <param name="Line">1-based; 0 = the file as a whole.</param>
/// <param name="Column">1-based; 0 = the file as a whole.</param>
/// <param name="Text">What is wrong, one sentence without full stop.</param>
/// <param name="Hint">What to do; null where the text says it already.</param>
public sealed record CatalogProblem(
    string File,
    int Line,
    int Column,
    ProblemSeverity Severity,
    string Text,
    string? Hint = null)
{
    /// <summary>The form that <c>check</c> prints and editors can jump to: <c>file:line:column severity:
    /// text (hint)</c>.</summary>
    public override string ToString() =>
        $"{File}:{Line}:{Column} {(Severity == ProblemSeverity.Error ? "error" : "warning")}: {Text}"
        + (Hint is null ? "" : $" ({Hint})");
}

/// <summary>One catalog file as it was read from disk.</summary>
public sealed record CatalogSource(string File, ReadOnlyMemory<byte> Content);

/// <summary>The result of reading: a catalog when no problem is an error, and every problem found.</summary>
public sealed record CatalogReading(CatalogDefinition? Catalog, IReadOnlyList<CatalogProblem> Problems);
