using System.CommandLine;

namespace Krfoss.Redirector.Cli;

/// <summary>The verbs of the program. No verb means <c>serve</c>.</summary>
internal static class CommandLine
{
    public const int Ok = 0;
    public const int Failure = 1;
    public const int UsageError = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = ConfigurationArguments.Split(args);
        var root = new RootCommand("Sends package clients to the nearest healthy mirror that has the file.")
        {
            ServeCommand.Create(settings),
            CheckCommand.Create(settings),
            ExplainCommand.Create(settings),
            CrawlCommand.Create(settings),
            GeoCommand.Create(settings),
            RegistryCommand.Create(settings),
            ImportCommand.Create(settings),
            ExportCommand.Create(settings),
            CheckInTokenCommand.Create(),
        };
        root.SetAction((_, cancellation) => ServeCommand.RunAsync(settings, cancellation));
        var parsed = root.Parse(words);
        var exit = await InvokeAsync(parsed);
        return parsed.Errors.Count > 0 ? UsageError : exit;
    }

    // A wrong setting or a port in use is the operator's to mend: a line says it, a stack trace would hide it.
    private static async Task<int> InvokeAsync(ParseResult parsed)
    {
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (Exception e) when (e is SettingException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return e is SettingException ? UsageError : Failure;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"This is a bug, please report it: {e}");
            return Failure;
        }
    }
}
