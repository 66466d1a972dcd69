using System.CommandLine;
using System.Runtime.InteropServices;

namespace Krfoss.Redirector.Cli;

/// <summary><c>serve</c>: the HTTP service with its workers, until SIGTERM.</summary>
internal static class ServeCommand
{
    public static Command Create(string[] settings)
    {
        var command = new Command("serve", "Serves redirects (what the program does without a verb).");
        command.SetAction((_, cancellation) => RunAsync(settings, cancellation));
        return command;
    }

    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = RedirectorHost.Build(settings);
        if (!await FirstLoad.RunAsync(app, Console.Error)) return CommandLine.UsageError;

        // The catalog is looked at every few seconds anyway; a habit from other servers must not end this one.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        await app.RunAsync(cancellation);
        return CommandLine.Ok;
    }
}
