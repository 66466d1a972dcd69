using System.CommandLine;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Importing;

namespace Krfoss.Redirector.Cli;

/// <summary><c>check [FILE…]</c>: reads the catalog as the service would and prints every problem.</summary>
internal static class CheckCommand
{
    public static Command Create(string[] settings)
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "A catalog and the mirrors.d beside it, or several files, the main one first.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("check", "Checks the catalog, prints every problem; exit code 2 if there are errors.")
        {
            files,
        };
        command.SetAction(parsed => Run(settings, parsed.GetValue(files) ?? [], parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string[] settings, string[] files, TextWriter output)
    {
        var content = files.Length switch
        {
            0 => InUse(settings).Read(),

            // As the service would: with the mirrors.d beside it.
            1 => new CatalogFiles(files[0], Directory.GetCurrentDirectory(), Directory.GetCurrentDirectory()).Read(),
            _ => CatalogFiles.ReadThese(files),
        };
        var reading = content.Problem is { } unreadable
            ? new CatalogReading(null, [unreadable])
            : CatalogReader.Read(content.Sources);
        var check = CatalogCheck.Of(reading, content.Sources.Count);
        foreach (var line in check.Lines) output.WriteLine(line);
        return check.ExitCode;
    }

    private static CatalogFiles InUse(string[] settings)
    {
        using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        return app.Services.GetRequiredService<CatalogFiles>();
    }
}
