namespace Krfoss.Redirector.Core.Publication.Merging;

/// <summary>
/// Everything that the roots of a repository say of one path, and which of them vouches for it. Where all list the same
/// content, the one that had it first does: most mirrors have that generation. Where they disagree, the latest word
/// counts, if it can be told which that is; if not, nobody vouches and the origin answers. Where none lists the path
/// any more, the one that listed it last, as far as is remembered, vouches for the generations that still do.
/// </summary>
internal sealed class PathRecord
{
    private readonly List<Statement> _statements = [];

    public bool IsEmpty => _statements.Count == 0;

    public ulong Path => _statements[0].Path;

    public void Clear() => _statements.Clear();

    public void Add(in Statement statement)
    {
        // Who lists it knows better than who lists it no more.
        if (!IsEmpty && _statements[0].IsListed != statement.IsListed)
        {
            if (!statement.IsListed) return;
            _statements.Clear();
        }

        _statements.Add(statement);
    }

    public (Voucher Voucher, uint Content) Settle()
    {
        var (first, last) = (_statements[0], _statements[0]);
        var isAgreed = true;
        foreach (var statement in _statements)
        {
            if (IsBefore(statement, first)) first = statement;
            if (IsBefore(last, statement)) last = statement;
            isAgreed &= statement.Content == _statements[0].Content;
        }

        if (!last.IsListed) return (last.Voucher, 0);
        if (isAgreed) return (first.Voucher, first.Content);
        foreach (var other in _statements)
        {
            if (other.Content != last.Content && (other.Since == last.Since || !last.IsSinceExact))
                return (last.Voucher with { Validity = Validity.Never }, 0);
        }

        return (last.Voucher, last.Content);
    }

    // By index where they say so since the same moment, so that two nodes settle it alike.
    private static bool IsBefore(in Statement one, in Statement other) =>
        one.Since < other.Since || (one.Since == other.Since && one.Voucher.Root < other.Voucher.Root);
}
