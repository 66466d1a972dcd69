using System.Globalization;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Catalog.Reading;
using Krfoss.Redirector.Core.Formats;

namespace Krfoss.Redirector.Core.Catalog;

/// <summary>A definition with the place it was declared at, for rules that compare several.</summary>
public sealed record Declared<T>(T Definition, CatalogNode Node);

/// <summary>A repository with its aliases apart: whether they lead anywhere shows when all
/// repositories are read.</summary>
public sealed record DeclaredRepository(
    RepositoryDefinition Definition,
    CatalogNode Node,
    IReadOnlyList<Declared<AliasDefinition>> Aliases);

/// <summary>Reads one entry of <c>repositories:</c>. What is wrong gets a stand-in: no catalog comes out of a file
/// with errors.</summary>
public static class RepositoryReader
{
    private const int LongestExpression = 500;
    private const int MostAliases = 100;

    private static readonly Uri Missing = new("https://missing.invalid");

    public static DeclaredRepository Read(CatalogNode node, ProblemList problems)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(problems);
        var id = node.Key!.Text;
        var isId = TextFields.IsId(node.Key, "repository", problems);
        var section = Section.Open(node, CatalogKeys.Repository, $"repository {Wording.Quote(id)}", problems);
        var format = section["format"].Format();
        return new(
            new(
                id,
                format ?? default,
                ReadPath(section, id, isId, problems),
                ReadOrigin(section["origin"]) ?? Missing,
                section["max_lag"].Duration(),
                [],
                [.. section["probe"].Items("paths").Select(item => item.RelativePath()).OfType<string>()])
            {
                Keyring = ReadKeyring(section["keyring"], format),
                Products = [.. section["products"].Items("products").Select(item => ProductReader.Read(item, problems))
                    .OfType<ProductDefinition>()],
            },
            node,
            [
                .. section["aliases"].Items("aliases", MostAliases)
                    .Select(item => ReadAlias(item, problems))
                    .OfType<Declared<AliasDefinition>>(),
            ]);
    }

    private static string ReadPath(Section section, string id, bool isId, ProblemList problems)
    {
        var field = section["path"];
        var path = field.Node is null ? "/" + id : field.AbsolutePath();
        var at = field.Node ?? section.Place;
        if (path is "")
            problems.Error(at, "a repository cannot stand at `/`", "pages and lists live there; write a folder");
        else if (path is not null && (isId || field.Node is not null) && PathFields.IsReserved(path))
            problems.Error(at, $"{Wording.Quote(path)} belongs to the redirector itself", "choose another path");
        return path ?? "/" + id;
    }

    private static string? ReadKeyring(Field field, RepositoryFormat? format)
    {
        if (field.FileName() is not { } file) return null;
        if (format is null or RepositoryFormat.Apt) return file;
        field.Warn("only the indexes of apt are verified", "remove the keyring, or correct the format");
        return null;
    }

    private static Uri? ReadOrigin(Field field)
    {
        var origin = field.TargetUrl();
        if (origin is { Scheme: "http" })
            field.Warn("an origin with http only cannot serve clients that came with https", "write its https address");
        return origin;
    }

    private static Declared<AliasDefinition>? ReadAlias(Field item, ProblemList problems)
    {
        if (!item.IsReadable) return null;
        var section = Section.Open(item.Node!, CatalogKeys.Alias, "the alias", problems);
        var expression = ReadExpression(section["from"]);
        var to = section["to"];
        if (to.Scalar("a path that begins with a slash") is not { } target) return null;
        if (TargetProblem(target, expression) is { } problem)
            to.Error($"{problem} in `to`: {Wording.Quote(target)}", "for example /debian-security/dists/$1/");
        else if (expression is not null)
            return new(new(section["from"].Node!.Text, target), to.Node!);
        return null;
    }

    private static Regex? ReadExpression(Field field)
    {
        if (field.Scalar("a regular expression") is not { } text) return null;
        if (!text.StartsWith('^'))
        {
            field.Error("`from` must begin with ^", "it replaces the beginning of a path; for example '^dists/old/'");
            return null;
        }

        if (text.Length > LongestExpression)
        {
            field.Error($"`from` has {text.Length} characters, more than {LongestExpression}", "write several aliases");
            return null;
        }

        try
        {
            return AliasExpression.Compile(text);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            field.Error(
                $"`from` is no regular expression that can be used: {Wording.Quote(text)}",
                e is NotSupportedException ? "no look-around, back references, or huge repeats"
                    : "check brackets and backslashes");
            return null;
        }
    }

    /// <summary>What is wrong with the target of an alias; null = nothing.</summary>
    private static string? TargetProblem(string target, Regex? expression)
    {
        var groups = expression?.GetGroupNumbers().Length ?? 10;
        for (var at = target.IndexOf('$'); at >= 0; at = target.IndexOf('$', at + 1))
        {
            var rest = target.AsSpan(at + 1);
            var end = rest.IndexOfAnyExceptInRange('0', '9');
            var digits = end < 0 ? rest : rest[..end];
            if (digits is [] or ['0', ..]) return "a $ without a digit from 1 to 9";
            if (!int.TryParse(digits, CultureInfo.InvariantCulture, out var group) || group >= groups)
                return $"${digits} without such a group in `from`";
        }

        var plain = target.Replace('$', '_');
        return PathFields.Problem(plain.EndsWith('/') ? plain[..^1] : plain);
    }
}
