using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Registry.Observations;

/// <summary>What the registry promises about observations, whichever database keeps them.</summary>
public abstract class ObservationContract : RegistryScene
{
    [Fact]
    public async Task A_check_comes_back_with_every_column()
    {
        var registry = Open();
        var check = Observed.Check(Noon, verdict: "stale") with
        {
            Status = 304,
            LagSeconds = 3_600,
            Generation = null,
            Evidence = "거울이 늦다",
        };
        await Write(registry, new() { Checks = [check] });
        Assert.Equal([check], (await registry.ReadChecksAsync("one", 10, Stop)).Get());
    }

    [Fact]
    public async Task Checks_are_read_newest_first_by_mirror_repository_and_page()
    {
        var registry = Open();
        await Write(registry, new()
        {
            Checks =
            [
                .. Enumerable.Range(0, 6).Select(i => Observed.Check(Noon.AddMinutes(i))),
                Observed.Check(Noon, mirror: "two"),
                Observed.Check(Noon.AddMinutes(9)) with { Repository = "arch" },
            ],
        });
        Assert.Equal([9, 5, 4], await Minutes("one", 3));
        Assert.Equal([3, 2], await Minutes("one", 2, before: 4));
        Assert.Equal([5, 4], await Minutes("one", 2, repository: "debian"));
        Assert.Equal([0], await Minutes("two", 10));
        Assert.Empty(await Minutes("three", 10));

        async Task<List<double>> Minutes(string mirror, int limit, int? before = null, string? repository = null) =>
        [
            .. (await registry.ReadChecksAsync(
                mirror, limit, Stop, before is { } b ? Noon.AddMinutes(b) : null, repository))
                .Get().Select(c => (c.At - Noon).TotalMinutes),
        ];
    }

    [Fact]
    public async Task The_first_check_with_each_generation_is_found_by_mirror()
    {
        var registry = Open();
        await Write(registry, new()
        {
            Checks =
            [
                Observed.Check(Noon.AddMinutes(-5)) with { Generation = 1 },
                Observed.Check(Noon) with { Generation = 2 },
                Observed.Check(Noon.AddMinutes(1)) with { Generation = 2 },
                Observed.Check(Noon.AddMinutes(2)) with { Generation = 4 },
                Observed.Check(Noon.AddMinutes(3)) with { Generation = null },
                Observed.Check(Noon.AddMinutes(4)) with { Generation = 9, Root = "another" },
                Observed.Check(Noon.AddMinutes(4)) with { Generation = 9, Repository = "arch" },
                Observed.Check(Noon.AddMinutes(6), mirror: "two") with { Generation = 2 },
                Observed.Check(Noon.AddMinutes(7), mirror: "three") with { Generation = 2 },
            ],
        });
        var arrivals = await registry.ReadArrivalsAsync(["one", "two"], "debian", Observed.Root, Noon, Stop);
        Assert.Equal(
            [
                new("one", 2, Noon),
                new("one", 4, Noon.AddMinutes(2)),
                new GenerationArrival("two", 2, Noon.AddMinutes(6)),
            ],
            arrivals.Get().OrderBy(arrival => arrival.Mirror).ThenBy(arrival => arrival.Generation));
    }

    [Fact]
    public async Task A_batch_that_is_written_again_counts_once()
    {
        var registry = Open();
        var batch = new ObservationBatch
        {
            Checks = [Observed.Check(Noon), Observed.Check(Noon)],
            StateChanges = [Observed.Change(Noon)],
            Complaints = [new(Noon, "one", "debian", 3, 2)],
            MirrorStates = [Observed.State(Noon, "{}")],
        };
        Assert.Equal(new(5, 1, IsRaised: true), await Write(registry, batch));
        Assert.Equal(new(0, 1, IsRaised: false), await Write(registry, batch));
        Assert.Equal(2, (await registry.ReadChecksAsync("one", 10, Stop)).Get().Count);
        Assert.Equal(2, Assert.Single((await registry.ReadUptimeAsync("one", 1, Stop)).Get()).Good);
        Assert.Equal(3, Assert.Single((await registry.ReadComplaintsAsync("one", Noon, Stop)).Get()).Count);
        Assert.Single((await registry.ReadStateChangesAsync(10, Stop)).Get());
    }

