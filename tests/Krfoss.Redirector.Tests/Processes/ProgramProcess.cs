using System.Diagnostics;
using System.Text.RegularExpressions;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>The built program as a process of its own, with a folder of its own for catalog and registry.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private ProgramProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Starts the service and comes back when it says where it listens.</summary>
    public static async Task<ProgramProcess> StartAsync(TemporaryFolder folder, params string[] settings)
    {
        var program = new ProgramProcess(Launch(folder, ["serve", .. settings]));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await program._process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            program._lines.Add(line);
            if (ListeningOn().Match(line) is not { Success: true } match) continue;
            program.Address = new(match.Groups["address"].Value);
            return program;
        }

        var errors = await program._process.StandardError.ReadToEndAsync(patience.Token);
        throw new InvalidOperationException(string.Join('\n', [.. program._lines, errors]));
    }

    /// <summary>Runs a verb to its end.</summary>
    public static async Task<(int Exit, string Output, string Errors)> RunAsync(
        TemporaryFolder folder, params string[] words)
    {
        using var process = Launch(folder, words);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Sends a signal by its name: TERM, KILL, INT.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line) _lines.Add(line);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private static Process Launch(TemporaryFolder folder, string[] words) => Process.Start(
        new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "Krfoss.Redirector.dll"),
            .. words,
            "--urls=http://127.0.0.1:0",
            $"--Redirector:Catalog={folder.File("mirrors.yaml")}",
            $"--Redirector:Geo:City={folder.File("none.mmdb")}",
            $"--Redirector:Geo:Asn={folder.File("none.mmdb")}",
            $"--ConnectionStrings:Registry=Data Source={folder.File("registry.db")}",
            "--Redirector:Crawl:Enabled=false",
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        })!;

    [GeneratedRegex("(?:Listening on |\"Addresses\":\")(?<address>http://[^\\s,\"]+)")]
    private static partial Regex ListeningOn();
}
