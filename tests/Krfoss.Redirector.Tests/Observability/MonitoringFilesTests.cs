using System.Text.Json;
using System.Text.RegularExpressions;
using Krfoss.Redirector.Tests.Crawling.Reports;

namespace Krfoss.Redirector.Tests.Observability;

/// <summary>
/// Alert rules and dashboard ask for nothing that a program which has lived a little does not tell.
/// </summary>
public sealed partial class MonitoringFilesTests
{
    private static readonly string Config = Path.Combine(AppContext.BaseDirectory, "config");

    [Fact]
    public async Task Every_metric_of_rules_and_dashboard_is_told()
    {
        var told = await NamesAsync();
        foreach (var file in (string[])["prometheus/alerts.yml", "grafana/krfoss-redirector.json"])
        {
            var wanted = NamesIn(await File.ReadAllTextAsync(
                Path.Combine(Config, file), TestContext.Current.CancellationToken));
            Assert.True(wanted.Count > 10, file);
            Assert.Empty(wanted.Except(told));
        }
    }

    [Fact]
    public async Task Every_metric_of_our_own_is_shown_or_alerted_on_or_left_out_for_a_reason()
    {
        // What explains others, or is asked for by hand.
        HashSet<string> leftOut =
        [
            "krfoss_build_info", "krfoss_snapshot_revision", "krfoss_catalog_mirrors", "krfoss_catalog_repositories",
            "krfoss_catalog_loaded_timestamp_seconds", "krfoss_catalog_rejected_reloads_total",
            "krfoss_geo_rejected_loads_total", "krfoss_mirror_newest", "krfoss_mirror_asked_today_bytes",
            "krfoss_origin_listed_files", "krfoss_prepared_orders", "krfoss_prepared_orders_bytes",
        ];
        var used = NamesIn(string.Concat(
            Directory.EnumerateFiles(Config, "*", SearchOption.AllDirectories)
                .Where(file => file.EndsWith("alerts.yml", StringComparison.Ordinal)
                    || file.EndsWith("krfoss-redirector.json", StringComparison.Ordinal))
                .Select(File.ReadAllText)));
        var ours = (await NamesAsync()).Where(name => name.StartsWith("krfoss_", StringComparison.Ordinal));
        Assert.Empty(ours.Except(used).Except(leftOut));
    }

    [Fact]
    public async Task The_dashboard_has_panels_with_titles_and_places_of_their_own()
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(Config, "grafana", "krfoss-redirector.json"), TestContext.Current.CancellationToken));
        var panels = dashboard.RootElement.GetProperty("panels").EnumerateArray().ToArray();
        Assert.All(panels, panel => Assert.NotEqual("", panel.GetProperty("title").GetString()));
        Assert.Equal(panels.Length, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(
            panels.Length, panels.Select(panel => panel.GetProperty("gridPos").ToString()).Distinct().Count());
    }

    /// <summary>What is told after checks, redirects, a complaint and a refusal.</summary>
    private static async Task<HashSet<string>> NamesAsync()
    {
        await using var scene = await CrawledScene.StartAsync(
            $"--Redirector:Geo:City={Path.Combine(Config, "geo", "city.mmdb")}");
        await scene.FallBehindAsync();
        var redirector = scene.Redirector;
        for (var i = 0; i < 2; i++)
            Assert.Equal(302, (await redirector.AskAsync(CrawledScene.Old, "121.128.3.4")).Status);
        Assert.Equal(400, (await redirector.AskAsync("/files/../x")).Status);
        var text = await redirector.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return [.. Typed().Matches(text).Select(match => match.Groups["name"].Value), "up"];
    }

    private static HashSet<string> NamesIn(string text) =>
        [.. Name().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("^# TYPE (?<name>[a-z0-9_]+) ", RegexOptions.Multiline)]
    private static partial Regex Typed();

    [GeneratedRegex(@"(?<![\w-])(?:krfoss|process|dotnet)_[a-z0-9_]+")]
    private static partial Regex Name();
}
