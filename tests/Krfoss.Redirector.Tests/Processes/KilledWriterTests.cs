using System.Diagnostics;
using System.Globalization;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Tests.Workers;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Tests.Processes;

/// <summary>
/// Sixty processes that write observations are killed at random moments: the registry opens each time, holds all that
/// was acknowledged, and of no batch a part.
/// </summary>
public sealed class KilledWriterTests : IDisposable
{
    private const int Kills = 60;

    /// <summary>Starting a process costs a second and more of computing: three are under way at a time.</summary>
    private const int Registries = 3;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there()
    {
        var killed = await Task.WhenAll(Enumerable.Range(0, Registries).Select(WriteAndKillAsync));
        Assert.Equal(Kills, killed.Sum());
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.damaged-*"));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One registry after the other's share of the kills; returns how many there were.</summary>
    private async Task<int> WriteAndKillAsync(int number)
    {
        // The moments are the same in every run; what the process does at each of them is not.
        var random = new Random(number);
        var (file, last, kills) = (_folder.File($"{number}.db"), 0, 0);
        for (; kills < Kills / Registries; kills++)
        {
            var acknowledged = await WriteAndKillAsync(file, last, TimeSpan.FromMicroseconds(random.Next(30_000)));
            Assert.True(acknowledged > last, "the writer was killed before it wrote anything");
            last = await CheckAsync(file, acknowledged);
        }

        return kills;
    }

    /// <summary>
    /// Lets a process write for a while after the registry has taken something; returns the last number acknowledged.
    /// </summary>
    private static async Task<int> WriteAndKillAsync(string file, int before, TimeSpan time)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Krfoss.Redirector.KilledWriter.dll"), file, $"{before + 1}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var (acknowledged, begun) = (before, (long?)null);

            // Lines that were written before the kill are read before the stream ends.
            while (await process.StandardOutput.ReadLineAsync(Stop) is { } line)
            {
                acknowledged = int.Parse(line, CultureInfo.InvariantCulture);
                begun ??= Stopwatch.GetTimestamp();
                if (Stopwatch.GetElapsedTime(begun.Value) >= time) process.Kill();
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
