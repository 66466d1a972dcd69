namespace Krfoss.Redirector.Core.Tests.House;

public sealed class SizeRulesTests
{
    [Fact]
    public void File_of_four_hundred_lines_is_the_longest()
    {
        Assert.Empty(SizeRules.Violations(new("src/A.cs", Lines(400))));
        Assert.Single(SizeRules.Violations(new("src/A.cs", Lines(401))));
        Assert.Single(SizeRules.Violations(new("tests/clients/a.sh", Lines(401))));
    }

    [Fact]
    public void Line_of_a_hundred_and_twenty_characters_is_the_longest()
    {
        Assert.Empty(SizeRules.Violations(new("src/A.cs", new string('a', 120) + "\n")));
        var violation = Assert.Single(SizeRules.Violations(new("src/A.cs", "x\n" + new string('a', 121) + "\n")));
        Assert.StartsWith("src/A.cs:2:", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_of_fifteen_files_is_the_fullest()
    {
        Assert.Empty(SizeRules.FolderViolations(Folder("src/A", 15).Concat(Folder("src/A/B", 15))));
        var violation = Assert.Single(SizeRules.FolderViolations(Folder("src/A", 16)));
        Assert.StartsWith("src/A:", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Migrations_and_plain_documents_are_exempt()
    {
        Assert.Empty(SizeRules.Violations(new("src/Registry/Migrations/A.cs", Lines(900))));
        Assert.Empty(SizeRules.FolderViolations(Folder("src/Registry/Migrations", 40)));
        Assert.Empty(SizeRules.Violations(new("docs/a.md", new string('a', 500))));
    }

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("line\n", count));

    private static IEnumerable<SourceFile> Folder(string folder, int count) =>
        Enumerable.Range(0, count).Select(i => new SourceFile($"{folder}/F{i}.cs", ""));
}
