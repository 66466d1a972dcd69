using System.Diagnostics.Metrics;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.GeoData;
using Krfoss.Redirector.Importing;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// What stands still between requests: catalog, registry, geo data. Read when it is scraped.
/// </summary>
internal sealed class StateMetrics
{
    public StateMetrics(
        IMeterFactory meters,
        SnapshotStore snapshots,
        CatalogWatcher catalog,
        MirrorRegistry registry,
        GeoStore geo,
        Draining draining)
    {
        var meter = meters.Create("Krfoss.Redirector.State");
        meter.CreateObservableGauge(
            "krfoss_build_info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", ProductVersion.Current)),
            description: "Always 1; the version stands in the label.");
        Gauge(
            "krfoss_snapshot_revision", "Number of the snapshot that requests read.", () => snapshots.Current.Revision);
        Gauge("krfoss_prepared_orders",
            "Orders of mirrors that stand ready, one for each class of clients and repository.",
            () => snapshots.Current.Prepared.Count);
        Gauge("krfoss_prepared_orders_bytes",
            "About what these orders keep in memory.",
            () => snapshots.Current.Prepared.Bytes);
        Gauge("krfoss_catalog_mirrors", "Mirrors in the catalog that is served.", () => catalog.Status.Mirrors);
        Gauge(
            "krfoss_catalog_repositories",
            "Repositories in the catalog that is served.",
            () => catalog.Status.Repositories);
        Gauge("krfoss_catalog_in_sync", "1 while the files hold what is served, 0 while they were refused.",
            () => catalog.Status.LastReloadFailed ? 0 : 1);
        Gauge("krfoss_catalog_loaded_timestamp_seconds", "When the catalog that is served was read.",
            () => catalog.Status.LoadedAt?.ToUnixTimeSeconds() ?? 0);
        Counter(
            "krfoss_catalog_rejected_reloads",
            "Contents of the catalog's files that were refused.",
            () => catalog.Status.RejectedReloads);
        Gauge("krfoss_registry_up", "1 while the registry answers.", () => registry.Status.Available ? 1 : 0);
        Counter(
            "krfoss_geo_rejected_loads", "Contents of geo database files that were refused.", () => geo.RejectedLoads);
        meter.CreateObservableGauge(
            "krfoss_geo_build_timestamp_seconds",
            () => geo.Status.Databases.Select(database => new Measurement<long>(
                database.Metadata.BuildTime?.ToUnixTimeSeconds() ?? 0,
                new KeyValuePair<string, object?>("database", database.Metadata.DatabaseType)))
                .DistinctBy(measurement => measurement.Tags[0].Value),
            description: "When the geo databases in use were built.");
        Gauge("krfoss_geo_databases_missing", "Geo database files that are configured and not in use.",
            () => geo.Status.Missing.Count);
        Gauge("krfoss_draining", "1 after SIGTERM, while requests are still answered.",
            () => draining.IsDraining ? 1 : 0);

        void Gauge(string name, string description, Func<long> read) =>
            meter.CreateObservableGauge(name, read, description: description);

        void Counter(string name, string description, Func<long> read) =>
            meter.CreateObservableCounter(name, read, description: description);
    }
}
