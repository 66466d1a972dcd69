using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Tests.Catalog;

/// <summary>docs/mirrors-yaml.md shows what is read, and names everything that is.</summary>
public sealed class DocumentTests
{
    private static readonly string Document = Text("docs/mirrors-yaml.md");

    private static readonly string Example = Text("docs/examples/mirrors.yaml");

    [Fact]
    public void Example_reads_without_problems() =>
        Assert.Empty(TestFiles.ReadText(Example).Problems);

    [Fact]
    public void Every_yaml_block_is_a_part_of_the_example()
    {
        var blocks = Document.Split("```yaml\n").Skip(1).Select(rest => rest.Split("```")[0]).ToList();
        Assert.True(blocks.Count >= 6);
        Assert.All(blocks, block => Assert.Contains(block, Example, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_is_explained() => Assert.All(
        CatalogKeys.Sections.SelectMany(s => s.Names),
        key => Assert.Contains($"`{key}`", Document, StringComparison.Ordinal));

    [Fact]
    public void Every_reserved_path_is_named() => Assert.All(
        PathFields.Reserved,
        segment => Assert.Contains($"`{segment}`", Document, StringComparison.Ordinal));

    [Fact]
    public void Limits_are_those_of_the_reader()
    {
        Assert.Contains($"{CatalogScan.MaxBytes / 1024 / 1024} MiB", Document, StringComparison.Ordinal);
        Assert.Contains($"{CatalogScan.MaxDepth} levels", Document, StringComparison.Ordinal);
        Assert.Contains($"{CatalogScan.MaxEvents:N0} parts", Document, StringComparison.Ordinal);
        Assert.Contains($"{ProblemList.Limit:N0} problems", Document, StringComparison.Ordinal);
    }

    private static string Text(string path) =>
        File.ReadAllText(Path.Combine(TestFiles.Root, path)).ReplaceLineEndings("\n");
}
