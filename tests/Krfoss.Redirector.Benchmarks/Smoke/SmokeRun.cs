using System.Globalization;
using Krfoss.Redirector.TestSupport;

namespace Krfoss.Redirector.Benchmarks.Smoke;

/// <summary>
/// Runs every benchmark a few times without BenchmarkDotNet and holds the bytes that one operation allocates against
/// the committed table. Bytes are a gate where nanoseconds cannot be: they are the same on every machine.
/// </summary>
internal static class SmokeRun
{
    /// <summary>Category of benchmarks whose operation takes milliseconds.</summary>
    public const string Slow = "slow";

    private const int Failed = 1;

    private static string TableFile => Path.Combine(
        SharedData.RepositoryRoot, "tests", "Krfoss.Redirector.Benchmarks", "allocated-bytes.tsv");

    /// <param name="writeTable">True: the table is written from what was measured, and nothing is compared.</param>
    /// <returns>The exit code.</returns>
    public static int Run(TextWriter output, bool writeTable)
    {
        var measured = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var benchmark in SmokeBenchmark.All())
        {
            var bytes = benchmark.AllocatedBytes();
            measured.Add(benchmark.Name, bytes);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes,12:N0} B  {benchmark.Name}"));
        }

        if (writeTable)
        {
            File.WriteAllText(TableFile, AllocationTable.Write(measured));
            return 0;
        }

        var objections = AllocationTable.Read(File.ReadAllText(TableFile)).Objections(measured);
        foreach (var objection in objections) output.WriteLine($"FAILED: {objection}");
        var isGood = objections.Count == 0;
        output.WriteLine(isGood ? "No benchmark allocates more than it may." : "See docs/performance.md.");
        return isGood ? 0 : Failed;
    }
}
