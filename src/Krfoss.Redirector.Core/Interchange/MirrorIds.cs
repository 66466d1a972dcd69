namespace Krfoss.Redirector.Core.Interchange;

/// <summary>Makes ids of names: 1 to 63 of a–z 0–9 . _ -, the first a letter or digit, each once.</summary>
public sealed class MirrorIds
{
    private const int Longest = 63;

    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = string.Concat(name.ToLowerInvariant().Select(c =>
            char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')).TrimStart('.', '_', '-');
        if (id.Length == 0) id = "mirror";
        if (id.Length > Longest) id = id[..Longest];
        if (_taken.Add(id)) return id;
        for (var number = 2; ; number++)
        {
            var suffix = $"-{number}";
            var next = id[..Math.Min(id.Length, Longest - suffix.Length)] + suffix;
            if (_taken.Add(next)) return next;
        }
    }
}
