using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Networks;

/// <summary>
/// Keeps what mirrors with a <c>daily_cap</c> have given, in a file beside the last state, so that a restart does not
/// begin their day anew. One line for each: id, day, bytes, separated by TABs.
/// </summary>
internal sealed partial class TrafficMemory(
    StateOptions options, TimeProvider time, ILogger<StateFile> files, ILogger<TrafficMemory> logger)
{
    public const int Version = 1;
    private const string Extension = ".traffic";
    private const string DayFormat = "yyyy-MM-dd";

    private readonly StateFile _file = new(
        Path.ChangeExtension(options.Path, Extension), Version, time, files);

    /// <summary>Empty where nothing was kept, or what was kept cannot be read.</summary>
    public IReadOnlyList<TrafficOfDay> Read()
    {
        var reading = _file.Read();
        if (reading.Content is { } content) return [.. Encoding.UTF8.GetString(content).Split('\n').SelectMany(Parse)];
        if (reading.Condition != StateFileCondition.Missing)
            Log.NotRecalled(logger, _file.Path, reading.Detail ?? "it holds something else");
        return [];
    }

    /// <summary>False where it could not be written; the file's log says why.</summary>
    public bool Write(IEnumerable<TrafficOfDay> days)
    {
        var lines = days.Select(day => string.Create(
            CultureInfo.InvariantCulture, $"{day.Mirror}\t{day.Day:yyyy-MM-dd}\t{day.Bytes}\n"));
        return _file.Write(Encoding.UTF8.GetBytes(string.Concat(lines))) is null;
    }

    private static IEnumerable<TrafficOfDay> Parse(string line)
    {
        if (line.Split('\t') is not [var mirror, var day, var bytes]) yield break;
        if (!DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            yield break;
        if (long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            yield return new(mirror, date, count);
    }

    private static partial class Log
    {
        [LoggerMessage(LogEvents.TrafficNotRecalled, LogLevel.Warning,
            "What mirrors gave today cannot be read from {File}: {Problem}. Their day is counted from now on")]
        public static partial void NotRecalled(ILogger logger, string file, string problem);
    }
}
