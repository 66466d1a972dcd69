using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Status.History;

/// <summary>
/// Changes of state and of declarations in one list, newest first, without private mirrors and those that nobody
/// declares any more.
/// </summary>
internal sealed class PublicHistory(SnapshotStore snapshots, MirrorRegistry registry)
{
    // So many lines may be about mirrors that are not shown.
    private const int Hidden = 200;

    /// <returns>Null where the registry is away.</returns>
    public async Task<IReadOnlyList<EventJson>?> ReadAsync(
        int limit,
        CancellationToken cancellation,
        string? mirror = null,
        string? repository = null,
        DateTimeOffset? since = null)
    {
        var changes = await registry.ReadStateChangesAsync(limit + Hidden, cancellation, mirror, since);
        var events = await registry.ReadEventsAsync(limit + Hidden, cancellation, mirror, repository);
        if (!changes.IsAvailable || !events.IsAvailable) return null;
        var snapshot = snapshots.Current;
        return
        [
            .. changes.Get().Select(EventJson.Of).Concat(events.Get().Select(EventJson.Of))
                .Where(one => one.Mirror is null
                    || snapshot.FindMirror(one.Mirror) is { Definition.Private: false })
                .Where(one => repository is null || one.Repository == repository)
                .Where(one => since is null || one.At >= since)
                .OrderByDescending(one => one.At)
                .Take(limit),
        ];
    }
}
