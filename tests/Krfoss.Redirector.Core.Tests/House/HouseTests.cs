namespace Krfoss.Redirector.Core.Tests.House;

public sealed class HouseTests
{
    [Fact]
    public void The_repository_was_found_with_its_sources()
    {
        Assert.Contains(Repository.Files, file => file.Path is "src/Krfoss.Redirector/Program.cs");
        Assert.Contains(Repository.Files, file => file.Path is "tests/clients/farm.mjs");
        Assert.Contains(Repository.Files, file => file.Path is ".ci/run");
        Assert.DoesNotContain(Repository.Files, file => file.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_import_only_what_they_may_know() => Keep(Repository.Files.SelectMany(ImportRules.Violations));

    [Fact]
    public void Files_and_lines_stay_readable() => Keep(Repository.Files.SelectMany(SizeRules.Violations));

    [Fact]
    public void Folders_stay_small() => Keep(SizeRules.FolderViolations(Repository.Files));

    [Fact]
    public void Nothing_is_unfinished_suppressed_asleep_or_bound_to_a_machine() =>
        Keep(Repository.Files.SelectMany(WordingRules.Violations));

    [Fact]
    public void The_readme_is_short_and_opens_with_the_two_commands() =>
        Keep(DocumentRules.ReadmeViolations(Repository.Files.Single(file => file.Path is "README.md")));

    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        var documents = Repository.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(documents);
        Keep(documents.SelectMany(document => DocumentRules.LinkViolations(document, Repository.Exists)));
    }

    private static void Keep(IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }
}
