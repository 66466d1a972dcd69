namespace Krfoss.Redirector.Core.Catalog.Reading;

/// <summary>
/// A value about to be read. The readers (<c>…Fields</c>) give null for what is absent or wrong; what is wrong is
/// reported once, with what was found, what is expected and an example.
/// </summary>
/// <param name="Node">Null = the key is absent.</param>
/// <param name="IsItem">True for an item of the list under the key.</param>
public readonly record struct Field(CatalogNode? Node, CatalogKey Key, ProblemList Problems, bool IsItem = false)
{
    /// <summary>True where there is something to read: present and not refused before.</summary>
    public bool IsReadable => Node is { Kind: not CatalogNodeKind.Refused };

    private string Title => IsItem ? $"an item of `{Key.Name}`" : $"`{Key.Name}`";

    public void Error(string text, string? hint = null) => Problems.Error(Node!, text, hint);

    public void Warn(string text, string? hint = null) => Problems.Warn(Node!, text, hint);

    /// <summary>Reports a value of the wrong form.</summary>
    public void Wrong(string expected, string? hint = null) =>
        Error($"{Title} must be {expected}, found {Node!.Found}", hint ?? $"for example {Key.Name}: {Key.Example}");

    /// <summary>The items of a list; anything else is reported and reads as no items.</summary>
    /// <param name="most">Longer lists are refused, so that checks may compare items with each other.</param>
    public IEnumerable<Field> Items(string of, int most = 10_000)
    {
        if (!IsReadable) return [];
        var (node, key, problems, _) = this;
        if (node!.Kind != CatalogNodeKind.List)
            Wrong($"a list of {of}");
        else if (node.Children.Count > most)
            Error($"`{key.Name}` has {node.Children.Count} items, more than {most}", "shorten the list");
        else
            return node.Children.TakeWhile(_ => !problems.IsFull).Select(child => new Field(child, key, problems,
                IsItem: true));
        return [];
    }

    /// <summary>The values of a map with free keys; anything else is reported and reads as an empty map.</summary>
    public IReadOnlyList<CatalogNode> Entries(string of)
    {
        if (!IsReadable) return [];
        if (Node!.Kind == CatalogNodeKind.Map) return Node.Children;
        Wrong($"a map of {of}");
        return [];
    }

    /// <summary>The text of a scalar as written; null and a problem for lists, maps and nothing.</summary>
    public string? Scalar(string expected)
    {
        if (!IsReadable) return null;
        if (Node!.Kind == CatalogNodeKind.Scalar && !Node.IsNull) return Node.Text;
        Wrong(expected);
        return null;
    }

    /// <summary>The text of a scalar without quotes: numbers and truth values are not texts.</summary>
    public string? Unquoted(string expected)
    {
        if (Scalar(expected) is not { } text) return null;
        if (Node!.IsPlain) return text;
        Wrong(expected, "write it without quotes");
        return null;
    }
}
