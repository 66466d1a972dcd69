using System.Diagnostics;
using System.Text;
using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Tests.Catalog.Reading;

/// <summary>Seeded damage to a good file: any verdict is fine, as long as it comes, and comes as a value.</summary>
public sealed class MutationTests
{
    private const int Rounds = 4000;

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ":", "- ", "\n", "\t", "'", "\"", "#", "&a ", "*a", "!x ", "<<: ", "|\n", ">-\n", "? ",
            "---\n", "%", "\0",
        "\u202E", "\uFEFF", "null", "~", "1e9", "-1", "0x10", "99999999999999999999", "\\ud800", "$9", "(", "**", "//",
            "..", "@", "%2f",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Damaged_file_never_throws_and_never_takes_long(int seed)
    {
        var random = new Random(seed);
        var good = File.ReadAllBytes(Path.Combine(TestFiles.Root, "docs", "examples", "mirrors.yaml"));
        for (var round = 0; round < Rounds / 3; round++)
        {
            var bytes = Damage(good, random);
            var start = Stopwatch.GetTimestamp();
            var reading = CatalogReader.Read([new("mirrors.yaml", bytes)]);
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"seed {seed}, round {round}");
            Assert.Equal(reading.Catalog is null, reading.Problems.Any(p => p.Severity == ProblemSeverity.Error));
            Assert.All(reading.Problems, p => Assert.True(IsOneLine(p), p.ToString()));
        }
    }

    private static bool IsOneLine(CatalogProblem problem) =>
        !problem.ToString().Any(c => char.IsControl(c) || c is '\u202E') && problem.Line >= 0 && problem.Column >= 0;

    private static byte[] Damage(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var i = random.Next(1, 6); i > 0 && bytes.Count > 100; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
