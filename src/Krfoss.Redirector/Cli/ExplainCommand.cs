using System.CommandLine;
using Krfoss.Redirector.Core.Networking;
using Krfoss.Redirector.Core.Selection;
using Krfoss.Redirector.Explaining;
using Krfoss.Redirector.Requests;

namespace Krfoss.Redirector.Cli;

/// <summary><c>explain PATH --ip ADDRESS</c>: what this client would get, and why.</summary>
internal static class ExplainCommand
{
    private const int NoMirror = 1;

    public static Command Create(string[] settings)
    {
        var path = new Argument<string>("PATH")
        {
            Description = "Path as the client asks for it, e.g. /ubuntu/pool/main/h/hello/hello_2.10_amd64.deb",
        };
        var ip = new Option<string>("--ip") { Description = "The client's address.", Required = true };
        var scheme = new Option<string>("--scheme")
        {
            Description = "http or https.",
            DefaultValueFactory = _ => "https",
        };
        scheme.AcceptOnlyFromAmong("http", "https");
        var json = new Option<bool>("--json") { Description = "JSON in place of text." };
        var command = new Command("explain", "Explains what a client would get; exit code 1 if no mirror.")
        {
            path, ip, scheme, json,
        };
        command.SetAction(parsed => RunAsync(
            settings,
            parsed.GetValue(path)!,
            parsed.GetValue(ip)!,
            parsed.GetValue(scheme) == "https",
            parsed.GetValue(json),
            parsed.InvocationConfiguration));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] settings, string path, string ip, bool isHttps, bool json, InvocationConfiguration console)
    {
        if (!IpNumber.TryParse(ip, out var address))
            return Usage(console, $"--ip {ip}: not an IP address, as in 121.128.0.10");
        await using var app = RedirectorHost.Build([.. settings, .. RedirectorHost.Quiet]);
        if (!await FirstLoad.RunAsync(app, console.Error)) return CommandLine.UsageError;
        var resolver = app.Services.GetRequiredService<RequestResolver>();
        switch (resolver.Resolve(path, address, isHttps, out var request, out var refusal))
        {
            case TargetClass.Unsafe:
                return Usage(console, $"{path}: {refusal}; the service answers 400");
            case TargetClass.Elsewhere:
                return Usage(console, $"{path}: no repository of the catalog; the service answers 404");
        }

        var explanation = Explainer.Explain(request.Snapshot, request.ToSelection());
        console.Output.WriteLine(json
            ? ExplanationJson.Render(explanation, request)
            : ExplanationText.Render(explanation, request));
        return explanation.Decision.Candidate is null ? NoMirror : CommandLine.Ok;
    }

    private static int Usage(InvocationConfiguration console, string problem)
    {
        console.Error.WriteLine(problem);
        return CommandLine.UsageError;
    }
}
