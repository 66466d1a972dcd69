using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Registry;

/// <summary>
/// What the registry promises, whichever database keeps it; each database has a class that runs these.
/// </summary>
public abstract class RegistryContract : RegistryScene
{
    [Fact]
    public async Task An_empty_database_gets_its_schema_and_revision_zero()
    {
        var registry = Open();
        Assert.False(registry.Status.Available);
        Assert.True((await registry.MigrateAsync(Stop)).IsAvailable);
        Assert.Equal(0, (await registry.ReadRevisionAsync(Stop)).Get());
        Assert.True(registry.Status.Available);
    }

    [Fact]
    public async Task Each_new_content_is_a_new_revision_and_the_same_content_is_the_same()
    {
        var registry = Open();
        Assert.Equal(1, await Import(registry, "a", 0, Catalogs.Mirror("one")));
        Assert.Equal(1, await Import(registry, "a", 1, Catalogs.Mirror("one")));
        Assert.Equal(2, await Import(registry, "b", 2, Catalogs.Mirror("two")));
        Assert.Equal(3, await Import(registry, "a", 3, Catalogs.Mirror("one")));
        Assert.Equal(3, (await registry.ReadRevisionAsync(Stop)).Get());
    }

    [Fact]
    public async Task The_last_check_in_of_each_mirror_is_remembered()
    {
        var registry = Open();
        Assert.Empty((await registry.ReadCheckInsAsync(Stop)).Get());
        var first = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal) { ["a"] = Noon, ["b"] = Noon };
        Assert.Equal(2, (await registry.RememberCheckInsAsync(first, Stop)).Get());
        first["a"] = Noon.AddHours(1);
        first["b"] = Noon.AddHours(-1);
        await registry.RememberCheckInsAsync(first, Stop);
        var read = (await registry.ReadCheckInsAsync(Stop)).Get();
        Assert.Equal((Noon.AddHours(1), Noon), (read["a"], read["b"]));
        Assert.Equal(2, read.Count);
        Assert.Equal(0, (await registry.ReadRevisionAsync(Stop)).Get());
    }

    [Fact]
    public async Task Two_nodes_that_import_the_same_catalog_agree_on_its_revision()
    {
        var database = NewDatabase();
        var nodes = new[] { Open(database), Open(database), Open(database) };
        await nodes[0].MigrateAsync(Stop);
        var revisions = await Task.WhenAll(
            nodes.Select(node => Import(node, "a", 0, Catalogs.Mirror("one"), Catalogs.Mirror("two"))));
        Assert.Equal([1, 1, 1], revisions);
        Assert.Equal(3, (await nodes[2].ReadEventsAsync(100, Stop)).Get().Count);
    }

    [Fact]
    public async Task History_tells_what_came_changed_went_and_returned()
    {
        var registry = Open();
        var one = Catalogs.Mirror("one");
        await Import(registry, "a", 0, one, Catalogs.Mirror("two"));
        await Import(registry, "b", 1, one with { Weight = 50 }, Catalogs.Mirror("two"));
        await Import(registry, "c", 2, one with { Weight = 50, Paused = new("disk", new DateOnly(2026, 12, 1)) });
        await Import(registry, "d", 3, one with { Weight = 50 }, Catalogs.Mirror("two"));

        var events = (await registry.ReadEventsAsync(100, Stop)).Get();
        Assert.Equal(
        [
            "3 returned two: ",
            "3 resumed one: disk",
            "2 removed two: 거울 two",
            "2 paused one: disk, until 2026-12-01",
            "1 changed one: weight 100 → 50",
            "0 added debian: /debian from https://origin.example/debian",
            "0 added two: 거울 two in Gwangju, KR",
            "0 added one: 거울 one in Gwangju, KR",
        ],
        events.Select(e => $"{(e.At - Noon).TotalHours} {e.Kind} {e.Mirror ?? e.Repository}: {e.Text}"),
        StringComparer.Ordinal);
        var ofTwo = (await registry.ReadEventsAsync(100, Stop, mirror: "two")).Get();
        Assert.Equal(["returned", "removed", "added"], ofTwo.Select(e => e.Kind), StringComparer.Ordinal);
        Assert.Single((await registry.ReadEventsAsync(1, Stop)).Get());
        Assert.Single((await registry.ReadEventsAsync(100, Stop, repository: "debian")).Get());
    }

    [Fact]
    public async Task A_removed_mirror_stays_as_history_and_comes_back_under_its_row()
    {
        var registry = Open();
        await Import(registry, "a", 0, Catalogs.Mirror("one"), Catalogs.Mirror("two"));
        await Import(registry, "b", 1, Catalogs.Mirror("one"));
        var gone = Assert.Single(await Lines(registry), l => l.Contains("\"id\":\"two\"", StringComparison.Ordinal));
        Assert.Contains("\"removed_at\":\"2026-11-22T04:00:00+00:00\"", gone, StringComparison.Ordinal);
        Assert.Contains("\"revision\":2", gone, StringComparison.Ordinal);

        await Import(registry, "c", 2, Catalogs.Mirror("one"), Catalogs.Mirror("two"));
        var back = Assert.Single(await Lines(registry), l => l.Contains("\"id\":\"two\"", StringComparison.Ordinal));
        Assert.Contains("\"removed_at\":null", back, StringComparison.Ordinal);
        Assert.Contains("\"first_seen\":\"2026-11-22T03:00:00+00:00\"", back, StringComparison.Ordinal);
        Assert.Contains("\"last_seen\":\"2026-11-22T05:00:00+00:00\"", back, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_roots_keep_the_first_asking_and_the_latest_confirmation()
    {
        var registry = Open();
        Assert.Equal(2, await Remember(
            new("debian", "dists/x/InRelease", Noon, null), new("debian", "dists/a/InRelease", Noon, Noon)));
        Assert.Equal(1, await Remember(
            new("debian", "dists/x/InRelease", Noon.AddHours(1), Noon.AddHours(1)),
            new("debian", "dists/a/InRelease", Noon, Noon.AddHours(-1)),
            new("rocky", "9/BaseOS/repodata/repomd.xml", Noon, null)));
        Assert.Equal(
        [
            new IndexRoot("debian", "dists/a/InRelease", Noon, Noon),
            new IndexRoot("debian", "dists/x/InRelease", Noon, Noon.AddHours(1)),
            new IndexRoot("rocky", "9/BaseOS/repodata/repomd.xml", Noon, null),
        ],
        (await registry.ReadIndexRootsAsync(Stop)).Get());

        async Task<int> Remember(params IndexRoot[] roots) =>
            (await registry.RememberIndexRootsAsync(roots, Stop)).Get();
    }

    [Fact]
    public async Task What_was_exported_comes_back_whole_in_another_database()
    {
        var (from, to) = (Open(), Open());
        await Import(from, "a", 0, Catalogs.Rich("one"), Catalogs.Mirror("two"));
        await Import(from, "b", 1, Catalogs.Rich("one"));
        await from.RememberIndexRootsAsync([new("debian", "dists/x/InRelease", Noon, null)], Stop);
        await Import(to, "other", 0, Catalogs.Mirror("replaced"));
        var lines = await Lines(from);

        using var input = new StringReader(string.Join('\n', lines));
        var import = (await to.ImportAsync(input, Stop)).Get();

        Assert.Null(import.Problem);

        // The first line, the last one and the counter are no rows.
        Assert.Equal(lines.Length - 3, import.Rows);
        Assert.Equal(lines.Where(IsNotCounter), (await Lines(to)).Where(IsNotCounter), StringComparer.Ordinal);
        Assert.Equal(3, (await to.ReadRevisionAsync(Stop)).Get());
        Assert.Equal(4, await Import(to, "c", 2, Catalogs.Rich("one"), Catalogs.Mirror("two")));
        Assert.Equal("returned", (await to.ReadEventsAsync(1, Stop)).Get()[0].Kind);

        static bool IsNotCounter(string line) => !line.Contains("\"kind\":\"counter\"", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "registry export")]
    [InlineData("{\"kind\":\"registry\",\"version\":2}", 1, "another version")]
    [InlineData("{\"kind\":\"mirror\"}", 1, "first line")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n{\"kind\":\"weather\"}", 2, "unknown kind 'weather'")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n\n{\"kind\":\"mirror\",\"id\":\"x\"}", 3, "definition")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n[]", 2, "not a JSON object")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}", 1, "cut off")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n{\"kind\":\"end\",\"lines\":5}", 2, "5 lines should")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n{\"kind\":", 2, "JSON")]
    [InlineData("{\"kind\":\"registry\",\"version\":1}\n{\"kind\":\"mirror\",\"id\":7}", 2, "could not be converted")]
    public async Task A_wrong_line_is_named_and_nothing_is_changed(string text, int line, string problem)
    {
        var registry = Open();
        await Import(registry, "a", 0, Catalogs.Mirror("one"));
        var before = await Lines(registry);
        using var input = new StringReader(text);
        var import = (await registry.ImportAsync(input, Stop)).Get();
        Assert.Equal((0, line), (import.Rows, import.Line));
        Assert.Contains(problem, import.Problem, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await Lines(registry));
    }

    [Fact]
    public async Task Rows_that_exclude_each_other_are_refused_as_a_whole()
    {
        var registry = Open();
        const string Root =
            """{"kind":"index_root","repository":"r","path":"p","first_asked":"2026-11-22T03:00:00+00:00"}""";
        using var input = new StringReader($"{{\"kind\":\"registry\",\"version\":1}}\n{Root}\n{Root}");
        var import = (await registry.ImportAsync(input, Stop)).Get();
        Assert.NotNull(import.Problem);
        Assert.Empty((await registry.ReadIndexRootsAsync(Stop)).Get());
        Assert.True(registry.Status.Available);
    }

    private protected static async Task<long> Import(
        MirrorRegistry registry, string sha256, int hours, params MirrorDefinition[] mirrors) =>
        (await registry.ImportCatalogAsync(Catalogs.Of(mirrors), sha256, 0, Noon.AddHours(hours), Stop)).Get();
}