    [Fact]
    public async Task Only_news_of_states_and_generations_raises_the_revision()
    {
        var registry = Open();
        var state = Observed.State(Noon, "{\"health\":\"good\"}");
        var generation = Observed.Generation(1, Noon);
        Assert.Equal(0, (await Write(registry, new() { Checks = [Observed.Check(Noon)] })).Revision);
        Assert.Equal(0, (await Write(registry, new() { Parts = [Observed.Part("main", 1)] })).Revision);
        Assert.Equal(1, (await Write(registry, new() { MirrorStates = [state] })).Revision);
        Assert.Equal(2, (await Write(registry, new() { Generations = [generation] })).Revision);
        Assert.Equal(
            new(0, 2, IsRaised: false),
            await Write(registry, new() { MirrorStates = [state], Generations = [generation] }));
        Assert.Equal(3, (await Write(registry, new() { MirrorStates = [state with { State = "{}" }] })).Revision);
        Assert.Equal(
            4, (await Write(registry, new() { Generations = [generation with { ReplacedAt = Noon }] })).Revision);
        Assert.Equal(4, (await registry.ReadRevisionAsync(Stop)).Get());
        Assert.Equal("{}", Assert.Single((await registry.ReadMirrorStatesAsync(Stop)).Get()).State);
    }

