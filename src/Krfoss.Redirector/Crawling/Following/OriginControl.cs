using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Asks every origin once whether it answers at all. At a first start that decides whether mirrors have to be verified
/// before they serve, or whether it is we who are cut off.
/// </summary>
internal sealed class OriginControl(
    ProbeClient client, OriginReach reach, PublishSignal publish, CrawlOptions options, TimeProvider time)
{
    private const int MaxBytes = 64 * 1024;

    public async Task AskAllAsync(CatalogDefinition catalog, CancellationToken cancellationToken = default)
    {
        if (!options.Enabled) return;
        var origins = catalog.Repositories.DistinctBy(
            repository => repository.Origin.Authority, StringComparer.OrdinalIgnoreCase);
        await Task.WhenAll(origins.Select(repository => AskAsync(repository.Origin, cancellationToken)));
    }

    /// <summary>Asks for a small piece of a file, or of whatever the origin shows there.</summary>
    public async Task AskAsync(Uri url, CancellationToken cancellationToken)
    {
        var answer = await client.AskAsync(new(url) { Range = (0, 0), MaxBodyBytes = MaxBytes }, cancellationToken);
        if (reach.Note(answer, time.GetUtcNow())) publish.Ring();
    }
}
