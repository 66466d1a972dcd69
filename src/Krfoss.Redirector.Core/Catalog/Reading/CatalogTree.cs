using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// Builds nodes from parser events with a stack of its own, and reports what catalogs may not hold. What it refuses
/// becomes <see cref="CatalogNodeKind.Refused"/>, so that one mistake gives one problem and reading goes on behind it.
/// </summary>
public sealed class CatalogTree(string file, ProblemList problems)
{
    private readonly Stack<OpenNode> _open = new();
    private int _documents;
    private bool _stopped;

    /// <summary>The top of the file; null when the file is empty or reading was stopped.</summary>
    public CatalogNode? Root { get; private set; }

    /// <summary>Takes one event; false when nothing further shall be read.</summary>
    public bool Take(ParsingEvent parsed)
    {
        ArgumentNullException.ThrowIfNull(parsed);
        switch (parsed)
        {
            case DocumentStart when ++_documents > 1:
                Refuse(parsed.Start, "a second document begins here", "remove the line ---; a file is one document");
                _stopped = true;
                break;
            case AnchorAlias:
                Refuse(parsed.Start, "aliases (*name) are not read", "write the value out");
                Place(Node(parsed.Start, CatalogNodeKind.Refused));
                break;
            case Scalar scalar:
                CheckProperties(scalar);
                Place(ScalarNode(scalar));
                break;
            case MappingStart or SequenceStart:
                Open((NodeEvent)parsed);
                break;
            case MappingEnd or SequenceEnd:
                Place(_open.Pop().Node);
                break;
        }

        return !_stopped;
    }

    /// <summary>Gives the whole file up: what follows cannot be understood or must not be read.</summary>
    public void Stop(Mark at, string text, string hint)
    {
        Refuse(at, text, hint);
        _stopped = true;
        Root = null;
    }

    private void Open(NodeEvent start)
    {
        CheckProperties(start);
        if (_open.Count >= CatalogScan.MaxDepth)
        {
            Stop(start.Start, $"lists and maps are nested deeper than {CatalogScan.MaxDepth} levels",
                "close the brackets");
            return;
        }

        var isKey = _open.TryPeek(out var outer) && outer.WaitsForKey;
        if (isKey) Refuse(start.Start, "a list or map cannot be a key", "a key is one word");
        var kind = start is MappingStart ? CatalogNodeKind.Map : CatalogNodeKind.List;
        _open.Push(new(isKey ? Node(start.Start, CatalogNodeKind.Refused) : Node(start.Start, kind), kind));
    }

    private void Place(CatalogNode node)
    {
        if (_stopped) return;
        if (!_open.TryPeek(out var outer)) Root = node;
        else if (outer.WaitsForKey) outer.Key = CheckKey(outer, node);
        else if (outer.Kind == CatalogNodeKind.List) outer.Node.Add(node);
        else outer.CloseEntry(node);
    }

    private CatalogNode CheckKey(OpenNode map, CatalogNode key)
    {
        if (key.Kind != CatalogNodeKind.Scalar) return key;
        if (key is { Text: "<<", IsPlain: true })
            problems.Error(key, "merge keys (<<) are not read", "write the values out");
        else if (!map.Seen.TryAdd(key.Text, key))
            problems.Error(key, $"{Wording.Quote(key.Text)} stands twice",
                $"the first one is in line {map.Seen[key.Text].Line}");
        else
            return key;
        return Node(key, CatalogNodeKind.Refused);
    }

    private void CheckProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty) Refuse(node.Start, "anchors (&name) are not read", "remove it and write values out");
        if (!node.Tag.IsEmpty) Refuse(node.Start, "tags (!name) are not read", "remove it; the key tells the type");
    }

    private CatalogNode ScalarNode(Scalar scalar) => new(
        file,
        (int)scalar.Start.Line,
        (int)scalar.Start.Column,
        CatalogNodeKind.Scalar)
    {
        Text = scalar.Value,
        IsPlain = scalar.Style == ScalarStyle.Plain,
        Key = CurrentKey,
    };

    private CatalogNode? CurrentKey => _open.TryPeek(out var outer) ? outer.Key : null;

    private CatalogNode Node(Mark at, CatalogNodeKind kind) =>
        new(file, (int)at.Line, (int)at.Column, kind) { Key = CurrentKey };

    private CatalogNode Node(CatalogNode at, CatalogNodeKind kind) => new(file, at.Line, at.Column, kind);

    private void Refuse(Mark at, string text, string hint) =>
        problems.Error(Node(at, CatalogNodeKind.Refused), text, hint);

    private sealed class OpenNode(CatalogNode node, CatalogNodeKind kind)
    {
        public CatalogNode Node { get; } = node;

        public CatalogNodeKind Kind { get; } = kind;

        public CatalogNode? Key { get; set; }

        public Dictionary<string, CatalogNode> Seen { get; } = new(StringComparer.Ordinal);

        public bool WaitsForKey => Kind == CatalogNodeKind.Map && Key is null;

        public void CloseEntry(CatalogNode value)
        {
            if (Key!.Kind == CatalogNodeKind.Scalar) Node.Add(value);
            Key = null;
        }
    }
}
