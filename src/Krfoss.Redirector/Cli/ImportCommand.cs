using System.CommandLine;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Catalog.Fields;
using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Interchange;
using Krfoss.Redirector.Core.Interchange.AlmaLinux;
using Krfoss.Redirector.Core.Interchange.Text;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// <c>import almalinux|arch|debian|mirrorbits</c>: other networks' lists of mirrors as catalog YAML on standard output,
/// everything doubtful on standard error; exit code 2 where something could not be read.
/// </summary>
internal static class ImportCommand
{
    private static readonly Option<string> Country = new("--country")
    {
        Description = "Country of mirrors that name none and whose host ends in none; they are drained.",
        DefaultValueFactory = _ => "US",
    };

    private static readonly Option<string?> Origin = new("--origin")
    {
        Description = "Declare the repositories too, each below this address; without it they are declared elsewhere.",
    };

    private static readonly Option<string> Repository = new("--repository")
    {
        Description = "Id of the repository that the mirrors carry.",
        Required = true,
    };

    public static Command Create(string[] settings) =>
        new("import", "Turns other networks' mirror lists into catalog YAML.")
        {
            Verb(settings, "almalinux", "DIR", "A folder in the form of AlmaLinux's mirrors.d.",
                (files, import, _) => AlmaLinuxImport.Read(files, import)),
            Verb(settings, "arch", "FILE", "JSON of Arch Linux's mirror status.",
                (files, import, _) => ArchImport.Read(files[0], import)),
            Verb(settings, "debian", "FILE", "Debian's Mirrors.masterlist.",
                (files, import, _) => DebianImport.Read(files[0], import)),
            Verb(settings, "mirrorbits", "FILE", "What `mirrorbits export mirmon` or its ?mirrorlist gives out.",
                (files, import, repository) => MirrorbitsImport.Read(files[0], import, repository), Repository),
        };

    private static Command Verb(
        string[] settings,
        string name,
        string argument,
        string description,
        Func<IReadOnlyList<CatalogSource>, ImportSettings, string, Imported> read,
        Option<string>? repository = null)
    {
        var path = new Argument<string>(argument) { Description = description };
        var command = new Command(name, description) { path, Country, Origin };
        if (repository is not null) command.Add(repository);
        command.SetAction(parsed => Run(
            settings,
            parsed.GetValue(path)!,
            parsed.GetValue(Country)!,
            parsed.GetValue(Origin),
            (files, import) => read(files, import, repository is null ? "" : parsed.GetValue(repository)!),
            parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(
        string[] settings,
        string path,
        string country,
        string? origin,
        Func<IReadOnlyList<CatalogSource>, ImportSettings, Imported> read,
        InvocationConfiguration console)
    {
        if (!Countries.IsKnown(country))
        {
            console.Error.WriteLine($"--country {country}: no country code of ISO 3166-1");
            return CommandLine.UsageError;
        }

        if (origin is not null && !Uri.TryCreate(origin, UriKind.Absolute, out _))
        {
            console.Error.WriteLine($"--origin {origin}: no address, as in https://mirror.example.org");
            return CommandLine.UsageError;
        }

        if (FilesAt(path) is not { Count: > 0 } files)
        {
            console.Error.WriteLine($"{path}: there is nothing to read");
            return CommandLine.UsageError;
        }

        var imported = read(files, new(KnownCities.Load(settings).Find, country));
        foreach (var problem in imported.Problems) console.Error.WriteLine(problem);
        if (imported.HasErrors) return CommandLine.UsageError;
        var repositories = origin is null ? [] : Declared(imported, origin);
        console.Output.Write(CatalogYaml.Write(Head(path, imported), repositories, imported.Mirrors));
        console.Error.WriteLine(
            $"mirrors imported: {imported.Mirrors.Count}, left out: {imported.LeftOut.Count}, "
            + $"warnings: {imported.Problems.Count}");
        return CommandLine.Ok;
    }

    private static List<string> Head(string path, Imported imported) =>
    [
        $"Imported from {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}.",
        .. imported.LeftOut.Select(line => "Left out: " + line),
    ];

    private static RepositoryDefinition[] Declared(Imported imported, string origin) =>
        [.. imported.Mirrors.SelectMany(mirror => mirror.Repositories.Select(carried => carried.Repository))
            .Distinct(StringComparer.Ordinal)
            .Select(id => new RepositoryDefinition(
                id, FormatOf(id), "/" + id, new($"{origin.TrimEnd('/')}/{id}"), null, [], []))];

    private static RepositoryFormat FormatOf(string id) => id switch
    {
        "almalinux" or "almalinux-kitten" => RepositoryFormat.Rpm,
        "archlinux" => RepositoryFormat.Pacman,
        "debian" or "debian-security" or "debian-ports" or "debian-archive" => RepositoryFormat.Apt,
        _ => RepositoryFormat.Plain,
    };

    private static List<CatalogSource> FilesAt(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(IsYaml).Order(StringComparer.Ordinal)]
            : File.Exists(path) ? [path] : [];
        return [.. files.Select(file => new CatalogSource(file, File.ReadAllBytes(file)))];
    }

    private static bool IsYaml(string file) =>
        Path.GetExtension(file) is ".yml" or ".yaml" && Path.GetFileName(file)[0] != '.';
}
