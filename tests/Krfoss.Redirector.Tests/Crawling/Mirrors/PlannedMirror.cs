using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Tests.Workers;

namespace Krfoss.Redirector.Tests.Crawling.Mirrors;

/// <summary>
/// A mirror with http and https, and a plan of looks at it that is followed second by second, without any network: what
/// each look comes to is up to the test.
/// </summary>
internal sealed class PlannedMirror
{
    public static readonly DateTimeOffset Start = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);

    private readonly OriginMemory _origins = new();
    private readonly RoutingSnapshot _snapshot;
    private readonly VisitPlan _plan;

    public PlannedMirror(MirrorDefinition mirror)
    {
        _snapshot = SnapshotBuilder.Build(Catalogs.Of(mirror), 1, new(2026, 11, 25));
        _plan = new(_origins, Memory, new EndpointReach(() => false), FetchScene.Options());
    }

    public MirrorMemory Memory { get; } = new();

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>When each root of each copy was looked at.</summary>
    public Dictionary<(CopyKey Key, string Root), List<DateTimeOffset>> Looks { get; } = [];

    /// <summary>The origin has this root, at its second generation since the start.</summary>
    public void Publish(string repository, string root) => _origins.Put(repository, new(
        new(
            root,
            [new(2, "2", Start, null, null, []), new(1, "1", Start.AddDays(-1), Start, null, [])],
            new Dictionary<string, IndexListing>(StringComparer.Ordinal),
            IsComplete: true,
            new(1),
            [],
            new()),
        new Dictionary<string, string>(StringComparer.Ordinal)));

    public IReadOnlyList<Visit> All(DateTimeOffset? wantedSince = null) =>
        [.. _plan.AllOf(_snapshot, _snapshot.Mirrors[0], wantedSince, Now)];

    /// <summary>One look in a second, where one is due.</summary>
    /// <param name="look">The verdict of a look, and whether the mirror is at the newest generation then.</param>
    public void Run(TimeSpan time, Func<Visit, (Verdict Verdict, bool IsNewest)> look)
    {
        for (var end = Now + time; Now < end; Now = Now.AddSeconds(1))
        {
            if (_plan.Next(_snapshot, _snapshot.Mirrors[0], wantedSince: null, Now) is not { } visit) continue;
            if (visit.Due > Now) continue;
            if (!Looks.TryGetValue((visit.Key, visit.Root.Path), out var looks))
                Looks[(visit.Key, visit.Root.Path)] = looks = [];
            looks.Add(Now);
            var (verdict, isNewest) = look(visit);
            var copy = Memory.Find(visit.Key);
            var before = copy.Roots.GetValueOrDefault(visit.Root.Path);
            var shown = isNewest ? 2 : 1;
            Memory.Put(visit.Key, copy with
            {
                Health = HealthRules.Next(copy.Health, verdict, Now, HealthPolicy.Default),
                Roots = copy.Roots.SetItem(visit.Root.Path, new(shown, Now, shown, null, null, Now, verdict)
                {
                    ChecksBehind = isNewest ? 0 : (before?.ChecksBehind ?? 0) + 1,
                }),
            });
        }
    }
}
