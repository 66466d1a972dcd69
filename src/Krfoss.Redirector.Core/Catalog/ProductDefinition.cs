namespace Krfoss.Redirector.Core.Catalog;

/// <summary>
/// Names under which clients of mirror lists know the folders of a repository: dnf says <c>repo=BaseOS-9</c> and
/// <c>arch=x86_64</c>, or <c>/mirrorlist/9/baseos</c>.
/// </summary>
/// <param name="Name">How <c>repo=</c> names a folder, with <c>$repo</c> and perhaps <c>$version</c>.</param>
/// <param name="Versions">Versions in use.</param>
/// <param name="Repos">Folders with <c>$version</c> and <c>$arch</c> in them.</param>
/// <param name="Isos">Folder of the images, of the same form; null = none.</param>
/// <param name="Vault">Versions that have left the mirrors; null = none.</param>
public sealed record ProductDefinition(
    string Name,
    IReadOnlyList<VersionDefinition> Versions,
    IReadOnlyList<string> Arches,
    IReadOnlyList<FolderDefinition> Repos,
    string? Isos,
    VaultDefinition? Vault)
{
    public const string UsualName = "$repo-$version";
}

/// <summary>A version as clients say it and as its folder is called: <c>9</c> stands in <c>9.6</c>.</summary>
public sealed record VersionDefinition(string Said, string Folder);

/// <summary>A folder and its name in lists.</summary>
/// <param name="Path">Relative to the repository, no slash at either end.</param>
public sealed record FolderDefinition(string Name, string Path);

/// <summary>Where versions stand that no mirror carries any more.</summary>
/// <param name="Url">Base URL without a slash at the end; folders below it are those of the repository.</param>
public sealed record VaultDefinition(Uri Url, IReadOnlyList<string> Versions);
