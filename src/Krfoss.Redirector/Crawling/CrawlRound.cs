using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Mirrors;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling;

/// <summary>
/// One look at everything, without the loops. What fails is looked at once more, as in the loops, so that whoever does
/// not answer is down afterwards and not just doubtful; a host that does not answer is not asked for all that it should
/// have.
/// </summary>
/// <param name="isWanted">Which mirrors and repositories.</param>
/// <param name="tell">Is told after each visit how many are done, and of how many.</param>
internal sealed class CrawlRound(
    RoutingSnapshot snapshot,
    VisitPlan plan,
    MirrorVisitor visitor,
    TimeProvider time,
    Func<Visit, bool> isWanted,
    Action<int, int> tell)
{
    private const int Parallel = 64;

    /// <summary>So many visits of one root: what more than these would prove is left to the next round.</summary>
    private const int MaxVisits = 2;

    private int _done;
    private int _all;

    public async Task RunAsync(Func<string, Politeness> politenessOf, CancellationToken cancellationToken)
    {
        var mirrors = snapshot.Mirrors.Where(mirror => !mirror.Definition.Private).ToArray();
        _all = mirrors.Sum(mirror => Visits(mirror).Count());
        await System.Threading.Tasks.Parallel.ForEachAsync(
            mirrors,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (mirror, token) => await LookAtAsync(mirror, politenessOf(mirror.Id), token));
        if (_all > 0) tell(_all, _all);
    }

    private async Task LookAtAsync(MirrorState mirror, Politeness politeness, CancellationToken cancellationToken)
    {
        var visits = new Dictionary<(CopyKey, string), int>();
        while (Visits(mirror).FirstOrDefault(visit => IsOpen(visit, visits)) is { } visit)
        {
            var key = (visit.Key, visit.Root.Path);
            var before = visits.GetValueOrDefault(key);
            visits[key] = before + 1;
            if (before > 0 && visit.Due - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellationToken);
            await visitor.VisitAsync(visit, politeness, cancellationToken);
            if (before == 0) tell(Math.Min(Interlocked.Increment(ref _done), _all), _all);
        }
    }

    // The second visits come after all first ones, which may take longer than the wait before a second look.
    private static bool IsOpen(Visit visit, Dictionary<(CopyKey, string), int> visits) =>
        visits.GetValueOrDefault((visit.Key, visit.Root.Path)) is var count
        && (count == 0 || (count < MaxVisits && visit.Urgency == VisitUrgency.Recheck));

    private IEnumerable<Visit> Visits(MirrorState mirror) => plan
        .AllOf(snapshot, mirror, wantedSince: null, time.GetUtcNow())
        .Where(isWanted)
        .OrderBy(visit => visit.Urgency == VisitUrgency.Recheck);
}
