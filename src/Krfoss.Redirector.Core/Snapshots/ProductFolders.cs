using Krfoss.Redirector.Core.Catalog;

namespace Krfoss.Redirector.Core.Snapshots;

/// <summary>A folder that a client named by words.</summary>
/// <param name="Path">Relative to the repository, ends with a slash; for clients that ask without architecture
/// <c>$basearch</c> stands in it, which dnf fills in itself.</param>
/// <param name="Example">The same with a real architecture, for the question who carries it.</param>
/// <param name="Vault">Base URL of the vault where the version stands; null = on mirrors.</param>
public sealed record ProductFolder(RepositoryDefinition Repository, string Path, string Example, Uri? Vault);

/// <summary>What came of looking a folder up: the folder, or what is known in place of the unknown word.</summary>
/// <param name="Unknown">The word that is not known: version, repository or architecture.</param>
/// <param name="Known">What is known instead.</param>
public readonly record struct ProductAnswer(ProductFolder? Folder, string Unknown, IReadOnlyList<string> Known)
{
    public static ProductAnswer Of(ProductFolder folder) => new(folder, "", []);

    public static ProductAnswer No(string unknown, IEnumerable<string> known) =>
        new(null, unknown, [.. known.Distinct(StringComparer.Ordinal)]);
}

/// <summary>
/// Finds folders by the words of list clients: <c>repo=</c> and <c>arch=</c>, or version and repository. A name counts
/// as written; one in another case counts where that leads to one repository alone, since Rocky says <c>BaseOS</c> and
/// AlmaLinux <c>baseos</c>. Immutable.
/// </summary>
public sealed class ProductFolders
{
    private const string BaseArch = "$basearch";
    private const string Source = "source";

    /// <summary>Of a folder that has no architecture: every one.</summary>
    private static readonly string?[] Any = [null];

    private readonly List<(RepositoryDefinition Repository, ProductDefinition Product)> _products;
    private readonly ILookup<string, Entry> _byName;

    public ProductFolders(CatalogDefinition catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        _products = [.. catalog.Repositories.SelectMany(r => r.Products.Select(product => (r, product)))];
        _byName = Entries().ToLookup(entry => entry.Name, StringComparer.OrdinalIgnoreCase);
        Names = [.. Entries().Select(entry => $"repo={entry.Name}&arch={entry.Arch ?? Source}")
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Everything that may be asked for, as <c>repo=BaseOS-9&amp;arch=x86_64</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The folder that MirrorManager's clients mean; null = not known.</summary>
    public ProductFolder? Find(string repo, string arch)
    {
        ArgumentNullException.ThrowIfNull(repo);
        var wanted = repo.Contains(Source, StringComparison.OrdinalIgnoreCase) ? Source : arch;
        return OneOf([.. _byName[repo].Where(e => e.Arch is null || Same(e.Arch, wanted))], e => e.Name, repo)
            is { } entry ? entry.Folder : null;
    }

    /// <summary>The folder of a repository of a version, as AlmaLinux's clients say it.</summary>
    /// <param name="arch">Null = not said.</param>
    public ProductAnswer Find(string version, string repo, string? arch)
    {
        var found = WithVersion(version);
        if (found.Count == 0) return UnknownVersion();
        List<Versioned> named = [.. found.Where(v => v.Product.Repos.Any(r => Same(r.Name, repo)))];
        if (OneOf(named, v => v.Product.Repos.First(r => Same(r.Name, repo)).Name, repo) is not { } versioned)
            return ProductAnswer.No("repository", found.SelectMany(v => v.Product.Repos.Select(r => r.Name)));
        var folder = versioned.Product.Repos.First(r => Same(r.Name, repo));
        return Answer(versioned, folder.Path, arch);
    }

    /// <summary>The folder of a version's images.</summary>
    public ProductAnswer FindIsos(string version, string arch)
    {
        var found = WithVersion(version).FindAll(v => v.Product.Isos is not null);
        if (found.Count == 0) return UnknownVersion();
        return Answer(found.Find(v => v.Product.Arches.Contains(arch, StringComparer.Ordinal)) ?? found[0],
            found[0].Product.Isos!, arch);
    }

    private static ProductAnswer Answer(Versioned versioned, string template, string? arch)
    {
        var (repository, product, folder, vault) = versioned;
        if (arch is not null && template.Contains("$arch", StringComparison.Ordinal)
            && !product.Arches.Contains(arch, StringComparer.Ordinal))
        {
            return ProductAnswer.No("architecture", product.Arches);
        }

        var first = product.Arches.Count > 0 ? product.Arches[0] : BaseArch;
        return ProductAnswer.Of(new(
            repository, Fill(template, folder, arch ?? BaseArch), Fill(template, folder, arch ?? first), vault));
    }

    private ProductAnswer UnknownVersion() => ProductAnswer.No("version", _products
        .SelectMany(p => p.Product.Versions.Select(v => v.Said).Concat(p.Product.Vault?.Versions ?? [])));

    /// <summary>Products that have the version, or that it is a minor of, or whose vault has it.</summary>
    private List<Versioned> WithVersion(string version) =>
        [.. _products.Select(p => VersionOf(p.Repository, p.Product, version)).OfType<Versioned>()];

    private static Versioned? VersionOf(RepositoryDefinition repository, ProductDefinition product, string version)
    {
        if (product.Versions.FirstOrDefault(v => v.Said == version) is { } said)
            return new(repository, product, said.Folder, null);
        if (product.Vault is { } vault && vault.Versions.Contains(version, StringComparer.Ordinal))
            return new(repository, product, version, vault.Url);
        return product.Versions.FirstOrDefault(v => version.StartsWith(v.Said + ".", StringComparison.Ordinal))
            is { } major ? new(repository, product, major.Folder, null) : null;
    }

    private IEnumerable<Entry> Entries() =>
        from entry in _products
        from version in entry.Product.Versions
        from folder in entry.Product.Repos
        from arch in folder.Path.Contains("$arch", StringComparison.Ordinal) ? [.. entry.Product.Arches] : Any
        let name = entry.Product.Name.Replace("$repo", folder.Name, StringComparison.Ordinal)
            .Replace("$version", version.Said, StringComparison.Ordinal)
        let path = Fill(folder.Path, version.Folder, arch ?? "")
        select new Entry(name, arch, new ProductFolder(entry.Repository, path, path, null));

    /// <summary>The first that is written so; else the first in another case, if all lead to one repository.</summary>
    private static T? OneOf<T>(List<T> found, Func<T, string> name, string wanted)
        where T : class, IOfRepository
    {
        var exact = found.Find(f => name(f) == wanted);
        if (exact is not null) return exact;
        return found.Count > 0 && found.TrueForAll(f => f.RepositoryId == found[0].RepositoryId) ? found[0] : null;
    }

    private static string Fill(string template, string version, string arch) => template
        .Replace("$version", version, StringComparison.Ordinal)
        .Replace("$arch", arch, StringComparison.Ordinal) + "/";

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private interface IOfRepository
    {
        string RepositoryId { get; }
    }

    private sealed record Entry(string Name, string? Arch, ProductFolder Folder) : IOfRepository
    {
        public string RepositoryId => Folder.Repository.Id;
    }

    private sealed record Versioned(
        RepositoryDefinition Repository, ProductDefinition Product, string Folder, Uri? Vault) : IOfRepository
    {
        public string RepositoryId => Repository.Id;
    }
}
