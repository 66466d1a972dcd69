using Krfoss.Redirector.Core.Geo;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;
using Krfoss.Redirector.Site.Words;

namespace Krfoss.Redirector.Site.Pages.Network;

/// <summary>What was counted, as <c>/api/v1/statistics</c> has it for programs.</summary>
internal sealed class StatisticsModel(
    Speech speech, CurrentNetwork current, MirrorRegistry registry, TimeProvider time) : SitePage(speech)
{
    public static readonly int[] Periods = [7, 30, 90, 365];

    public static readonly TrafficDimension[] Dimensions =
    [
        TrafficDimension.Repository, TrafficDimension.Mirror, TrafficDimension.Network, TrafficDimension.Region,
        TrafficDimension.Country, TrafficDimension.Client,
    ];

    public override string? Title => Speech[CommonWords.Statistics];

    public override string Section => "/statistics";

    public int Days { get; private set; }

    public TrafficDimension By { get; private set; }

    /// <summary>Id of the mirror that is asked about alone; null = all.</summary>
    public string? Mirror { get; private set; }

    public NetworkSummary Network { get; } = current.Look();

    /// <summary>Null while the registry does not answer.</summary>
    public TrafficReport? PerDay { get; private set; }

    public TrafficReport? PerKey { get; private set; }

    /// <summary>What programs ask to get the same.</summary>
    public string Query { get; private set; } = "";

    public async Task OnGetAsync(string? by, int days, string? mirror, CancellationToken cancellation)
    {
        Days = Array.IndexOf(Periods, days) >= 0 ? days : 30;
        By = Array.Find(Dimensions, dimension => WordOf(dimension) == by);
        if (By == TrafficDimension.Day) By = TrafficDimension.Repository;
        Mirror = mirror is not null && Network.Find(mirror) is not null ? mirror : null;
        var today = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Speech.KoreaOffset).Date);
        var from = today.AddDays(1 - Days);
        Query = $"?from={from:yyyy-MM-dd}&to={today:yyyy-MM-dd}&by={WordOf(By)}"
            + (Mirror is null ? "" : $"&mirror={Mirror}");
        PerDay = await AskAsync(new(from, today, TrafficDimension.Day, Mirror), cancellation);
        PerKey = await AskAsync(new(from, today, By, Mirror), cancellation);
    }

    public static string WordOf(TrafficDimension dimension) => dimension.ToString().ToLowerInvariant();

    /// <summary>A key as people say it.</summary>
    public string NameOf(string key) =>
        StatisticsWords.OfKey(key) is { } word ? Speech[word]
        : By == TrafficDimension.Mirror ? Network.Find(key)?.Definition.Name ?? key
        : By == TrafficDimension.Network
            ? Network.Snapshot.Catalog.Networks.FirstOrDefault(network => network.Id == key)?.Name ?? key
        : By == TrafficDimension.Region && KoreanRegions.NameOf(key) is { } region
            ? Speech.Language == Language.English ? region.English : region.Korean
        : key;

    /// <summary>Redirects of each day, those without any included.</summary>
    public IEnumerable<(DateOnly Day, long Redirects)> EveryDay()
    {
        if (PerDay is not { } report) yield break;
        var counted = report.Cells.ToLookup(cell => cell.Day, cell => cell.Tally.Redirects);
        for (var day = report.Question.From; day <= report.Question.To; day = day.AddDays(1))
            yield return (day, counted[day].Sum());
    }

    private async Task<TrafficReport?> AskAsync(TrafficQuestion question, CancellationToken cancellation)
    {
        var answer = await registry.ReadTalliesAsync(question, cancellation);
        return answer.IsAvailable ? TrafficReport.Of(question, answer.Get()) : null;
    }
}