    [Fact]
    public async Task Days_are_those_of_Korea_and_name_the_verdict_that_came_most()
    {
        var registry = Open();
        var midnight = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.FromHours(9));
        await Write(registry, new()
        {
            Checks =
            [
                Observed.Check(midnight.AddSeconds(-1)),
                Observed.Check(midnight, verdict: "timeout"),
                Observed.Check(midnight, verdict: "stale") with { LagSeconds = 900 },
                Observed.Check(midnight, verdict: "busy"),
                Observed.Check(midnight, mirror: "two"),
            ],
        });
        await Write(registry, new()
        {
            Checks =
            [
                Observed.Check(midnight, verdict: "stale") with { LagSeconds = 700 },
                Observed.Check(midnight.AddHours(11)) with { Repository = "arch", Endpoint = "http6", LagSeconds = 0 },
            ],
        });
        Assert.Equal(
        [
            new DailyUptime(new(2026, 11, 21), 1, 0, 0, null, null),
            new DailyUptime(new(2026, 11, 22), 1, 3, 1, 900, "stale"),
        ],
        (await registry.ReadUptimeAsync("one", 2, Stop)).Get());
        Assert.Single((await registry.ReadUptimeAsync("one", 1, Stop)).Get());
    }

    [Fact]
    public async Task State_changes_are_read_newest_first_of_one_mirror_or_all()
    {
        var registry = Open();
        var changes = new[] { Observed.Change(Noon), Observed.Change(Noon.AddHours(1), "two") };
        await Write(registry, new() { StateChanges = changes });
        Assert.Equal([changes[1], changes[0]], (await registry.ReadStateChangesAsync(10, Stop)).Get());
        Assert.Equal([changes[0]], (await registry.ReadStateChangesAsync(10, Stop, mirror: "one")).Get());
        Assert.Equal([changes[1]], (await registry.ReadStateChangesAsync(10, Stop, since: Noon.AddHours(1))).Get());
        Assert.Equal([changes[1]], (await registry.ReadStateChangesAsync(1, Stop)).Get());
    }

    [Fact]
    public async Task Generations_come_with_their_paths_where_they_are_asked_for()
    {
        var registry = Open();
        byte[] paths = [0, 1, 255];
        await Write(registry, new()
        {
            Generations =
            [
                Observed.Generation(2, Noon, paths: paths),
                Observed.Generation(10, Noon, paths: []),
                Observed.Generation(1, Noon.AddDays(-1), Noon),
            ],
        });
        var bare = (await registry.ReadGenerationsAsync(Stop)).Get();
        Assert.Equal([1, 2, 10], bare.Select(g => g.Number));
        Assert.All(bare, g => Assert.Null(g.Paths));
        Assert.Equal(Observed.Generation(1, Noon.AddDays(-1), Noon), bare[0]);
        var whole = (await registry.ReadGenerationsAsync(Stop, withPaths: true)).Get();
        Assert.Equal([null, paths, []], whole.Select(g => g.Paths));
    }

    [Fact]
    public async Task The_latest_content_of_a_part_takes_the_place_of_the_one_before()
    {
        var registry = Open();
        await Write(registry, new() { Parts = [Observed.Part("main", 1), Observed.Part("contrib", 2)] });
        await Write(registry, new() { Parts = [Observed.Part("main", 3, 4)] });
        var part = (await registry.ReadIndexPartAsync("debian", Observed.Root, "main", Stop)).Get();
        Assert.Equal([3, 4], part!.Entries);
        Assert.Null((await registry.ReadIndexPartAsync("debian", Observed.Root, "other", Stop)).Get());
    }

    [Fact]
    public async Task Complaints_of_one_minute_add_up()
    {
        var database = NewDatabase();
        foreach (var node in (MirrorRegistry[])[Open(database), Open(database)])
        {
            await Write(node, new()
            {
                Complaints = [new(Noon, "one", "debian", 2, 1), new(Noon.AddMinutes(1), "one", "arch", 1, 1)],
            });
        }

        Assert.Equal(
            [new ComplaintRecord(Noon.AddMinutes(1), "one", "arch", 2, 2)],
            (await Open(database).ReadComplaintsAsync("one", Noon.AddSeconds(1), Stop)).Get());
        Assert.Equal(2, (await Open(database).ReadComplaintsAsync("one", Noon, Stop)).Get().Count);
    }

    [Fact]
    public async Task What_a_strange_server_sends_is_stored_without_what_databases_refuse()
    {
        var registry = Open();
        await Write(registry, new()
        {
            Checks = [Observed.Check(Noon) with { Evidence = "a\0b \ud83d\ude00 \ud83d c" }],
        });
        Assert.Equal(
            "a\ufffdb \ud83d\ude00 \ufffd c", (await registry.ReadChecksAsync("one", 1, Stop)).Get()[0].Evidence);
    }

    [Fact]
    public async Task Nodes_that_write_at_once_lose_nothing()
    {
        var database = NewDatabase();
        var nodes = Enumerable.Range(0, 3).Select(_ => Open(database)).ToArray();
        await nodes[0].MigrateAsync(Stop);
        await Task.WhenAll(nodes.Select(async (node, n) =>
        {
            for (var i = 0; i < 20; i++)
            {
                var mirrors = Enumerable.Range(0, 10).Select(m => $"m{(m + (n * 3)) % 10}").ToArray();
                await Write(node, new()
                {
                    Checks = [.. mirrors.Select(m => Observed.Check(Noon.AddSeconds(i), m))],
                    MirrorStates = [.. mirrors.Select(m => Observed.State(Noon, $"{n} {i}", m))],
                });
            }
        }));
        Assert.Equal(60, (await nodes[1].ReadUptimeAsync("m4", 1, Stop)).Get()[0].Good);
        Assert.Equal(60, (await nodes[2].ReadRevisionAsync(Stop)).Get());
        Assert.Equal(10, (await nodes[2].ReadMirrorStatesAsync(Stop)).Get().Count);
    }

    private protected static async Task<ObservationsWritten> Write(MirrorRegistry registry, ObservationBatch batch) =>
        (await registry.WriteObservationsAsync(batch, Stop)).Get();
}
