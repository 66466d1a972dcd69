using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>A text file of the repository. The rules read nothing else, so made-up files prove them.</summary>
/// <param name="Path">From the root of the repository, with forward slashes.</param>
internal sealed partial record SourceFile(string Path, string Text)
{
    public string[] Lines { get; } = Text.TrimEnd('\n').Split('\n');

    public string Folder => Path.LastIndexOf('/') is var slash and >= 0 ? Path[..slash] : "";

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsScript => Path.EndsWith(".sh", StringComparison.Ordinal)
        || Path.EndsWith(".mjs", StringComparison.Ordinal)
        || Path.EndsWith(".js", StringComparison.Ordinal);

    public bool IsGenerated => Path.Contains("/Migrations/", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    /// <summary>The text without comments; the "//" of a URL is not the start of one.</summary>
    public string Code => Comments().Replace(Text, "");

    /// <summary>The first folder below <paramref name="parent"/>; "" for its own files, null for others.</summary>
    public string? FolderBelow(string parent)
    {
        if (!Path.StartsWith(parent + "/", StringComparison.Ordinal)) return null;
        var rest = Path[(parent.Length + 1)..];
        return rest.IndexOf('/') is var slash and >= 0 ? rest[..slash] : "";
    }

    [GeneratedRegex(@"(?<!:)//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
