using Krfoss.Redirector.Core.Snapshots;

namespace Krfoss.Redirector.MirrorLists.Products;

/// <summary>
/// The names of folders in the snapshot that is served, worked out once for each; and since when it is.
/// </summary>
internal sealed class ListProducts(SnapshotStore snapshots, TimeProvider time)
{
    private volatile Known? _known;

    public ProductFolders Folders => Current().Folders;

    /// <summary>When this snapshot was first seen here: the age of what lists say.</summary>
    public DateTimeOffset Since => Current().Since;

    private Known Current()
    {
        var snapshot = snapshots.Current;
        if (_known is { } known && ReferenceEquals(known.Snapshot, snapshot)) return known;
        return _known = new(snapshot, new(snapshot.Catalog), time.GetUtcNow());
    }

    private sealed record Known(RoutingSnapshot Snapshot, ProductFolders Folders, DateTimeOffset Since);
}
