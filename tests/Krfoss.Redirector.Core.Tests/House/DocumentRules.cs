using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>The README shows two commands first and stays short; no link to a file leads nowhere.</summary>
internal static partial class DocumentRules
{
    public const int ReadmeLines = 120;

    private static readonly string[] Opening = ["dotnet run --project src/Krfoss.Redirector", "dotnet test"];

    public static IEnumerable<string> ReadmeViolations(SourceFile readme)
    {
        if (readme.Lines.Length > ReadmeLines)
            yield return $"{readme.Path}: {readme.Lines.Length} lines; {ReadmeLines} is the limit";
        var commands = FirstBlock().Match(readme.Text).Groups["commands"].Value
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('#')[0].TrimEnd());
        if (!commands.SequenceEqual(Opening, StringComparer.Ordinal))
            yield return $"{readme.Path}: its first block is not \"{string.Join("\", \"", Opening)}\"";
    }

    /// <summary>Links to files that <paramref name="exists"/>, asked from the root, does not know.</summary>
    public static IEnumerable<string> LinkViolations(SourceFile document, Func<string, bool> exists)
    {
        var prose = Block().Replace(document.Text, "");
        foreach (Match link in Link().Matches(prose))
        {
            var target = link.Groups["target"].Value;
            if (Address().IsMatch(target)) continue;
            var path = target.StartsWith('/') ? target[1..] : $"{document.Folder}/{target}".TrimStart('/');
            if (!exists(path)) yield return $"{document.Path}: the link to {target} leads nowhere";
        }
    }

    [GeneratedRegex(@"^```\w*\n(?<commands>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstBlock();

    [GeneratedRegex(@"^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Address();

    [GeneratedRegex(@"\]\((?<target>[^)\s#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
