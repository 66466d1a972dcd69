using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>
/// Sockets of a process answer inline or not from its first socket on, and a test host opens one before any test. So a
/// test of what inline answers lead to runs itself once more, in a process of its own that begins as the program does.
/// </summary>
internal static class InlineProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>True in the process that <see cref="RunAsync"/> started.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(FrontDoor.InlineVariable) == "1";

    public static async Task RunAsync(Type test, [CallerMemberName] string method = "")
    {
        var start = new ProcessStartInfo(
            "dotnet", [test.Assembly.Location, "-method", $"{test.FullName}.{method}", "-noLogo", "-noColor"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            // Tests block many threads of the pool at once; it would add them one by one.
            Environment = { [FrontDoor.InlineVariable] = "1", ["DOTNET_ThreadPool_ForceMinWorkerThreads"] = "40" },
        };
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            Assert.True(process.ExitCode == 0 && output.Contains("Total: 1,", StringComparison.Ordinal), output);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
