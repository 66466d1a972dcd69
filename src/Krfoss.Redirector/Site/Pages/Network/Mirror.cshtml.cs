using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Statistics;
using Krfoss.Redirector.Crawling.Reports;
using Krfoss.Redirector.Registry;
using Krfoss.Redirector.Site.Answers;
using Krfoss.Redirector.Site.Languages;
using Krfoss.Redirector.Site.Summaries;
using Microsoft.AspNetCore.Mvc;

namespace Krfoss.Redirector.Site.Pages.Network;

/// <summary>One mirror: how it stands now, how it stood, and why that changed.</summary>
internal sealed class MirrorModel(Speech speech, CurrentNetwork current, MirrorRegistry registry, TimeProvider time)
    : SitePage(speech)
{
    private const int ChangesRead = 120;

    public override string? Title => Mirror?.Definition.Name;

    public override string Section => "/mirrors";

    public MirrorSummary Mirror { get; private set; } = null!;

    public bool IsCrawled { get; private set; }

    public DateTimeOffset Now { get; } = time.GetUtcNow();

    /// <summary>Null while the registry does not answer.</summary>
    public Uptime? Uptime { get; private set; }

    public IReadOnlyList<StateEvent>? Changes { get; private set; }

    /// <summary>Part of all redirects of the last 30 days that led here; null = nothing was counted.</summary>
    public double? Share { get; private set; }

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken cancellation)
    {
        var network = current.Look();
        if (network.Find(id) is not { } mirror) return NotFound();
        (Mirror, IsCrawled) = (mirror, network.IsCrawled);
        var days = await registry.ReadUptimeAsync(id, Uptime.DaysShown, cancellation);
        var today = DateOnly.FromDateTime(Now.ToOffset(Speech.KoreaOffset).Date);
        if (days.IsAvailable) Uptime = Uptime.Of(days.Get(), today);
        var changes = await registry.ReadStateChangesAsync(ChangesRead, cancellation, id);
        if (changes.IsAvailable) Changes = StateEvent.Of(changes.Get());
        Share = await ShareAsync(id, today, cancellation);
        return Page();
    }

    /// <summary>What was seen of a repository here, endpoint by endpoint.</summary>
    public IEnumerable<CopyReport> CopiesOf(string repository) =>
        Mirror.Copies.Where(copy => copy.Key.Repository == repository);

    private async Task<double?> ShareAsync(string id, DateOnly today, CancellationToken cancellation)
    {
        var question = new TrafficQuestion(today.AddDays(-29), today, TrafficDimension.Mirror);
        var answer = await registry.ReadTalliesAsync(question, cancellation);
        if (!answer.IsAvailable) return null;
        var report = TrafficReport.Of(question, answer.Get());
        return report.Sum.Redirects == 0
            ? null
            : report.Totals.FirstOrDefault(total => total.Key == id).Tally.Redirects / (double)report.Sum.Redirects;
    }

    /// <summary>What a verdict's word says; null for a word of another version.</summary>
    public string? SentenceOf(string word) =>
        VerdictWords.TryParse(word, out var verdict) ? Speech[Words.MirrorWords.Of(verdict)] : null;
}
