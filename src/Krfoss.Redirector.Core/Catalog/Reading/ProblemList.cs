namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// Collects mistakes while a catalog is read. Bounded: readers stop when the list is full, so that a file of a million
/// mistakes costs neither memory nor time.
/// </summary>
public sealed class ProblemList
{
    public const int Limit = 1000;

    private const int LongestSentence = 500;

    private readonly List<CatalogProblem> _problems = [];

    public bool HasErrors { get; private set; }

    /// <summary>True when further problems are not kept: there is no use in reading on.</summary>
    public bool IsFull => _problems.Count >= Limit;

    public void Error(CatalogNode at, string text, string? hint = null) => Add(at, ProblemSeverity.Error, text, hint);

    public void Warn(CatalogNode at, string text, string? hint = null) => Add(at, ProblemSeverity.Warning, text, hint);

    /// <summary>All problems, by the order of the files and then by place.</summary>
    public IReadOnlyList<CatalogProblem> InOrder(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files) ranks.TryAdd(file, ranks.Count);
        var ordered = _problems
            .OrderBy(p => ranks.GetValueOrDefault(p.File, int.MaxValue))
            .ThenBy(p => p.Line)
            .ThenBy(p => p.Column);
        return IsFull ? [.. ordered, Closing(files)] : [.. ordered];
    }

    private CatalogProblem Closing(IReadOnlyList<string> files) => new(
        files[0],
        0,
        0,
        HasErrors ? ProblemSeverity.Error : ProblemSeverity.Warning,
        $"reading stopped after {Limit} problems; there may be more",
        "mend the ones above and check again");

    private void Add(CatalogNode at, ProblemSeverity severity, string text, string? hint)
    {
        ArgumentNullException.ThrowIfNull(at);
        HasErrors |= severity == ProblemSeverity.Error;
        if (IsFull) return;
        // Hints repeat what was written too: whatever a terminal would obey must not get through.
        var plainHint = hint is null ? null : Wording.Plain(hint, LongestSentence);
        _problems.Add(new(at.File, at.Line, at.Column, severity, Wording.Plain(text, LongestSentence), plainHint));
    }
}
