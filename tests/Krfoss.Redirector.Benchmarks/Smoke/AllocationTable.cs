using System.Globalization;
using System.Text;

namespace Krfoss.Redirector.Benchmarks.Smoke;

/// <summary>
/// The committed table: a line for each benchmark, the most bytes that an operation may allocate and, behind a tab, its
/// name. A benchmark without a line fails as well as a line without a benchmark.
/// </summary>
internal sealed class AllocationTable
{
    /// <summary>From so many bytes on, one part in a hundred is left for what hashing happens to do.</summary>
    private const long ExactBelowBytes = 4096;

    private readonly Dictionary<string, long> _limits = new(StringComparer.Ordinal);

    public static AllocationTable Read(string text)
    {
        var table = new AllocationTable();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#') continue;
            var cells = line.Split('\t');
            table._limits.Add(cells[1], long.Parse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture));
        }

        return table;
    }

    public static string Write(IReadOnlyDictionary<string, long> measured)
    {
        var text = new StringBuilder("# most bytes that one operation may allocate; docs/performance.md\n");
        foreach (var (name, bytes) in measured)
        {
            var limit = bytes < ExactBelowBytes ? bytes : bytes + (bytes / 100);
            text.Append(CultureInfo.InvariantCulture, $"{limit}\t{name}\n");
        }

        return text.ToString();
    }

    public IReadOnlyList<string> Objections(IReadOnlyDictionary<string, long> measured) =>
    [
        .. measured.Where(m => !_limits.ContainsKey(m.Key)).Select(m => $"{m.Key} has no line in the table"),
        .. _limits.Keys.Where(name => !measured.ContainsKey(name)).Select(name => $"no benchmark is called {name}"),
        .. measured.Where(m => _limits.TryGetValue(m.Key, out var limit) && m.Value > limit)
            .Select(m => $"{m.Key} allocates {m.Value} B, {_limits[m.Key]} B at most are allowed"),
    ];
}
