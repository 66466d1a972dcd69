using System.CommandLine;

namespace Krfoss.Redirector.Cli;

/// <summary>The verbs of the program. No verb means <c>serve</c>.</summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int UsageError = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = ConfigurationArguments.Split(args);
        var root = new RootCommand("Sends package clients to the nearest healthy mirror that has the file.")
        {
            ServeCommand.Create(settings),
            CheckCommand.Create(settings),
            ExplainCommand.Create(settings),
            GeoCommand.Create(settings),
            RegistryCommand.Create(settings),
        };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync(settings, cancellation));
        var parsed = root.Parse(words);
        var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? UsageError : exit;
    }
}
