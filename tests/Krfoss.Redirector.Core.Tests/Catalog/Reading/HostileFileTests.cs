using System.Diagnostics;
using System.Text;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Tests.Catalog.Reading;

/// <summary>What kills or starves YAML readers must come back as a problem, soon.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("[", 100_000, "nested deeper")]
    [InlineData("[", 8_000_000, "nested deeper")]
    [InlineData("{", 100_000, "cannot be a key")]
    [InlineData("- ", 100_000, "nested deeper")]
    [InlineData("? ", 100_000, "cannot be a key")]
    [InlineData("a: [", 100_000, "nested deeper")]
    [InlineData("]", 100_000, "not valid YAML")]
    [InlineData("!", 100_000, "tags")]
    [InlineData("---\n", 100_000, "second document")]
    [InlineData("%TAG ! x\n", 100_000, "not valid YAML")]
    [InlineData("a: b\n", 100_000, "stands twice")]
    public void Flood_is_refused_at_once(string piece, int count, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, count)));
        CatalogReader.Read([new("warm.yaml", bytes)]);
        var start = Stopwatch.GetTimestamp();
        var reading = CatalogReader.Read([new("hostile.yaml", bytes)]);
        var elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Null(reading.Catalog);
        Assert.Contains(reading.Problems, p => p.Text.Contains(expected, StringComparison.Ordinal));
        Assert.InRange(reading.Problems.Count, 1, ProblemList.Limit + 1);
        // 60 ms on a quiet machine (measured); the test allows for a busy one.
        Assert.True(elapsed < TimeSpan.FromSeconds(1), $"{elapsed}");
    }

    [Fact]
    public void Laughing_aliases_are_refused_one_by_one()
    {
        var text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n<<: *c\n";
        var problems = TestFiles.ReadText(text).Problems.Select(p => p.Text).ToList();
        Assert.Equal(3, problems.Count(t => t.StartsWith("anchors", StringComparison.Ordinal)));
        Assert.Equal(5, problems.Count(t => t.StartsWith("aliases", StringComparison.Ordinal)));
        Assert.Single(problems, t => t.StartsWith("merge keys", StringComparison.Ordinal));
    }

    [Fact]
    public void Size_has_a_limit()
    {
        var reading = CatalogReader.Read([new("big.yaml", new byte[CatalogScan.MaxBytes + 1])]);
        Assert.Equal(
            "big.yaml:0:0 error: the file has 8388609 bytes, more than the 8388608 (8 MiB) that are read "
                + "(split it into several files in mirrors.d/)",
            Assert.Single(reading.Problems).ToString());
    }

    [Fact]
    public void Depth_of_32_is_read_and_33_is_not()
    {
        Assert.DoesNotContain(Nested(32).Problems, p => p.Text.Contains("nested", StringComparison.Ordinal));
        Assert.Contains(Nested(33).Problems, p => p.Text.Contains("nested", StringComparison.Ordinal));

        static CatalogReading Nested(int depth) => TestFiles.ReadText(new string('[', depth) + new string(']', depth));
    }

    [Fact]
    public void Number_of_parts_has_a_limit()
    {
        var reading = TestFiles.ReadText("x: [" + string.Concat(Enumerable.Repeat("a,", CatalogScan.MaxEvents)) + "]");
        Assert.Contains("more than 500000 parts", Assert.Single(reading.Problems).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_problems_are_enough()
    {
        var text = "version: 1\nmirrors:\n" + string.Concat(Enumerable.Range(0,
            5000).Select(i => $"  m{i}: nothing\n"));
        var problems = TestFiles.ReadText(text).Problems;
        Assert.Equal(ProblemList.Limit + 1, problems.Count);
        Assert.Equal("reading stopped after 1000 problems; there may be more", problems[^1].Text);
    }

    [Theory]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, (byte)'v', (byte)':' }, "1:1")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'v', 0 }, "1:1")]
    [InlineData(new byte[] { (byte)'a', 0xC0, 0xAF }, "1:2")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', 0xEC, 0x97, 0x98, 0xED, 0xA0, 0x80 }, "2:2")]
    [InlineData(new byte[] { (byte)'a', 0, 0xFF }, "1:2")]
    public void Encoding_is_checked_with_place(byte[] bytes, string place)
    {
        var problem = CatalogReader.Read([new("x", bytes)]).Problems[0];
        Assert.Equal(place, $"{problem.Line}:{problem.Column}");
    }
}
