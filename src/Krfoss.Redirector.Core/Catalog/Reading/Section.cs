namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// A map whose keys are known. Opening it reports unknown and missing keys; what is no map reads as an empty one, so
/// that one mistake gives one problem.
/// </summary>
public sealed class Section
{
    private const int KeysWorthComparing = 20;

    private readonly CatalogSection _kind;
    private readonly ProblemList _problems;
    private readonly Dictionary<string, CatalogNode> _values = new(StringComparer.Ordinal);

    private Section(CatalogNode node, CatalogSection kind, ProblemList problems)
    {
        Node = node;
        _kind = kind;
        _problems = problems;
    }

    public CatalogNode Node { get; }

    /// <summary>Where something missing is reported: at the key the map stands under, else at its beginning.</summary>
    public CatalogNode Place => Node.Key ?? Node;

    /// <summary>The value of a key that <see cref="CatalogKeys"/> names; asking for another one is our bug.</summary>
    public Field this[string key]
    {
        get
        {
            var known = _kind.Keys.First(k => string.Equals(k.Name, key, StringComparison.Ordinal));
            return new(_values.GetValueOrDefault(key), known, _problems);
        }
    }

    /// <summary>Opens a value as a map of this kind.</summary>
    /// <param name="title">What messages call this map, such as <c>mirror `eliv`</c>.</param>
    public static Section Open(CatalogNode node, CatalogSection kind, string title, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(problems);
        var section = new Section(node, kind, problems);
        if (node.Kind == CatalogNodeKind.Refused) return section;
        if (node.Kind == CatalogNodeKind.Map)
        {
            foreach (var child in node.Children.TakeWhile(_ => !problems.IsFull)) section.TakeEntry(child, title);
        }
        else if (!node.IsNull)
        {
            var example = string.Join(", ", kind.Names.Take(3).Select(name => name + ": …"));
            problems.Error(node, $"{title} must be a map, found {node.Found}", $"for example {{{example}}}");
            return section;
        }

        section.ReportMissing(title);
        return section;
    }

    private void TakeEntry(CatalogNode child, string title)
    {
        var key = child.Key!;
        if (!_kind.Names.Contains(key.Text, StringComparer.Ordinal))
        {
            var text = $"{Wording.Quote(key.Text)} is no key of {title}";
            _problems.Error(key, text, NearestWord.Hint(key.Text, _kind.Names));
        }

        // An empty value is as good as none; a refused one counts as there, since it was reported already.
        if (!child.IsNull) _values[key.Text] = child;
    }

    private void ReportMissing(string title)
    {
        foreach (var key in _kind.Keys)
        {
            if (!key.Required || _values.ContainsKey(key.Name)) continue;
            if (WasMistyped(key.Name)) continue;
            _problems.Error(Place, $"`{key.Name}` is missing in {title}", $"add {key.Name}: {key.Example}");
        }
    }

    // "orign: https://…" is one mistake: the unknown key was reported with this very name as its hint.
    private bool WasMistyped(string name) =>
        _values.Keys.Except(_kind.Names, StringComparer.Ordinal).Take(KeysWorthComparing)
            .Any(word => string.Equals(NearestWord.Find(word, _kind.Names), name, StringComparison.Ordinal));
}
