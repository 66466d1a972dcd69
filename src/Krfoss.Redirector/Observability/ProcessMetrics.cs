using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Krfoss.Redirector.Observability;

/// <summary>
/// The process and its runtime, under the names that Prometheus' client libraries agree on. Read when it is scraped.
/// </summary>
internal sealed class ProcessMetrics
{
    private const string OpenFiles = "/proc/self/fd";

    public ProcessMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Krfoss.Redirector.Process");
        meter.CreateObservableGauge("process_resident_memory_bytes", () => Environment.WorkingSet,
            description: "Resident memory of the process.");
        var start = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1000.0;
        meter.CreateObservableGauge("process_start_time_seconds", () => start,
            description: "When the process was started.");
        meter.CreateObservableCounter("process_cpu_seconds", () => Environment.CpuUsage.TotalTime.TotalSeconds,
            description: "Processor time of the process, user and system.");
        if (Directory.Exists(OpenFiles))
        {
            meter.CreateObservableGauge(
                "process_open_fds",
                () => Directory.EnumerateFileSystemEntries(OpenFiles).Count(),
                description: "Open files and connections.");
            if (FileLimit(File.ReadLines("/proc/self/limits")) is { } limit)
            {
                meter.CreateObservableGauge("process_max_fds", () => limit,
                    description: "How many files and connections may be open.");
            }
        }

        meter.CreateObservableGauge("dotnet_gc_heap_size_bytes", () => GC.GetGCMemoryInfo().HeapSizeBytes,
            description: "Managed memory after the last collection.");
        meter.CreateObservableCounter("dotnet_gc_collections", Collections,
            description: "Garbage collections by the oldest generation that they went through.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds", () => GC.GetTotalPauseDuration().TotalSeconds,
            description: "How long collections held everything up.");
        meter.CreateObservableGauge("dotnet_threadpool_threads", () => ThreadPool.ThreadCount,
            description: "Threads of the pool.");
        meter.CreateObservableGauge("dotnet_threadpool_queue_length", () => ThreadPool.PendingWorkItemCount,
            description: "Work that waits for a thread of the pool.");
    }

    /// <summary>The soft limit on open files; null where there is none, or it cannot be read.</summary>
    /// <param name="limits">Lines of <c>/proc/self/limits</c>.</param>
    public static long? FileLimit(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }

    // The runtime counts a collection of an older generation among those of the younger ones too.
    private static IEnumerable<Measurement<long>> Collections()
    {
        var older = 0;
        for (var generation = GC.MaxGeneration; generation >= 0; generation--)
        {
            var all = GC.CollectionCount(generation);
            yield return new(all - older, new KeyValuePair<string, object?>("generation", generation));
            older = all;
        }
    }
}
