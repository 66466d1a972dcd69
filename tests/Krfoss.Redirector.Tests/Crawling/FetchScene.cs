using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling;
using Krfoss.Redirector.Crawling.Probing;
using Microsoft.Extensions.Configuration;

namespace Krfoss.Redirector.Tests.Crawling;

/// <summary>Makes the fetching parts without the rest of the program.</summary>
internal static class FetchScene
{
    public static ProbeClient Client(
        CrawlOptions options, TimeProvider? time = null, Func<ProbeNetwork, ProbeNetwork>? adjust = null)
    {
        var network = new ProbeNetwork(options.AllowedNetworks);
        var store = Store(CatalogDefinition.Empty);
        return new(options, adjust?.Invoke(network) ?? network, store, time ?? TimeProvider.System);
    }

    public static SnapshotStore Store(CatalogDefinition catalog) =>
        new(SnapshotBuilder.Build(catalog, 1, new(2026, 11, 22)));

    public static CrawlOptions Options(params string[] allowed) => Options(allowed, []);

    public static CrawlOptions Options(string[] allowed, Dictionary<string, string?> more)
    {
        var settings = new Dictionary<string, string?>(more);
        for (var i = 0; i < allowed.Length; i++) settings[$"Redirector:Crawl:AllowedNetworks:{i}"] = allowed[i];
        return CrawlOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }
}
