using System.Diagnostics;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>
/// Processes that write observations are killed at random moments until sixty registries were cut off: each opens,
/// holds all that was acknowledged, and of no batch a part.
/// </summary>
public sealed class KilledWriterTests : IDisposable
{
    /// <summary>
    /// Starting a process costs a second and more of computing, so each of twenty writes into three registries.
    /// </summary>
    private const int Kills = 20;

    private const int Registries = 3;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there()
    {
        // The moments are the same in every run; what the process does at each of them is not.
        var random = new Random(20);
        var files = Enumerable.Range(0, Registries).Select(i => _folder.File($"{i}.db")).ToArray();
        var last = new int[Registries];
        for (var kill = 0; kill < Kills; kill++)
        {
            var acknowledged = await WriteAndKillAsync(files, last, TimeSpan.FromMicroseconds(random.Next(30_000)));
            for (var i = 0; i < Registries; i++)
            {
                Assert.True(acknowledged[i] > last[i], "the writer was killed before it wrote anything");
                last[i] = await CheckAsync(files[i], acknowledged[i]);
            }
        }

        Assert.Empty(Directory.GetFiles(_folder.Path, "*.damaged-*"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Lets a process write for a while after each registry has taken something; returns the last numbers acknowledged.
    /// </summary>
    private static async Task<int[]> WriteAndKillAsync(string[] files, int[] before, TimeSpan time)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "Krfoss.Redirector.KilledWriter.dll"),
                .. files.Zip(before, (file, last) => (string[])[file, $"{last + 1}"]).SelectMany(pair => pair),
            ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var acknowledged = (int[])before.Clone();
            long? begun = null;
            // Lines that were written before the kill are read before the stream ends.
            while (await process.StandardOutput.ReadLineAsync(Stop) is { } line)
            {
                var numbers = line.Split(' ').Select(int.Parse).ToArray();
                acknowledged[numbers[0]] = numbers[1];
                if (begun is null && acknowledged.Zip(before).All(pair => pair.First > pair.Second))
                    begun = Stopwatch.GetTimestamp();
                if (begun is { } moment && Stopwatch.GetElapsedTime(moment) >= time) process.Kill();
            }

            return acknowledged;
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    /// <summary>Returns the last batch that is there: one that was not acknowledged may be.</summary>
    private static async Task<int> CheckAsync(string file, int acknowledged)
    {
        using var registry = new MirrorRegistry(
            new(RegistryProvider.Sqlite, $"Data Source={file}"), TimeProvider.System, new LogLines<MirrorRegistry>());
        var changes = (await registry.ReadStateChangesAsync(int.MaxValue, Stop)).Get();
        var last = changes.Count;
        Assert.InRange(last, acknowledged, acknowledged + 1);
        Assert.Equal(Enumerable.Range(1, last).Reverse().Select(n => $"{n}"), changes.Select(c => c.Evidence));
        Assert.Equal($"{last}", Assert.Single((await registry.ReadMirrorStatesAsync(Stop)).Get()).State);
        Assert.Equal(last, (await registry.ReadRevisionAsync(Stop)).Get());
        for (var m = 0; m < 3; m++)
        {
            var checks = (await registry.ReadChecksAsync($"m{m}", int.MaxValue, Stop)).Get();
            Assert.Equal(Enumerable.Range(1, last).Count(n => n % 3 == m), checks.Count);
            var days = (await registry.ReadUptimeAsync($"m{m}", 40_000, Stop)).Get();
            Assert.Equal(checks.Count, days.Sum(day => day.Good));
        }

        return last;
    }
}
