using System.Text;
using System.Text.Json;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Redirect;

/// <summary>
/// What attackers put into paths: a generated corpus always, other people's lists where they stand beside the
/// repository. Targets are byte strings: one character is one byte on the wire.
/// </summary>
internal static class HostileCorpus
{
    // This list alone is four fifths of all lines and says the same thing over and over; every so many will do here,
    // each in every place. The checks themselves are held against all of it in the core's tests.
    private const string Repetitive = "pat_dotdotpwn.txt";
    private const int OneIn = 8;

    private static readonly string[] Climbs =
    [
        "..", "%2e%2e", ".%2e", "%2E.", "..;", "..;a=b", "..%3b", "%252e%252e", "%c0%ae%c0%ae", "%u002e%u002e",
        "%e0%80%ae.", "%%32e%%32e", ".", "...", "%2e",
    ];

    private static readonly string[] Separators =
    [
        "/", "%2f", "%5c", "\\", "%252f", "%255C", "%c0%af", "%e0%80%af", "%u2215", "//", "/./", "%00/", "%0d%0a/",
        "\t/", " /", "?/", "#/", "@evil.example/", ":80/", ".evil.example/",
    ];

    private static readonly string[] Authorities =
    [
        "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "http:evil.example",
        "///evil.example", "/%09/evil.example", "/%2f%2fevil.example", "javascript:alert(1)", "@evil.example",
        ".evil.example", ":80@evil.example", "%0d%0aSet-Cookie:a=b", "\rSet-Cookie:a=b", "\r\nSet-Cookie: a=b",
        "%E5%98%8A%E5%98%8DSet-Cookie:a", "\u0001", "\u007f", "\u0080", "\u00e5\u0098\u008a", "*",
    ];

    public static IReadOnlyList<string> Lines() =>
    [
        .. Generated().Concat(Found()).Select(line => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line)))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The five places that a line is put into.</summary>
    public static IEnumerable<string> Placements(string line) =>
    [
        line,
        "/debian/" + line,
        $"/rocky/{line}/x.rpm",
        "/archlinux/" + Uri.EscapeDataString(line),
        "/debian/pool/a.deb?" + line,
    ];

    private static IEnumerable<string> Generated()
    {
        foreach (var separator in Separators)
        {
            foreach (var climb in Climbs)
            {
                yield return climb + separator + "x";
                yield return separator + climb;
                yield return climb + separator + climb + separator + "etc/passwd";
                yield return "evil.example" + separator + climb;
            }
        }

        foreach (var authority in Authorities)
        {
            yield return authority;
            yield return authority + "/debian/pool/a.deb";
            yield return "~no=m1/" + authority;
        }

        for (var value = 0; value < 256; value++)
        {
            yield return $"a{(char)value}b";
            yield return $"a%{value:x2}b";
            yield return $"a%25{value:X2}b";
        }

        foreach (var length in (int[])[2_000, 2_048, 2_049, 4_000, 4_096, 8_192]) yield return new('a', length);
    }

    private static IEnumerable<string> Found()
    {
        if (SharedData.Find("hostile") is not { } folder) yield break;
        foreach (var file in Directory.EnumerateFiles(folder, "pat_*.txt"))
        {
            var step = Path.GetFileName(file) == Repetitive ? OneIn : 1;
            var number = 0;
            foreach (var line in File.ReadLines(file))
            {
                if (number++ % step == 0) yield return line;
            }
        }

        using var naughty = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "blns.json")));
        foreach (var text in naughty.RootElement.EnumerateArray()) yield return text.GetString()!;
        using var urls = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "urltestdata.json")));
        foreach (var test in urls.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object))
            yield return test.GetProperty("input").GetString()!;
    }
}
