namespace Krfoss.Redirector.Core.Tests.House;

public sealed class DocumentRulesTests
{
    private const string Opening =
        "# Title\n\n```sh\ndotnet run --project src/Krfoss.Redirector   # serves\ndotnet test\n```\n";

    [Fact]
    public void Readme_with_both_commands_first_is_accepted() => Assert.Empty(Readme(Opening + "\n```sh\ncurl\n```\n"));

    [Theory]
    [InlineData("# Title\n")]
    [InlineData("```sh\ndotnet test\n```\n")]
    [InlineData("```sh\ncurl\n```\n" + Opening)]
    public void Readme_that_opens_otherwise_is_refused(string text) => Assert.Single(Readme(text));

    [Fact]
    public void Readme_of_more_than_120_lines_is_refused()
    {
        Assert.Empty(Readme(Opening + string.Concat(Enumerable.Repeat("x\n", 114))));
        Assert.Single(Readme(Opening + string.Concat(Enumerable.Repeat("x\n", 115))));
    }

    [Theory]
    [InlineData("docs/a.md", "[b](b.md)", "docs/b.md")]
    [InlineData("docs/a.md", "[b](b.md#part)", "docs/b.md")]
    [InlineData("docs/a.md", "[up](../LICENSE)", "docs/../LICENSE")]
    [InlineData("README.md", "[b](docs/b.md)", "docs/b.md")]
    public void Link_is_looked_for_from_the_document(string path, string text, string expected)
    {
        var asked = new List<string>();
        Assert.Single(DocumentRules.LinkViolations(new(path, text), link => { asked.Add(link); return false; }));
        Assert.Equal([expected], asked);
        Assert.Empty(DocumentRules.LinkViolations(new(path, text), _ => true));
    }

    [Theory]
    [InlineData("[a](https://example.org/a.md)")]
    [InlineData("[a](mailto:a@example.org)")]
    [InlineData("[a](#part)")]
    [InlineData("`[a](b.md)`")]
    [InlineData("```\n[a](b.md)\n```")]
    public void Addresses_and_examples_are_no_links_to_files(string text) =>
        Assert.Empty(DocumentRules.LinkViolations(new("docs/a.md", text), _ => false));

    private static IEnumerable<string> Readme(string text) => DocumentRules.ReadmeViolations(new("README.md", text));
}
