using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>Reads one item of <c>products:</c>.</summary>
public static class ProductReader
{
    private const int MostNames = 500;
    private const string AVersion = "a version, such as '9' or '9.6'";
    private const string AFolder = "a folder inside the repository";

    private static readonly Regex Word = new(
        @"^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant);

    public static ProductDefinition? Read(Field item, ProblemList problems)
    {
        if (!item.IsReadable) return null;
        var section = Section.Open(item.Node!, CatalogKeys.Product, "the product", problems);
        return new(
            ReadName(section["name"]),
            [.. Named(section["versions"], "versions", problems, entry => ReadVersion(entry, section["versions"]))],
            [.. section["arches"].Items("architectures", MostNames).Select(arch => arch.AWord("an architecture"))
                .OfType<string>()],
            [.. Named(section["repos"], "repositories", problems, entry => ReadRepo(entry, section["repos"]))],
            section["isos"].Folder(),
            ReadVault(section["vault"], problems));
    }

    private static string ReadName(Field field)
    {
        if (field.Scalar("a name with $repo in it") is not { } text) return ProductDefinition.UsualName;
        if (!text.Contains("$repo", StringComparison.Ordinal) || !Word.IsMatch(WithoutVariables(text)))
            field.Wrong("a name with $repo in it");
        return text;
    }

    private static VersionDefinition? ReadVersion(CatalogNode entry, Field versions)
    {
        if (IsWord(entry.Key!, versions, AVersion) is not { } said) return null;
        if (entry.IsNull) return new(said, said);
        return (versions with { Node = entry, IsItem = true }).AWord(AVersion) is { } folder ? new(said, folder) : null;
    }

    private static FolderDefinition? ReadRepo(CatalogNode entry, Field repos)
    {
        if (IsWord(entry.Key!, repos, "a name, such as BaseOS") is not { } name) return null;
        var field = repos with { Node = entry, IsItem = true };
        return field.Folder() is { } path ? new(name, path) : null;
    }

    private static VaultDefinition? ReadVault(Field field, ProblemList problems)
    {
        if (!field.IsReadable) return null;
        var section = Section.Open(field.Node!, CatalogKeys.Vault, "vault", problems);
        var items = section["versions"].Items("versions", MostNames);
        string[] versions = [.. items.Select(item => item.AWord(AVersion)).OfType<string>()];
        return section["url"].TargetUrl() is { } url ? new(url, versions) : null;
    }

    private static IEnumerable<T> Named<T>(Field field, string of, ProblemList problems, Func<CatalogNode, T?> read)
        where T : class
    {
        if (field.Node is { Kind: CatalogNodeKind.Map, Children.Count: 0 })
            field.Error($"`{field.Key.Name}` is empty", $"for example {field.Key.Name}: {field.Key.Example}");
        return field.Entries(of).TakeWhile(_ => !problems.IsFull).Select(read).OfType<T>();
    }

    private static string? Folder(this Field field)
    {
        if (field.Scalar(AFolder) is not { } text) return null;
        var path = text.Trim('/');
        if (!text.StartsWith('/') && PathFields.Problem("/" + WithoutVariables(path)) is null) return path;
        field.Wrong(AFolder, "relative to the repository; $version and $arch are the variables");
        return null;
    }

    private static string? AWord(this Field field, string expected)
    {
        if (field.Scalar(expected) is not { } text) return null;
        if (Word.IsMatch(text)) return text;
        field.Wrong(expected);
        return null;
    }

    private static string? IsWord(CatalogNode key, Field map, string expected)
    {
        if (Word.IsMatch(key.Text)) return key.Text;
        (map with { Node = key, IsItem = true }).Wrong(expected);
        return null;
    }

    private static string WithoutVariables(string text) => text
        .Replace("$version", "v", StringComparison.Ordinal)
        .Replace("$arch", "a", StringComparison.Ordinal)
        .Replace("$repo", "r", StringComparison.Ordinal);
}
