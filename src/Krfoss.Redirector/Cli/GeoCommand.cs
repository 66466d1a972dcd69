using System.CommandLine;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.GeoData;
using Microsoft.Extensions.Options;

namespace Krfoss.Redirector.Cli;

/// <summary><c>geo [ADDRESS]</c>: which databases are in use, or what they say about one address.</summary>
internal static class GeoCommand
{
    public static Command Create(string[] settings)
    {
        var address = new Argument<string?>("ADDRESS")
        {
            Description = "An IP address to look up.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("geo", "Shows the geo databases in use, or looks an address up.") { address };
        command.SetAction(parsed => Run(settings, parsed.GetValue(address), parsed.InvocationConfiguration));
        return command;
    }

    private static int Run(string[] settings, string? text, InvocationConfiguration console)
    {
        using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        var now = app.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var loading = GeoReport.Load(app.Services.GetRequiredService<IOptions<GeoOptions>>().Value, now);
        if (text is null)
        {
            console.Output.Write(GeoReport.Databases(loading, now));
            return CommandLine.Ok;
        }

        if (!IpNumber.TryParse(text, out var address))
        {
            console.Error.WriteLine($"{text}: not an IP address, as in 121.128.0.10");
            return CommandLine.UsageError;
        }

        console.Output.Write(GeoReport.Address(loading, address));
        return CommandLine.Ok;
    }
}
