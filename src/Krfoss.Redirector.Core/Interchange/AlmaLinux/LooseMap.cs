using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Interchange.AlmaLinux;

/// <summary>
/// A map of another network's file. Keys count in any case; a key that is not known is a warning, and stands for the
/// known one that it resembles; one value is as good as a list of one.
/// </summary>
internal sealed class LooseMap
{
    private readonly Dictionary<string, CatalogNode> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly ImportNotes _notes;

    private LooseMap(ImportNotes notes) => _notes = notes;

    /// <summary>Null where the node is no map; then that is noted.</summary>
    public static LooseMap? Open(CatalogNode node, IReadOnlyCollection<string> known, string what, ImportNotes notes)
    {
        if (node.Kind != CatalogNodeKind.Map)
        {
            if (!node.IsNull) notes.Warn(node, $"{what} must be a map, found {node.Found}");
            return null;
        }

        var map = new LooseMap(notes);
        foreach (var child in node.Children) map.Take(child, known, what);
        return map;
    }

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>Null where the key is absent or its value empty.</summary>
    public CatalogNode? this[string key] => _values.GetValueOrDefault(key);

    public string? Text(string key) => this[key] is { Kind: CatalogNodeKind.Scalar } node ? node.Text.Trim() : null;

    public bool IsTrue(string key)
    {
        if (this[key] is not { Kind: CatalogNodeKind.Scalar } node) return false;
        switch (node.Text.Trim().ToUpperInvariant())
        {
            case "TRUE" or "YES" or "ON":
                return true;
            case "FALSE" or "NO" or "OFF":
                return false;
            default:
                _notes.Warn(node, $"{Wording.Quote(node.Text)} is neither true nor false; it is taken for false");
                return false;
        }
    }

    /// <summary>The scalars of a list, or the one that stands in its place.</summary>
    public IEnumerable<CatalogNode> Items(string key) => this[key] switch
    {
        { Kind: CatalogNodeKind.List } list => list.Children.Where(item => item.Kind == CatalogNodeKind.Scalar),
        { Kind: CatalogNodeKind.Scalar } one => [one],
        _ => [],
    };

    public TimeSpan? Duration(string key)
    {
        if (this[key] is not { } node) return null;
        var problems = new ProblemList();
        var duration = new Field(node, new(key, "3h"), problems).Duration();
        if (problems.HasErrors) _notes.Warn(node, $"{Wording.Quote(node.Text)} is no duration such as 3h or 30m");
        return duration;
    }

    private void Take(CatalogNode child, IReadOnlyCollection<string> known, string what)
    {
        var key = child.Key!.Text;
        var name = known.FirstOrDefault(k => string.Equals(k, key, StringComparison.Ordinal));
        if (name is null)
        {
            name = NearestWord.Find(key, known);
            _notes.Warn(
                child.Key,
                $"{Wording.Quote(key)} is no key of {what}"
                    + (name is null ? " and is not used" : $"; it is taken for `{name}`"),
                name is null ? NearestWord.Hint(key, known) : null);
        }

        if (name is null || child.IsNull) return;
        if (!_values.TryAdd(name, child)) _notes.Warn(child.Key, $"`{name}` stands twice; the first one counts");
    }
}
