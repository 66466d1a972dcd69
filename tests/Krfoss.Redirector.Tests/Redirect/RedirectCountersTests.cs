using System.Diagnostics.Metrics;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Redirect;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Redirect;

public sealed class RedirectCountersTests
{
    private readonly RedirectCounters _counters = new();

    [Fact]
    public void Redirects_are_counted_by_repository_mirror_and_reason()
    {
        var snapshot = Snapshot("a", "b");
        Count(snapshot, 0, 1, DecisionReason.Near);
        Count(snapshot, 0, 1, DecisionReason.Near);
        Count(snapshot, 0, 1, DecisionReason.Spill);
        Count(snapshot, 0, 0, DecisionReason.Near);
        Count(snapshot, 1, 1, DecisionReason.Near);
        Count(snapshot, 1, null, DecisionReason.OriginMetadata);
        Assert.Equal(
            [
                "debian a near 1", "debian b near 2", "debian b spill 1", "rocky b near 1",
                "rocky origin origin-metadata 1",
            ],
            InWords());
    }

    [Fact]
    public void Counts_go_on_in_the_next_snapshot_wherever_the_mirror_stands_there()
    {
        Count(Snapshot("a", "b"), 0, 1, DecisionReason.Near);
        var next = Snapshot("b", "c");
        Count(next, 0, 0, DecisionReason.Near);
        Count(next, 0, 1, DecisionReason.Near);

        // A request may still hold the snapshot before.
        Count(Snapshot("a", "b"), 0, 0, DecisionReason.Near);
        Assert.Equal(["debian a near 1", "debian b near 2", "debian c near 1"], InWords());
    }

    [Fact]
    public void Private_mirrors_are_not_named()
    {
        var snapshot = Snapshot("a", "secret-one", "secret-two");
        Count(snapshot, 0, 1, DecisionReason.Netblock);
        Count(snapshot, 0, 2, DecisionReason.Netblock);
        Assert.Equal(["debian private netblock 2"], InWords());
    }

    [Fact]
    public async Task No_count_is_lost_between_threads_and_snapshots()
    {
        RoutingSnapshot[] snapshots = [Snapshot("a", "b"), Snapshot("b", "a")];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
                Count(snapshots[(i / 1_000) % 2], i % 2, (i + thread) % 2, DecisionReason.Near);
        })));
        Assert.Equal(80_000, _counters.Read().Sum(measurement => measurement.Value));
        Assert.Equal(4, _counters.Read().Count());
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var snapshot = Snapshot("a");
        Assert.Equal(0, Allocation.Of(() => Count(snapshot, 0, 0, DecisionReason.Near)));
    }

    private void Count(RoutingSnapshot snapshot, int repository, int? mirror, DecisionReason reason)
    {
        var route = snapshot.Repositories[repository];
        var candidate = mirror is { } number ? route.Candidates[number] : null;
        _counters.Count(snapshot, route, new() { Reason = reason, Candidate = candidate });
    }

    private IEnumerable<string> InWords() => _counters.Read().Select(InWords).Order(StringComparer.Ordinal);

    private static string InWords(Measurement<long> measurement) =>
        string.Join(' ', measurement.Tags.ToArray().Select(tag => tag.Value)) + $" {measurement.Value}";

    private static RoutingSnapshot Snapshot(params string[] mirrors) => SnapshotBuilder.Build(
        new(
            new(),
            new(),
            [],
            [],
            [Repository("debian", RepositoryFormat.Apt), Repository("rocky", RepositoryFormat.Rpm)],
            [.. mirrors.Select(Mirror)]),
        1,
        new(2026, 11, 25));

    private static RepositoryDefinition Repository(string id, RepositoryFormat format) =>
        new(id, format, "/" + id, new($"https://origin.example/{id}"), null, [], []);

    private static MirrorDefinition Mirror(string id) => new(
        id,
        id,
        new("Seoul", "KR", new(37.5, 127)),
        [new($"https://{id}.example")],
        [new("debian", "/debian", [], []), new("rocky", "/rocky", [], [])])
    {
        Private = id.StartsWith("secret", StringComparison.Ordinal),
    };
}
