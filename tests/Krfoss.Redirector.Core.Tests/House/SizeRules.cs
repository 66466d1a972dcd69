namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>Limits on what a reader has to hold in mind. Generated migrations are exempt.</summary>
internal static class SizeRules
{
    public const int FileLines = 400;
    public const int LineCharacters = 120;
    public const int FolderFiles = 15;

    public static IEnumerable<string> Violations(SourceFile file)
    {
        if (!Counts(file)) yield break;
        if (file.Lines.Length > FileLines)
            yield return $"{file.Path}: {file.Lines.Length} lines; {FileLines} is the limit";
        for (var i = 0; i < file.Lines.Length; i++)
        {
            if (file.Lines[i].Length > LineCharacters)
                yield return $"{file.Path}:{i + 1}: {file.Lines[i].Length} characters; {LineCharacters} is the limit";
        }
    }

    public static IEnumerable<string> FolderViolations(IEnumerable<SourceFile> files) =>
        files.Where(Counts).CountBy(file => file.Folder, StringComparer.Ordinal)
            .Where(folder => folder.Value > FolderFiles)
            .Select(folder => $"{folder.Key}: {folder.Value} source files; {FolderFiles} is the limit");

    private static bool Counts(SourceFile file) => (file.IsCSharp || file.IsScript) && !file.IsGenerated;
}
