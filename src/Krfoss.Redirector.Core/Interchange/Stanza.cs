namespace Krfoss.Redirector.Core.Interchange;

/// <summary>
/// One paragraph of Debian's control format: <c>Field: value</c>, continued by lines that begin with a space. Of a
/// field that stands several times the first one counts. Field names count in any case.
/// </summary>
internal sealed class Stanza
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.OrdinalIgnoreCase);

    private Stanza(int line) => Line = line;

    /// <summary>1-based line of the first field.</summary>
    public int Line { get; }

    /// <summary>Null where the field is absent or empty.</summary>
    public string? this[string field] =>
        _fields.GetValueOrDefault(field) is { Length: > 0 } value ? value : null;

    public static IEnumerable<Stanza> Split(string text)
    {
        Stanza? stanza = null;
        string? last = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0)
            {
                if (stanza is not null) yield return stanza;
                (stanza, last) = (null, null);
            }
            else if (line[0] == '#')
            {
                continue;
            }
            else if (char.IsWhiteSpace(line[0]))
            {
                if (last is not null) stanza!._fields[last] = $"{stanza._fields[last]} {line.Trim()}".Trim();
            }
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                stanza ??= new(number);
                last = stanza._fields.TryAdd(line[..colon], line[(colon + 1)..].Trim()) ? line[..colon] : null;
            }
        }

        if (stanza is not null) yield return stanza;
    }
}
