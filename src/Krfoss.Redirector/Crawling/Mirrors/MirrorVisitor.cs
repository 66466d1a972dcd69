using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Health.Checks;
using Krfoss.Redirector.Crawling.Following;
using Krfoss.Redirector.Crawling.Markers;
using Krfoss.Redirector.Crawling.Probing;
using Krfoss.Redirector.Crawling.Remembering;
using Krfoss.Redirector.Publishing;

namespace Krfoss.Redirector.Crawling.Mirrors;

/// <summary>Makes one visit and draws the consequences: health, verified generation, journal, a new snapshot.</summary>
internal sealed partial class MirrorVisitor(
    MirrorCheck check,
    MirrorMemory memory,
    OriginMemory origins,
    RootLooks looks,
    FreezeGuard freeze,
    CheckJournal journal,
    AsnOf asnOf,
    SyncMarkerReader markers,
    PublishSignal publish,
    CrawlOptions options,
    TimeProvider time,
    ILogger<MirrorVisitor> logger)
{
    /// <returns>The verdict as it was seen, whether it counted or not.</returns>
    public async Task<Verdict> VisitAsync(Visit visit, Politeness politeness, CancellationToken cancellationToken)
    {
        using var span = Traces.Begin("check mirror");
        span?.SetTag("krfoss.mirror", visit.Key.Mirror).SetTag("krfoss.repository", visit.Key.Repository)
            .SetTag("krfoss.endpoint", visit.Key.Endpoint.ToString());
        var copy = memory.Find(visit.Key);
        var plan = CheckPlans.Of(visit, copy, time.GetUtcNow());
        var result = await check.RunAsync(plan, politeness, cancellationToken);
        if (result.RootSha256 is { } sha256 && plan.Knowledge.Find(sha256) is null)
        {
            // The mirror may know more of the origin than we do.
            await looks.LookAgainAsync($"{visit.Route.Definition.Path}/{visit.Root.Path}", cancellationToken);
            visit = visit with { Root = origins.Find(visit.Route.Id, visit.Root.Path)?.Publication ?? visit.Root };
        }

        var known = CheckPlans.KnowledgeOf(visit, copy, time.GetUtcNow());
        var finding = CheckRules.Judge(result, known with { AsnNow = AsnOfAnswer(result) });
        span?.SetTag("krfoss.verdict", finding.Verdict.ToWord());
        await ConcludeAsync(visit, result, finding, cancellationToken);

        // What decides comes first: nobody waits for a hint.
        if (finding.Verdict == Verdict.Ok && visit.Urgency == VisitUrgency.Routine)
            await markers.LookAsync(visit, plan, politeness, cancellationToken);
        return finding.Verdict;
    }

    private async Task ConcludeAsync(
        Visit visit, MirrorCheckResult result, CheckFinding finding, CancellationToken cancellationToken)
    {
        var before = memory.Find(visit.Key);
        var standing = before.Roots.GetValueOrDefault(visit.Root.Path);
        var verdict = CheckOutcome.Counted(before, visit.Root.Path, finding, time.GetUtcNow());
        var counted = HealthRules.CountedAs(before.Health, verdict, finding.Decisive.Status, options.Health);
        var isHeld = await freeze.HoldsAsync(visit, counted, before.Health.TakesTraffic, cancellationToken);
        var now = time.GetUtcNow();
        var health = NextHealth(before.Health, verdict, isHeld, finding, now);
        var root = isHeld
            ? CheckOutcome.Held(standing, finding, now)
            : CheckOutcome.Next(standing, result, finding, visit.Root.Current.Number, now);
        var next = before with
        {
            Health = health,
            Roots = before.Roots.SetItem(visit.Root.Path, root),
            Warnings = finding.Warnings,
        };
        if (IsAlarming(finding.Verdict) && standing?.Verdict != finding.Verdict)
            Log.Alarming(logger, visit.Key.Mirror, visit.Root.Path, visit.Key.Repository, finding.Verdict.InEnglish());

        // Who failed this question is asked it again each time, or the next check without it would clear the mirror.
        if (result.Absent is not null && finding.Verdict != Verdict.Soft404)
            next = next with { AbsentAskedAt = now };
        if (verdict == Verdict.Ok)
        {
            next = next with
            {
                Issuer = result.Root.CertificateIssuer ?? next.Issuer,
                Asn = AsnOfAnswer(result) ?? next.Asn,
            };
        }

        Keep(visit, visit.Key, before, next, finding, now);
        journal.Checked(visit, result, counted == verdict ? finding : finding with { Verdict = counted }, next, now);
        ShareWithSiblings(visit, verdict, isHeld, finding, now);
        if (Differs(before, next)) publish.Ring();
    }

    private uint? AsnOfAnswer(MirrorCheckResult result) =>
        result.Root.Address is { } address && asnOf(address) is var asn and not 0 ? asn : null;

    private MirrorHealth NextHealth(
        MirrorHealth before, Verdict verdict, bool isHeld, CheckFinding finding, DateTimeOffset now) => isHeld
            ? HealthRules.Hold(before, now)
            : HealthRules.Next(
                before, verdict, now, options.Health, finding.Decisive.RetryAfter, finding.Decisive.Status);

    /// <summary>What is wrong with the host is wrong with all of its copies, and so is its recovery.</summary>
    private void ShareWithSiblings(
        Visit visit, Verdict verdict, bool isHeld, CheckFinding finding, DateTimeOffset now)
    {
        var isBad = VerdictRules.EffectOn(verdict, visit.Key.Endpoint) != VerdictEffect.Good;
        if (isBad && !VerdictRules.HoldsForHost(verdict)) return;
        foreach (var carried in visit.Candidate.Mirror.Definition.Repositories)
        {
            var key = visit.Key with { Repository = carried.Repository };
            if (key == visit.Key) continue;
            var before = memory.Find(key);
            var wasHostIll = before.Health.LastVerdict is { } last && VerdictRules.HoldsForHost(last)
                && before.Health.State != HealthState.Up;
            if (!isBad && !wasHostIll) continue;
            var next = before with { Health = NextHealth(before.Health, verdict, isHeld, finding, now) };
            Keep(visit, key, before, next, finding, now);
            if (Differs(before, next)) publish.Ring();
        }
    }

    private void Keep(
        Visit visit, CopyKey key, MirrorCopy before, MirrorCopy next, CheckFinding finding, DateTimeOffset now)
    {
        memory.Put(key, next);
        if (before.Health.State != next.Health.State) journal.StateChanged(key, before, next, finding, now);
        if (before != next) journal.Stands(visit.Candidate.Mirror.Definition, key, next, now);
    }

    /// <summary>Nobody's synchronisation does that: somebody has to look.</summary>
    private static bool IsAlarming(Verdict verdict) => verdict is Verdict.RolledBack or Verdict.IdentityChanged;

    /// <summary>True where requests have to know.</summary>
    private static bool Differs(MirrorCopy before, MirrorCopy next) =>
        before.Health.TakesTraffic != next.Health.TakesTraffic
        || before.Health.LastVerdict != next.Health.LastVerdict
        || before.Roots.Count != next.Roots.Count
        || next.Roots.Any(root => before.Roots.GetValueOrDefault(root.Key)?.Verified != root.Value.Verified);

    private static partial class Log
    {
        [LoggerMessage(LogEvents.MirrorAlarming, LogLevel.Warning, "{Mirror}: {Root} of {Repository}: {Sentence}")]
        public static partial void Alarming(
            ILogger logger, string mirror, string root, string repository, string sentence);
    }
}
