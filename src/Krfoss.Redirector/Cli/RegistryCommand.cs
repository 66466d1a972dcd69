using System.CommandLine;
using Krfoss.Redirector.Registry;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// <c>registry migrate|export|import</c>: the schema up to date; everything the registry knows as JSON lines, and back.
/// </summary>
internal static class RegistryCommand
{
    private const int Failed = 1;

    public static Command Create(string[] settings) => new("registry", "Looks after the registry's database.")
    {
        Verb(
            "migrate",
            "Brings the schema up to date.",
            settings,
            (registry, _, cancellation) => registry.MigrateAsync(cancellation),
            _ => "the schema is up to date"),
        Verb(
            "export",
            "Writes everything the registry knows to standard output, one JSON object a line.",
            settings,
            (registry, console, cancellation) => registry.ExportAsync(console.Output, cancellation),
            lines => $"{lines} lines written"),
        Verb(
            "import",
            "Replaces everything the registry knows by what export wrote, read from standard input.",
            settings,
            (registry, _, cancellation) => registry.ImportAsync(Console.In, cancellation),
            import => import.ToString()),
    };

    private static Command Verb<T>(
        string name,
        string description,
        string[] settings,
        Func<MirrorRegistry, InvocationConfiguration, CancellationToken, Task<RegistryAnswer<T>>> work,
        Func<T, string> tell)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
            var console = parsed.InvocationConfiguration;
            var answer = await work(app.Services.GetRequiredService<MirrorRegistry>(), console, cancellation);
            await console.Error.WriteLineAsync(
                answer.IsAvailable ? tell(answer.Get()) : $"the registry does not answer: {answer.Error}");
            return answer.IsAvailable ? CommandLine.Ok : Failed;
        });
        return command;
    }
}
