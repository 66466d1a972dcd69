using System.Text.RegularExpressions;

namespace Krfoss.Redirector.Core.Tests.House;

/// <summary>
/// Who may import whom. Core: folder order is import order. Host: faces know no other face, workers know Registry and
/// Publishing, the request path knows no memory. A new folder is entered here first, with what it may know.
/// </summary>
internal static partial class ImportRules
{
    private const string CoreFolder = "src/Krfoss.Redirector.Core";
    private const string HostFolder = "src/Krfoss.Redirector";

    /// <summary>Each folder may import those before it.</summary>
    private static readonly string[] CoreOrder =
    [
        "Networking", "Geo", "Formats", "Indexes", "Catalog", "Interchange", "Paths", "Health", "Publication",
        "Snapshots", "Selection", "Statistics",
    ];

    private static readonly Dictionary<string, string[]> HostImports = new(StringComparer.Ordinal)
    {
        // What faces share: what a request asks for, who asks, short answers, the decision in words.
        ["Requests"] = ["GeoData"],
        ["Explaining"] = ["Requests"],
        // Faces.
        ["Redirect"] = ["Requests", "Explaining", "GeoData"],
        ["MirrorLists"] = ["Requests", "Explaining", "GeoData"],
        ["Status"] = ["Requests", "Explaining", "GeoData", "Registry", "Importing", "Crawling", "Publishing"],
        ["Packs"] = ["Requests"],
        ["Site"] = ["Requests", "Explaining", "GeoData", "Registry", "Importing", "Crawling", "Publishing"],
        ["Joining"] = ["Requests", "Registry", "Publishing"],
        ["Observability"] = ["Systemd", "Requests", "GeoData", "Registry", "Importing", "Crawling", "Publishing"],
        // What the service manager is told, and hands over.
        ["Systemd"] = [],
        // Workers and memory.
        ["Registry"] = [],
        ["GeoData"] = [],
        ["Publishing"] = ["Registry", "GeoData"],
        ["Importing"] = ["Registry", "Publishing"],
        ["Crawling"] = ["Registry", "Publishing", "GeoData"],
        ["Networks"] = ["Registry", "Publishing", "Crawling"],
        ["Statistics"] = ["Registry"],
    };

    /// <summary>What puts the program together may import everything; "" holds Program and RedirectorHost.</summary>
    private static readonly string[] HostTop = ["", "Cli"];

    public static IEnumerable<string> Violations(SourceFile file) =>
        !file.IsCSharp || file.IsGenerated ? []
        : file.FolderBelow(CoreFolder) is { } core ? CoreViolations(file, core)
        : file.FolderBelow(HostFolder) is { } host ? HostViolations(file, host)
        : [];

    private static IEnumerable<string> CoreViolations(SourceFile file, string folder)
    {
        var place = Array.IndexOf(CoreOrder, folder);
        if (place < 0)
        {
            yield return $"{file.Path}: Core has no folder \"{folder}\"; enter it in ImportRules, in its place";
            yield break;
        }

        foreach (var imported in Imported(CoreImport(), file))
        {
            if (Array.IndexOf(CoreOrder, imported) is var other && (other < 0 || other > place))
                yield return $"{file.Path}: {folder} imports {imported}, which does not stand before it";
        }
    }

    private static IEnumerable<string> HostViolations(SourceFile file, string folder)
    {
        if (folder is not "Registry" && Database().IsMatch(file.Code))
            yield return $"{file.Path}: the database belongs to Registry/ alone; ask MirrorRegistry";
        if (folder is not "Crawling" && HttpClients().IsMatch(file.Code))
            yield return $"{file.Path}: only Crawling/ speaks to other machines";
        if (Array.IndexOf(HostTop, folder) >= 0) yield break;
        if (!HostImports.TryGetValue(folder, out var allowed))
        {
            yield return $"{file.Path}: the host has no folder \"{folder}\"; enter it in ImportRules";
            yield break;
        }

        foreach (var imported in Imported(HostImport(), file))
        {
            if (Array.IndexOf([folder, .. allowed], imported) < 0)
                yield return $"{file.Path}: {folder} may import {List(allowed)}, not {imported}";
        }
    }

    private static IEnumerable<string> Imported(Regex pattern, SourceFile file) =>
        pattern.Matches(file.Code).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal);

    private static string List(string[] folders) =>
        folders.Length == 0 ? "no other folder" : string.Join(", ", folders);

    [GeneratedRegex(@"Krfoss\.Redirector\.Core\.(?<folder>\w+)")]
    private static partial Regex CoreImport();

    // A name in quotes is the name of a meter or a log category, not a use.
    [GeneratedRegex("(?<!\")Krfoss\\.Redirector\\.(?!Core\\b)(?<folder>\\w+)")]
    private static partial Regex HostImport();

    [GeneratedRegex("(?<!\")(?:Microsoft\\.EntityFrameworkCore|Microsoft\\.Data\\.Sqlite|Npgsql)\\b")]
    private static partial Regex Database();

    [GeneratedRegex(@"\b(?:HttpClient|SocketsHttpHandler|HttpMessageInvoker)\b")]
    private static partial Regex HttpClients();
}
