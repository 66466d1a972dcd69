using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Registry.Observations;

namespace Krfoss.Redirector.Tests.Registry.Observations;

/// <summary>How long observations are kept, whichever database keeps them.</summary>
public abstract class RollUpContract : RegistryScene
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Checks_are_kept_for_30_days_and_their_sums_for_a_year()
    {
        var registry = Open();
        var month = Noon.AddDays(-30);
        await Write(registry, new()
        {
            Checks =
            [
                .. Enumerable.Range(0, 50).Select(i => Observed.Check(month.AddHours(-i).Add(-Moment))),
                Observed.Check(month),
                Observed.Check(Noon, "two"),
                Observed.Check(month.Add(-Moment), "two"),
                Observed.Check(Noon.AddDays(-366), "three"),
                Observed.Check(Noon.AddDays(-364), "three"),
            ],
        });

        // Of the checks 50, one and two; of the sums one.
        Assert.Equal(54, (await registry.RollUpAsync(Noon, Stop)).Get());
        Assert.Equal([month], (await registry.ReadChecksAsync("one", 100, Stop)).Get().Select(c => c.At));
        Assert.Equal([Noon], (await registry.ReadChecksAsync("two", 100, Stop)).Get().Select(c => c.At));
        Assert.Empty((await registry.ReadChecksAsync("three", 100, Stop)).Get());
        Assert.Equal(51, (await registry.ReadUptimeAsync("one", 40, Stop)).Get().Sum(day => day.Good));
        Assert.Equal(1, (await registry.ReadUptimeAsync("three", 400, Stop)).Get().Sum(day => day.Good));
        Assert.Equal(0, (await registry.RollUpAsync(Noon, Stop)).Get());
    }

    [Fact]
    public async Task Changes_and_complaints_are_kept_for_a_year()
    {
        var registry = Open();
        var year = Noon.AddDays(-365);
        await Write(registry, new()
        {
            StateChanges = [Observed.Change(year), Observed.Change(year.Add(-Moment)), Observed.Change(year, "two")],
            Complaints =
            [
                new(year.AddMinutes(-1), "one", "debian", 1, 1),
                new(year, "one", "debian", 2, 1),
                new(year.AddYears(-3), "two", "debian", 1, 1),
            ],
        });
        Assert.Equal(3, (await registry.RollUpAsync(Noon, Stop)).Get());
        Assert.Equal(2, (await registry.ReadStateChangesAsync(10, Stop)).Get().Count);
        Assert.Equal(2, Assert.Single(
            (await registry.ReadComplaintsAsync("one", DateTimeOffset.UnixEpoch, Stop)).Get()).Count);
        Assert.Empty((await registry.ReadComplaintsAsync("two", DateTimeOffset.UnixEpoch, Stop)).Get());
    }

    [Fact]
    public async Task Generations_go_when_they_were_replaced_long_ago_and_the_current_one_stays()
    {
        var registry = Open();
        await Write(registry, new()
        {
            Generations =
            [
                Observed.Generation(1, Noon.AddDays(-90), Noon.AddDays(-60), [1]),
                Observed.Generation(2, Noon.AddDays(-60), Noon.AddDays(-8)),
                Observed.Generation(3, Noon.AddDays(-90)),
            ],
        });
        Assert.Equal(1, (await registry.RollUpAsync(Noon, Stop)).Get());
        Assert.Equal([2, 3], (await registry.ReadGenerationsAsync(Stop)).Get().Select(g => g.Number));
        var week = ObservationRetention.Default with { ReplacedGenerations = TimeSpan.FromDays(7) };
        Assert.Equal(1, (await registry.RollUpAsync(Noon, Stop, week)).Get());
        Assert.Equal([3], (await registry.ReadGenerationsAsync(Stop)).Get().Select(g => g.Number));
    }

    [Fact]
    public async Task A_clock_that_was_years_off_leaves_nothing_that_cannot_be_deleted()
    {
        var registry = Open();
        await Write(registry, new()
        {
            Checks =
            [
                Observed.Check(DateTimeOffset.UnixEpoch), Observed.Check(Noon), Observed.Check(Noon.AddYears(10)),
            ],
        });
        Assert.Equal(2, (await registry.RollUpAsync(Noon, Stop)).Get());
        Assert.Equal(2, (await registry.ReadChecksAsync("one", 10, Stop)).Get().Count);
    }

    [Fact]
    public async Task The_names_of_written_batches_are_kept_for_a_day()
    {
        var registry = Open();
        await Write(registry, new() { MirrorStates = [Observed.State(Noon, "{}")] });
        Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(0, (await registry.RollUpAsync(Clock.GetUtcNow(), Stop)).Get());
        Clock.Advance(Moment);
        Assert.Equal(1, (await registry.RollUpAsync(Clock.GetUtcNow(), Stop)).Get());
    }

    private static async Task Write(MirrorRegistry registry, ObservationBatch batch) =>
        Assert.True((await registry.WriteObservationsAsync(batch, Stop)).IsAvailable);
}
