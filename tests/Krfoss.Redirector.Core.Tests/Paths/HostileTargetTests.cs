using System.Text.Json;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Tests.Formats;

namespace Krfoss.Redirector.Core.Tests.Paths;

public sealed class HostileTargetTests
{
    private static readonly string[] Climbs =
    [
        "..", "%2e%2e", ".%2e", "%2E.", "..;", "..;a=b", "..%3b", "..%23", "..%3f", "%252e%252e", ".%252E",
        "%25252e%25252e", "%%32e%%32e", "%c0%ae%c0%ae", "%25c0%25ae%25c0%25ae", "%u002e%u002e", "%e0%80%ae.",
    ];

    private static readonly string[] Separators =
    [
        "/", "%2f", "%5c", "\\", "%252f", "%255C", "%25252f", "%c0%af", "%e0%80%af", "%25%32%66", "%u2215", "//", "/./",
    ];

    [Fact]
    public void No_spelling_of_a_climb_is_accepted()
    {
        var tried = 0;
        foreach (var climb in Climbs)
        {
            foreach (var separator in Separators)
            {
                for (var depth = 1; depth <= 6; depth++)
                {
                    var steps = string.Concat(Enumerable.Repeat(climb + separator, depth));
                    string[] targets = [$"/{steps}etc/passwd", $"/ubuntu/{steps}x", $"/a/pool/{steps}", $"/{steps}x?y"];
                    foreach (var target in targets)
                    {
                        tried++;
                        Assert.True(RequestTarget.Check(target, out _) != TargetVerdict.Ok, target);
                    }
                }
            }
        }

        Assert.Equal(17 * 13 * 6 * 4, tried);
    }

    [Fact]
    public void No_escaped_control_or_separator_is_accepted_at_any_depth_of_escaping()
    {
        for (var value = 0; value < 256; value++)
        {
            var isRefused = value is < 0x20 or 0x7F or '/' or '\\' or >= 0x80;
            for (var depth = 0; depth < 4; depth++)
            {
                var target = $"/ubuntu/a%{string.Concat(Enumerable.Repeat("25", depth))}{value:x2}b";
                var verdict = RequestTarget.Check(target, out _);
                if (value == '%' && depth == 3) continue;
                Assert.True(isRefused == (verdict != TargetVerdict.Ok), $"{target}: {verdict}");
            }
        }
    }

    [Fact]
    public void What_is_accepted_of_a_hostile_corpus_reads_the_same_to_everyone()
    {
        var lines = Corpus().ToList();
        Assert.True(lines.Count > 1000, $"only {lines.Count} lines");
        var refused = 0;
        var bad = new List<string>();
        foreach (var target in lines.SelectMany(Placements))
        {
            if (RequestTarget.Check(target, out _) != TargetVerdict.Ok) refused++;
            else if (NaiveReader.Complaint(target) is { } complaint) bad.Add($"{target}: {complaint}");
        }

        Assert.Empty(bad);
        Assert.True(refused > lines.Count, $"{refused} of {lines.Count * 5} refused");
    }

    [Fact]
    public void What_is_accepted_of_random_mutations_reads_the_same_to_everyone()
    {
        const int Rounds = 20_000;
        var random = new Random(20261122);
        string[] seeds =
        [
            "/ubuntu/pool/main/g/g%2b%2b/g%2b%2b_12%7erc1_amd64.deb", "/debian/./InRelease", "/a/100%25.deb?x=%20y",
            "/rocky/9/BaseOS/x86_64/os/repodata/repomd.xml", "/kali/%ED%95%9C/a%253a1.deb", "/arch/a-1:1.0^b@c.pkg?x&y",
        ];
        string[] pieces =
        [
            "%", "%25", "%2525", "%2", "2e", "2f", "5c", "..", ".", "/", "\\", "%c0", "%ED%95%9C", "?", ";", "%0",
            "0d", "//",
        ];
        var accepted = 0;
        for (var i = 0; i < Rounds; i++)
        {
            var target = seeds[random.Next(seeds.Length)];
            for (var edits = random.Next(1, 5); edits > 0; edits--)
            {
                var at = random.Next(target.Length);
                var piece = ((char)random.Next(256)).ToString();
                if (random.Next(2) == 0) piece = pieces[random.Next(pieces.Length)];
                target = target.Remove(at, random.Next(2)).Insert(at, piece);
            }

            if (RequestTarget.Check(target, out _) != TargetVerdict.Ok) continue;
            accepted++;
            Assert.True(NaiveReader.Complaint(target) is null, $"{target}: {NaiveReader.Complaint(target)}");
        }

        Assert.InRange(accepted, Rounds / 20, Rounds * 19 / 20);
    }

    private static IEnumerable<string> Placements(string line) =>
        [line, "/ubuntu/" + line, $"/ubuntu/{line}/x", "/ubuntu/" + Uri.EscapeDataString(line), "/a/x.deb?" + line];

    private static IEnumerable<string> Corpus()
    {
        foreach (var climb in Climbs)
        {
            foreach (var separator in Separators)
            {
                yield return climb + separator + "x";
                yield return separator + climb;
                yield return separator + separator + "evil.example/" + climb;
                yield return "/evil.example" + separator + climb;
                yield return Uri.EscapeDataString(climb + separator);
            }
        }

        var folder = Path.Combine(KnownPaths.RepositoryRoot(), "..", "shared", "data", "hostile");
        if (!Directory.Exists(folder)) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "pat_*.txt"))
        {
            foreach (var line in File.ReadLines(file)) yield return line;
        }

        using var naughty = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "blns.json")));
        foreach (var text in naughty.RootElement.EnumerateArray()) yield return text.GetString()!;
        using var urls = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "urltestdata.json")));
        foreach (var test in urls.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
        {
            yield return test.GetProperty("input").GetString()!;
        }
    }
}
