using System.Text.Json;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Tests.Catalog;

/// <summary>Editors complete from config/mirrors.schema.json; it must say what the reader does.</summary>
public sealed class SchemaTests
{
    private static readonly JsonElement Schema =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(TestFiles.Root, "config", "mirrors.schema.json"))).RootElement;

    /// <summary>A catalog with a hole (@, alone on its line) inside each kind of map.</summary>
    private static readonly Dictionary<string, string> Holes = new(StringComparer.Ordinal)
    {
        ["catalog"] = "x: 1\n@",
        ["site"] = "site: {\n  @\n  }",
        ["network"] = "networks: {kt: {\n  @\n  }}",
        ["place"] = "places: [{\n  @\n  }]",
        ["selection"] = "selection: {\n  @\n  }",
        ["repository"] = "repositories: {a: {\n  @\n  }}",
        ["alias"] = "repositories: {a: {aliases: [{\n  @\n  }]}}",
        ["product"] = "repositories: {a: {products: [{\n  @\n  }]}}",
        ["vault"] = "repositories: {a: {products: [{vault: {\n  @\n  }}]}}",
        ["mirror"] = "mirrors: {a: {\n  @\n  }}",
        ["sponsor"] = "mirrors: {a: {sponsor: {\n  @\n  }}}",
        ["contact"] = "mirrors: {a: {contact: {\n  @\n  }}}",
        ["location"] = "mirrors: {a: {location: {\n  @\n  }}}",
        ["mirror_repository"] = "mirrors: {a: {repositories: {r: {\n  @\n  }}}}",
        ["paused"] = "mirrors: {a: {paused: {\n  @\n  }}}",
    };

    public static TheoryData<string> Sections => [.. CatalogKeys.Sections.Select(s => s.Name)];

    [Fact]
    public void Schema_and_reader_know_the_same_kinds_of_maps() => Assert.Equal(
        CatalogKeys.Sections.Select(s => s.Name).Where(n => n is not "catalog").Order(StringComparer.Ordinal),
        Schema.GetProperty("$defs").EnumerateObject().Select(d => d.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Sections))]
    public void Schema_and_reader_know_the_same_keys(string name)
    {
        var section = CatalogKeys.Sections.Single(s => s.Name == name);
        var definition = Definition(name);
        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(section.Names, definition.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            section.Keys.Where(k => k.Required).Select(k => k.Name),
            definition.TryGetProperty("required", out var required) ? Strings(required) : []);
        Assert.All(
            definition.GetProperty("properties").EnumerateObject(),
            p => Assert.NotEmpty(p.Value.GetProperty("description").GetString()!));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_key_is_really_read(string name)
    {
        foreach (var key in CatalogKeys.Sections.Single(s => s.Name == name).Names)
        {
            var text = Holes[name].Replace("@", key + ": [{zz: [1]}, 2, [3]]", StringComparison.Ordinal);
            Assert.Contains(
                TestFiles.ReadText(text).Problems,
                p =>
                    p.Line == 2 && p.Severity == ProblemSeverity.Error
                        && !p.Text.Contains("is no key", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Examples_in_hints_are_right_themselves(string name)
    {
        foreach (var key in CatalogKeys.Sections.Single(s => s.Name == name).Keys)
        {
            var text = Holes[name].Replace("@", $"{key.Name}: {key.Example}", StringComparison.Ordinal);
            var problems = TestFiles.ReadText(text).Problems.Where(p => p.Line == 2);
            // A lone key may miss its companions, and names of this test's catalog are not declared in it.
            Assert.DoesNotContain(
                problems,
                p =>
                    !p.Text.Contains("declared", StringComparison.Ordinal)
                        && !p.Text.Contains("missing", StringComparison.Ordinal)
                    && !p.Text.Contains("together", StringComparison.Ordinal)
                        && !p.Text.Contains("no place", StringComparison.Ordinal)
                    && !p.Text.Contains("serves nobody", StringComparison.Ordinal)
                        && !p.Text.Contains("monopoly", StringComparison.Ordinal)
                    && !p.Text.Contains("without such a group", StringComparison.Ordinal)
                    && !p.Text.Contains("no repository", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Formats_are_the_same() => Assert.Equal(
        Enum.GetNames<RepositoryFormat>().Select(n => n.ToLowerInvariant()),
        Strings(Property("repository", "format").GetProperty("enum")));

    [Theory]
    [InlineData("update_frequency", "90s 30m 6h 2d 1 0h 06h 1.5h 1H 1w 3hours -1h 9999999999h")]
    [InlineData("daily_cap", "2TB 500GB 10GiB 1.5TB 1kB 2tb 2T 2 TB 1.2345TB -1GB 1KB 1KiB 1kiB")]
    [InlineData("paused.until", "2026-12-01 2026-1-1 01.12.2026 2026/12/01 tomorrow")]
    public void Patterns_agree_with_the_reader(string key, string samples)
    {
        var parts = key.Split('.');
        var definition = parts.Length == 1 ? Property("mirror", key) : Property(parts[0], parts[1]);
        var pattern = new Regex(definition.GetProperty("pattern").GetString()!, RegexOptions.NonBacktracking);
        foreach (var sample in samples.Split(' '))
        {
            var line = parts.Length == 1 ? $"{key}: {sample}" : $"{parts[0]}: {{reason: x, {parts[1]}: {sample}}}";
            Assert.True(pattern.IsMatch(sample) == Accepts(line), sample);
        }
    }

    [Theory]
    [InlineData("weight", "0 100 10000 10001 -1")]
    [InlineData("bandwidth", "0 100000000 100000001 -1")]
    public void Limits_agree_with_the_reader(string key, string samples)
    {
        var (min, max) = (Property("mirror", key).GetProperty("minimum").GetInt32(),
            Property("mirror", key).GetProperty("maximum").GetInt32());
        foreach (var sample in samples.Split(' ').Select(int.Parse))
            Assert.True((sample >= min && sample <= max) == Accepts($"{key}: {sample}"), $"{sample}");
    }

    [Fact]
    public void Ids_agree_with_the_reader()
    {
        var pattern = new Regex(
            Definition("catalog").GetProperty("properties").GetProperty("mirrors").GetProperty(
                "propertyNames").GetProperty("pattern").GetString()!,
            RegexOptions.NonBacktracking);
        foreach (var id in (string[])["a", "0", "a.b_c-d", "-a", "A", ".a", new('a', 63), new('a', 64), "ä", "a/b"])
        {
            var reading = TestFiles.ReadText(
                $"version: 1\nnetworks: {{\"{id}\": {{asns: [1]}}}}\nrepositories: {{}}\n");
            Assert.True(pattern.IsMatch(id) == reading.Catalog is not null, id);
        }
    }

    [Fact]
    public void Countries_are_those_of_the_standard()
    {
        Assert.Equal(249, Countries.All.Count);
        Assert.All(Countries.All, c => Assert.Matches("^[A-Z]{2}$", c));
        Assert.True(Countries.IsKnown("KR") && Countries.IsKnown("NO") && !Countries.IsKnown("UK")
            && !Countries.IsKnown("kr"));
    }

    private static bool Accepts(string line) => TestFiles.ReadText(TestFiles.WithMirror(line)).Catalog is not null;

    private static JsonElement Definition(string name) =>
        name is "catalog" ? Schema : Schema.GetProperty("$defs").GetProperty(name);

    private static JsonElement Property(string section, string key) =>
        Definition(section).GetProperty("properties").GetProperty(key);

    private static IEnumerable<string> Strings(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!);
}
