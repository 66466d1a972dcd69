using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Interchange;

/// <summary>Collects what is doubtful about an imported list, each with its place. Unlike a catalog's problems they are
/// not limited in number: a list of hundreds of mirrors has hundreds.</summary>
internal sealed class ImportNotes
{
    private const int LongestSentence = 500;

    private readonly List<CatalogProblem> _problems = [];
    private readonly List<string> _leftOut = [];

    public IReadOnlyList<CatalogProblem> Problems => _problems;

    public IReadOnlyList<string> LeftOut => _leftOut;

    public bool HasErrors => _problems.Exists(problem => problem.Severity == ProblemSeverity.Error);

    public void Warn(CatalogNode at, string text, string? hint = null) => Warn(at.File, at.Line, at.Column, text, hint);

    public void Warn(string file, int line, int column, string text, string? hint = null) =>
        Add(new(file, line, column, ProblemSeverity.Warning, text, hint));

    public void Error(string file, int line, int column, string text) =>
        Add(new(file, line, column, ProblemSeverity.Error, text));

    /// <summary>What a reader of YAML found: an entry that can be used all the same has warnings.</summary>
    public void Take(IEnumerable<CatalogProblem> problems, bool asWarnings)
    {
        foreach (var problem in problems)
            Add(asWarnings ? problem with { Severity = ProblemSeverity.Warning } : problem);
    }

    public void LeaveOut(string name, string file, int line, string why)
    {
        _leftOut.Add($"{Wording.Plain(name, LongestSentence)}: {why}");
        Warn(file, line, 1, $"{Wording.Quote(name)} is left out: {why}");
    }

    private void Add(CatalogProblem problem) => _problems.Add(problem with
    {
        Text = Wording.Plain(problem.Text, LongestSentence),
        Hint = problem.Hint is { } hint ? Wording.Plain(hint, LongestSentence) : null,
    });
}
