namespace Krfoss.Redirector.Core.Tests.Catalog;

/// <summary>Each file of tests/data/catalog says what reading it must give: good ones nothing, bad ones the lines
/// beside them.</summary>
public sealed class CatalogCaseTests
{
    public static TheoryData<string> Good => Files("good");

    public static TheoryData<string> Bad => Files("bad");

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_file_reads_without_problems(string name)
    {
        var reading = TestFiles.ReadFile(Path.Combine(TestFiles.Cases("good"), name));
        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Catalog);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Bad_file_gives_exactly_the_expected_lines(string name)
    {
        var path = Path.Combine(TestFiles.Cases("bad"), name);
        var expected = File.ReadAllLines(path + ".expected");
        var reading = TestFiles.ReadFile(path);
        Assert.Equal(expected, reading.Problems.Select(p => p.ToString()));
        Assert.Equal(expected.Any(line => line.Contains(" error: ", StringComparison.Ordinal)),
            reading.Catalog is null);
    }

    private static TheoryData<string> Files(string kind) =>
        [.. Directory.GetFiles(TestFiles.Cases(kind),
            "*.yaml").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
