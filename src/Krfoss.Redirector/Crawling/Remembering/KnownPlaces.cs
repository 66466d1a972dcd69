using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Crawling.Remembering;

/// <summary>Where a catalog says that origins and mirrors are: what is remembered holds for these places.</summary>
/// <param name="Origins">By the id of a repository.</param>
/// <param name="Mirrors">By the id of a mirror: its addresses, and its path for each repository.</param>
internal sealed record KnownPlaces(
    IReadOnlyDictionary<string, string> Origins, IReadOnlyDictionary<string, string> Mirrors)
{
    public static KnownPlaces Of(CatalogDefinition catalog) => new(
        catalog.Repositories.ToDictionary(
            repository => repository.Id, repository => repository.Origin.AbsoluteUri, StringComparer.Ordinal),
        catalog.Mirrors.ToDictionary(mirror => mirror.Id, UrlsOf, StringComparer.Ordinal));

    public static string UrlsOf(MirrorDefinition mirror) => string.Join(' ', mirror.Urls.Select(url => url.AbsoluteUri)
        .Concat(mirror.Repositories.Select(carried => $"{carried.Repository}={carried.Path}")));
}
