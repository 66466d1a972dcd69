using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Publication;

namespace Krfoss.Redirector.Publishing;

/// <summary>
/// What the crawler knows of the mirrors and origins of a catalog; null = nothing is observed, and the declarations
/// stand. The crawler provides it, the publisher asks.
/// </summary>
internal delegate ObservedNetwork? ObserveNetwork(CatalogDefinition catalog, DateTimeOffset now);
