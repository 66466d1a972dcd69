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
            import => $"{import.Rows} rows read",
            import => import.Problem is { } problem ? $"line {import.Line}: {problem}; nothing was changed" : null),
    };

    private static Command Verb<T>(
        string name,
        string description,
        string[] settings,
        Func<MirrorRegistry, InvocationConfiguration, CancellationToken, Task<RegistryAnswer<T>>> work,
        Func<T, string> tell,
        Func<T, string?>? objection = null)
    {
        var command = new Command(name, description);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
            var console = parsed.InvocationConfiguration;
            var answer = await work(app.Services.GetRequiredService<MirrorRegistry>(), console, cancellation);
            var problem = answer.IsAvailable
                ? objection?.Invoke(answer.Get())
                : $"the registry does not answer: {answer.Error}";
            await console.Error.WriteLineAsync(problem ?? tell(answer.Get()));
            return problem is null ? CommandLine.Ok : Failed;
        });
        return command;
    }
}
