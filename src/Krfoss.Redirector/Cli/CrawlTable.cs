using System.Globalization;
using System.Text;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Reports;

namespace Krfoss.Redirector.Cli;

/// <summary>
/// What a round has found, a line for each copy. A copy with several indexes stands there with the one that is farthest
/// behind.
/// </summary>
internal static class CrawlTable
{
    private const string Nothing = "-";

    private static readonly string[] Head =
        ["mirror", "repository", "endpoint", "state", "verdict", "newest", "shown/verified", "lag", "index"];

    public static string Render(IReadOnlyList<CopyReport> copies)
    {
        string[][] rows = [Head, .. copies.Select(RowOf)];
        var widths = Head.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string[] RowOf(CopyReport copy)
    {
        var root = copy.FarthestBehind;
        return
        [
            copy.Key.Mirror,
            copy.Key.Repository,
            copy.Key.Endpoint.ToString(),
            copy.Health.State.ToWord(),
            copy.Health.LastVerdict?.ToWord() ?? Nothing,
            Text($"{copy.NewestRoots} of {copy.Roots.Count}"),
            root is null ? Nothing : Text($"{Number(root.Shown)}/{Number(root.Verified)} of {root.Newest}"),
            copy.Lag is { } lag ? Lag(lag) : Nothing,
            root?.Root.Path ?? Nothing,
        ];
    }

    private static string Number(int generation) =>
        generation == 0 ? Nothing : generation.ToString(CultureInfo.InvariantCulture);

    private static string Lag(TimeSpan lag) => lag == TimeSpan.Zero ? "0"
        : lag < TimeSpan.FromMinutes(1) ? Text($"{lag.TotalSeconds:0} s")
        : lag < TimeSpan.FromHours(1) ? Text($"{lag.TotalMinutes:0} min")
        : lag < TimeSpan.FromDays(2) ? Text($"{lag.TotalHours:0.0} h")
        : Text($"{lag.TotalDays:0.0} d");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
