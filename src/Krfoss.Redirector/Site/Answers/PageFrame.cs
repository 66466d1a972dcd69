using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;

namespace Krfoss.Redirector.Site.Answers;

/// <summary>Whose geo data is in use, and of when.</summary>
/// <param name="Built">Null = the file does not tell.</param>
internal sealed record GeoSource(string Attribution, DateTimeOffset? Built, TimeSpan? Age)
{
    /// <summary>Cities move: after so long a page says that places may be wrong.</summary>
    public static readonly TimeSpan OldAge = TimeSpan.FromDays(45);

    public bool IsOld => Age > OldAge;
}

/// <summary>What stands around every page: the network's name, where data comes from, what is wrong.</summary>
internal sealed class PageFrame(SnapshotStore snapshots, GeoStore geo, CatalogWatcher catalog, TimeProvider time)
{
    private volatile Attributed? _attributed;

    public string SiteName => snapshots.Current.Catalog.Site.Name;

    /// <summary>Address of the service without a slash at the end; null = not declared.</summary>
    public string? SiteUrl => snapshots.Current.Catalog.Site.Url?.AbsoluteUri.TrimEnd('/');

    public bool IsCatalogBroken => catalog.Status.LastReloadFailed;

    public DateTimeOffset Now => time.GetUtcNow();

    public IReadOnlyList<GeoSource> GeoSources()
    {
        var (status, now) = (geo.Status, time.GetUtcNow());
        // The bundled data's text stands in a file; once for each new data is enough.
        if (_attributed is not { } known || known.Status != status)
        {
            known = new(status, [.. status.Databases.Select(used => GeoAttribution.Of(used.File, used.Metadata))]);
            _attributed = known;
        }

        return
        [
            .. status.Databases.Zip(known.Texts)
                .Select(used => new GeoSource(used.Second, used.First.Metadata.BuildTime, used.First.Age(now)))
                .DistinctBy(source => source.Attribution, StringComparer.Ordinal),
        ];
    }

    private sealed record Attributed(GeoStatus Status, IReadOnlyList<string> Texts);
}
