using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Publishing;

/// <summary>
/// The catalog that snapshots are built from: the last good one. The watcher sets it, the publisher reads it.
/// </summary>
internal sealed class CurrentCatalog
{
    private volatile CatalogDefinition _value = CatalogDefinition.Empty;
    private volatile string _folder = Directory.GetCurrentDirectory();

    /// <summary>The folder of the main file: relative names in the catalog begin there.</summary>
    public string Folder
    {
        get => _folder;
        set => _folder = value;
    }

    public CatalogDefinition Value
    {
        get => _value;
        set => _value = value;
    }
}
