using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Crawling.Remembering;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>
/// Looks at mirrors that clients of several networks complain about, and writes down once a minute who was complained
/// about how often.
/// </summary>
internal sealed class ComplaintListener(
    ComplaintLedger ledger, MirrorCrawler crawler, CheckJournal journal, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(ListenAsync(stoppingToken), CountAsync(stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        WriteDown();
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await foreach (var mirror in ledger.Accused.ReadAllAsync(stoppingToken)) crawler.Want(mirror);
    }

    private async Task CountAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) WriteDown();
    }

    private void WriteDown() => journal.Complained(ledger.Take(), time.GetUtcNow());
}
