using System.Buffers;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Catalog.Fields;

/// <summary>Paths and patterns. A path that passes can be joined to a base URL as it stands.</summary>
public static class PathFields
{
    private const int LongestPath = 500;

    // Letters, digits and what RFC 3986 lets stand in a segment unescaped and that no client or proxy rewrites.
    private static readonly SearchValues<char> SafeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+@:,=/");

    private static readonly string[] ReservedSegments =
    [
        "mirrorlist", "metalink", "mirrors", "repositories", "setup", "join", "statistics", "about", "pack", "api",
        "openapi",
        "metrics", "healthz", "version", "explain", "isolist", ".web",
    ];

    /// <summary>First segments of paths that the redirector answers itself.</summary>
    public static IReadOnlyList<string> Reserved => ReservedSegments;

    /// <summary>What is wrong with an absolute path without a slash at the end; null = nothing.</summary>
    public static string? Problem(ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || path[0] != '/') return "a path that does not begin with a slash";
        if (path.Length > LongestPath) return $"a path of more than {LongestPath} characters";
        if (path.IndexOfAnyExcept(SafeCharacters) is var at and >= 0)
            return $"the character {Wording.Quote(path[at].ToString())}";
        foreach (var segment in path[1..].Split('/'))
        {
            if (path[1..][segment] is "") return "a doubled slash";
            if (path[1..][segment] is "." or "..") return "a dot segment";
        }

        return null;
    }

    /// <summary>True where the redirector answers the path itself, or where a client's wish
    /// (<c>/~no=…</c>) would begin.</summary>
    public static bool IsReserved(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var first = path.TrimStart('/').Split('/')[0];
        return first.StartsWith('~') || ReservedSegments.Contains(first, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>An absolute path, without a slash at the end; the root is the empty string.</summary>
    public static string? AbsolutePath(this Field field)
    {
        if (field.Scalar("a path that begins with a slash") is not { } text) return null;
        if (text is "/") return "";
        var path = text.EndsWith('/') ? text[..^1] : text;
        if (Problem(path) is not { } problem) return path;
        var hint = path.Length > 0 && path[0] != '/' && Problem("/" + path) is null
            ? $"write /{path}"
            : $"for example {field.Key.Name}: {field.Key.Example}";
        field.Error($"{problem} in `{field.Key.Name}`: {Wording.Quote(text)}", hint);
        return null;
    }

    /// <summary>A path below a repository, without a slash at the beginning.</summary>
    public static string? RelativePath(this Field field)
    {
        if (field.Scalar("a path inside the repository") is not { } text) return null;
        if (!text.StartsWith('/') && Problem("/" + text) is null) return text;
        var reason = text.StartsWith('/') ? "a slash at the beginning" : Problem("/" + text);
        field.Error($"{reason} in `{field.Key.Name}`: {Wording.Quote(text)}",
            "write a path relative to the repository");
        return null;
    }

    /// <summary>
    /// The name of a file beside the catalog, or an absolute one; whether it exists is the host's to see.
    /// </summary>
    public static string? FileName(this Field field)
    {
        if (field.Scalar("the name of a file") is not { } text) return null;
        if (text.Length is > 0 and <= LongestPath && !text.EndsWith('/') && text.All(Wording.IsPrintable)) return text;
        field.Wrong("the name of a file");
        return null;
    }

    public static string? GlobPattern(this Field field)
    {
        if (field.Scalar("a pattern") is not { } text) return null;
        if (Glob.TryParse(text, out _, out var problem)) return text;
        var hint = text.StartsWith('/')
            ? $"write {text.TrimStart('/')}"
            : "** is any depth, * any characters of one name, ? one character";
        field.Error($"{problem} in the pattern {Wording.Quote(text)}", hint);
        return null;
    }
}
