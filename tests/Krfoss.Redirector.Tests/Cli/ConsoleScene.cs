using Krfoss.Redirector.Cli;
using Krfoss.Redirector.TestSupport;
using Microsoft.Data.Sqlite;

namespace Krfoss.Redirector.Tests.Cli;

/// <summary>What a run of the program left on the console.</summary>
internal sealed record ConsoleRun(int Exit, string Output, string Errors);

/// <summary>
/// Runs verbs in this process with the console led into strings. The console is one for the process, so classes that
/// use it stand in a collection that runs alone.
/// </summary>
[CollectionDefinition(Collection, DisableParallelization = true)]
public sealed class ConsoleScene : IDisposable
{
    public const string Collection = "Console";

    internal TemporaryFolder Folder { get; } = new();

    internal string Write(string name, string text)
    {
        File.WriteAllText(Folder.File(name), text);
        return Folder.File(name);
    }

    /// <summary>Runs with the catalog <c>mirrors.yaml</c> of the folder, without geo data.</summary>
    internal async Task<ConsoleRun> RunAsync(string[] words, string input = "")
    {
        var (output, errors, reader) = (Console.Out, Console.Error, Console.In);
        await using var written = new StringWriter();
        await using var problems = new StringWriter();
        using var typed = new StringReader(input);
        try
        {
            Console.SetOut(written);
            Console.SetError(problems);
            Console.SetIn(typed);
            var exit = await CommandLine.RunAsync(
            [
                $"--Redirector:Catalog={Folder.File("mirrors.yaml")}",
                $"--Redirector:Geo:City={Folder.File("none.mmdb")}",
                $"--Redirector:Geo:Asn={Folder.File("none.mmdb")}",
                $"--ConnectionStrings:Registry=Data Source={Folder.File("registry.db")}",
                "--Redirector:Crawl:Enabled=false",
                .. words,
            ]);
            return new(exit, written.ToString(), problems.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
            Console.SetIn(reader);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Folder.Dispose();
    }
}
