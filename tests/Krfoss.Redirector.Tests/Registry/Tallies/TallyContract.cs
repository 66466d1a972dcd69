using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Tallies;

namespace Krfoss.Redirector.Tests.Registry.Tallies;

/// <summary>Counts of redirects in the registry, whichever database keeps them.</summary>
public abstract class TallyContract : RegistryScene
{
    private const int Number = 20261122;
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public async Task Counts_of_several_nodes_add_up()
    {
        var database = NewDatabase();
        var nodes = new[] { Open(database), Open(database) };
        await nodes[0].MigrateAsync(Stop);
        await Task.WhenAll(nodes.Select(node => Add(node, Content("debian", "m1", "apt", 7))));
        await Add(nodes[1], Content("debian", "m1", "apt", 1), Content("rocky", "m1", "dnf", 5));
        Assert.Equal(
            [(Day, "debian", new Tally(15, 15, 150)), (Day, "rocky", new(5, 5, 50))],
            await Read(nodes[0], TrafficDimension.Repository));
    }

    [Fact]
    public async Task A_batch_that_comes_again_counts_once()
    {
        var registry = Open();
        var batch = new TallyBatch { Contents = [Content("debian", "m1", "apt", 7)] };
        Assert.Equal(1, (await registry.AddTalliesAsync(batch, Stop)).Get());
        Assert.Equal(0, (await registry.AddTalliesAsync(batch, Stop)).Get());
        Assert.Equal([(Day, "", new Tally(7, 7, 70))], await Read(registry, TrafficDimension.Day));
    }

    [Fact]
    public async Task A_report_tells_apart_what_was_asked_and_sums_up_the_rest()
    {
        var registry = Open();
        await Add(
            registry,
            Content("debian", "m1", "apt", 7), Content("debian", "m2", "apt", 3), Content("rocky", "m1", "dnf", 5),
            Content("debian", "m1", "apt", 100) with { Day = Number + 1 });
        Assert.Equal(
            [(Day, "m1", 12L), (Day, "m2", 3), (Day.AddDays(1), "m1", 100)],
            Short(await Read(registry, TrafficDimension.Mirror, to: Day.AddDays(1))));
        Assert.Equal([(Day, "apt", 10L), (Day, "dnf", 5)], Short(await Read(registry, TrafficDimension.Client)));
        Assert.Equal([(Day, "rocky", 5L)], Short((await Read(registry, TrafficDimension.Repository, "m1"))[1..]));
        Assert.Equal([(Day, "", 10L)], Short(await Read(registry, TrafficDimension.Day, repository: "debian")));
    }

    [Fact]
    public async Task Places_are_told_apart_and_the_unknown_ones_have_a_word()
    {
        var registry = Open();
        await registry.AddTalliesAsync(
            new()
            {
                Places =
                [
                    new(Number, "m1", "kt", "KR", "KR-49", 7, 7, 70),
                    new(Number, "m1", "", "KR", "", 5, 5, 50),
                    new(Number, "m2", "kt", "", "", 1, 0, 0),
                ],
            },
            Stop);
        Assert.Equal([(Day, "(none)", 5L), (Day, "kt", 8)], Short(await Read(registry, TrafficDimension.Network)));
        Assert.Equal([(Day, "(none)", 6L), (Day, "KR-49", 7)], Short(await Read(registry, TrafficDimension.Region)));
        Assert.Equal(
            [(Day, "(none)", 1L)], Short(await Read(registry, TrafficDimension.Country, "m2")));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Read(registry, TrafficDimension.Region, repository: "debian"));
    }

    [Fact]
    public async Task Counts_are_kept_for_three_years_and_move_with_the_lines()
    {
        var (registry, other) = (Open(), Open());
        await Add(
            registry,
            Content("debian", "m1", "apt", 7),
            Content("debian", "m1", "apt", 9) with { Day = 20231201 },
            Content("debian", "m1", "apt", 1) with { Day = 20231101 });
        Assert.Equal(1, (await registry.RollUpAsync(Noon, Stop)).Get());
        using var input = new StringReader(string.Join('\n', await Lines(registry)));
        Assert.Null((await other.ImportAsync(input, Stop)).Get().Problem);
        Assert.Equal(
            [(new(2023, 12, 1), "apt", 9L), (Day, "apt", 7)],
            Short(await Read(other, TrafficDimension.Client, from: new(2020, 1, 1))));
    }

    private static ContentTallyRecord Content(string repository, string mirror, string client, long redirects) =>
        new(Number, repository, mirror, client, redirects, redirects, 10 * redirects);

    private static async Task Add(MirrorRegistry registry, params ContentTallyRecord[] rows) =>
        Assert.True((await registry.AddTalliesAsync(new() { Contents = rows }, Stop)).IsAvailable);

    private static async Task<(DateOnly, string, Tally)[]> Read(
        MirrorRegistry registry,
        TrafficDimension by,
        string? mirror = null,
        string? repository = null,
        DateOnly? from = null,
        DateOnly? to = null)
    {
        var answer = await registry.ReadTalliesAsync(new(from ?? Day, to ?? Day, by, mirror, repository), Stop);
        return
        [
            .. answer.Get().OrderBy(cell => cell.Day).ThenBy(cell => cell.Key, StringComparer.Ordinal)
                .Select(cell => (cell.Day, cell.Key, cell.Tally)),
        ];
    }

    private static (DateOnly, string, long)[] Short((DateOnly Day, string Key, Tally Tally)[] cells) =>
        [.. cells.Select(cell => (cell.Day, cell.Key, cell.Tally.Redirects))];
}
