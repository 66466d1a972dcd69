namespace Krfoss.Redirector.Core.Catalog.Reading;

public enum CatalogNodeKind
{
    Scalar,
    List,
    Map,

    /// <summary>Something the scan refused and told about already; readers pass over it in silence.</summary>
    Refused,
}

/// <summary>
/// One value of a catalog file with its place. Scalars stay as written: nothing is resolved to a number, a truth value
/// or a date here, so that a country <c>NO</c> stays Norway. Depth and size are bounded by <see cref="CatalogScan"/>.
/// </summary>
public sealed class CatalogNode(string file, int line, int column, CatalogNodeKind kind)
{
    private readonly List<CatalogNode> _children = [];

    /// <summary>File name as the operator gave it.</summary>
    public string File { get; } = file;

    /// <summary>1-based; 0 = the file as a whole.</summary>
    public int Line { get; } = line;

    /// <summary>1-based; 0 = the file as a whole.</summary>
    public int Column { get; } = column;

    public CatalogNodeKind Kind { get; } = kind;

    /// <summary>Text of a scalar; empty for lists and maps.</summary>
    public string Text { get; init; } = "";

    /// <summary>True for a scalar written without quotes and not as a block.</summary>
    public bool IsPlain { get; init; }

    /// <summary>The key of a map under which this value stands.</summary>
    public CatalogNode? Key { get; init; }

    /// <summary>Items of a list, or values of a map, in the order of the file.</summary>
    public IReadOnlyList<CatalogNode> Children => _children;

    /// <summary>True where the operator wrote a key and left its value empty, or wrote <c>null</c>.</summary>
    public bool IsNull =>
        Kind == CatalogNodeKind.Scalar && IsPlain && Text is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>What stands here, for messages.</summary>
    public string Found => Kind switch
    {
        CatalogNodeKind.List => "a list",
        CatalogNodeKind.Map => "a map",
        _ when IsNull => "nothing",
        _ => IsPlain ? Wording.Quote(Text) : $"{Wording.Quote(Text)} in quotes",
    };

    public static CatalogNode WholeFile(string file) => new(file, 0, 0, CatalogNodeKind.Refused);

    public void Add(CatalogNode child) => _children.Add(child);
}
