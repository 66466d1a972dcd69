using System.CommandLine;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Interchange;
using Krfoss.Redirector.Core.Interchange.AlmaLinux;
using Krfoss.Redirector.Importing;

namespace Krfoss.Redirector.Cli;

/// <summary><c>export almalinux|mirmon</c>: the catalog's mirrors in the forms that other networks read.</summary>
internal static class ExportCommand
{
    public static Command Create(string[] settings)
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "Where to write one file per mirror; without it all of them go to standard output.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var tree = new Option<string>("--repository")
        {
            Description = "The repository that stands for AlmaLinux.",
            DefaultValueFactory = _ => "almalinux",
        };
        var repository = new Option<string>("--repository") { Description = "Whose mirrors.", Required = true };
        var almaLinux = new Command("almalinux", "Files as AlmaLinux's mirrors.d has them.") { folder, tree };
        almaLinux.SetAction(parsed => Run(settings, parsed.InvocationConfiguration, catalog =>
            WriteAll(catalog, parsed.GetValue(tree)!, parsed.GetValue(folder), parsed.InvocationConfiguration)));
        var mirmon = new Command("mirmon", "The public mirrors as a mirror list of mirmon.") { repository };
        mirmon.SetAction(parsed => Run(settings, parsed.InvocationConfiguration, catalog =>
            parsed.InvocationConfiguration.Output.Write(
                MirmonExport.Write(catalog, parsed.GetValue(repository)!))));
        return new("export", "Writes the catalog's mirrors in other networks' forms.") { almaLinux, mirmon };
    }

    private static void WriteAll(
        CatalogDefinition catalog, string repository, string? folder, InvocationConfiguration console)
    {
        if (folder is not null) Directory.CreateDirectory(folder);
        foreach (var (name, text) in AlmaLinuxExport.Write(catalog, repository))
        {
            if (folder is null) console.Output.Write(text);
            else File.WriteAllText(Path.Combine(folder, name), text);
        }
    }

    private static int Run(string[] settings, InvocationConfiguration console, Action<CatalogDefinition> write)
    {
        using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        var catalog = app.Services.GetRequiredService<CatalogWatcher>().LoadFirst();
        if (catalog.Catalog is null)
        {
            catalog.PrintProblems(console.Error);
            return CommandLine.UsageError;
        }

        write(catalog.Catalog);
        return CommandLine.Ok;
    }
}
