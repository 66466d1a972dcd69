namespace Krfoss.Redirector.Core.Formats.Syncing;

/// <summary>
/// Files by which mirrors tell when they synchronised and what they hold. Each mirror has its own, so only the
/// origin's answer means anything to a client that asks here.
/// </summary>
public static class SyncTraces
{
    public static bool Holds(RepositoryPath path)
    {
        if (path.IsIn(".trace") || path.IsIn("dsync-status")) return true;
        if (path.IsIn("project") && path.IsIn("trace")) return true;
        var name = path.Name;
        return name is "lastsync" or "lastupdate" or "last-updated" or "last-update" or "TIME" or "timestamp"
                or "timestamp.txt" or "sync_timestamp" or "state" or "fullfilelist" or "mirrorlist" or "MIRRORS.txt"
                or "DIRECTORY_SIZES.txt" or "COMPOSE_ID" or "ARCHIVES.gz" or "INDEX.gz"
            || name.StartsWith("fullfiletimelist", StringComparison.Ordinal)
            || name.StartsWith("fullfilelist", StringComparison.Ordinal)
            || name.StartsWith("imagelist-", StringComparison.Ordinal)
            || name.StartsWith("ls-lR", StringComparison.Ordinal)
            || name.StartsWith("Archive-Update-", StringComparison.Ordinal);
    }
}
