using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling;

/// <summary>An index root as the catalog places it.</summary>
/// <param name="PathInRepository">Without leading slash.</param>
/// <param name="Url">Where the origin has it.</param>
internal sealed record PlacedRoot(string Repository, string PathInRepository, Uri Url);

/// <summary>Reads one index root at the origin that the catalog declares for it, and nowhere else.</summary>
internal sealed class OriginIndexReader(
    OriginClient client, SnapshotStore snapshots, CrawlOptions options, TimeProvider time)
{
    /// <summary>A path that the origin does not have is not asked for again so soon.</summary>
    public static readonly TimeSpan MissingFor = TimeSpan.FromHours(1);

    /// <summary>After a failure that says nothing about the file.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    /// <summary>Where the catalog of now has this path; null = no index root of any repository.</summary>
    public PlacedRoot? Place(string path)
    {
        if (!snapshots.Current.Routes.TryFind(path, out var route, out var prefixLength)) return null;
        var rest = SegmentPrefix.Rest(path, prefixLength).ToString();
        if (!IndexRoots.IsRoot(route.Format, rest)) return null;
        return Uri.TryCreate($"{route.Origin}/{rest}", UriKind.Absolute, out var url) ? new(route.Id, rest, url) : null;
    }

    /// <summary>Looks at the origin and says what is known of the root afterwards, and what went wrong.</summary>
    public async Task<(IndexRootState State, string Problem)> LookAsync(
        PlacedRoot root, IndexRootState before, CancellationToken cancellationToken)
    {
        var known = before.History is { } history ? new Validators(before.ETag, history.Current.LastModified) : null;
        var answer = await client.AskAsync(new(root.Url) { Known = known }, cancellationToken);
        var now = time.GetUtcNow();
        return answer switch
        {
            { IsAnswered: true, Status: 200, Body.IsEmpty: false } => (new(
                IndexHistory.Next(before.History, IndexGeneration.Of(answer.Body.Span, answer.LastModified, now)),
                now + options.IndexInterval,
                answer.ETag), ""),
            { IsAnswered: true, Status: 304 } => (before with { NextLook = now + options.IndexInterval }, ""),
            { IsAnswered: true, Status: 404 or 410 } => (new(null, now + MissingFor), "not there"),
            _ => (before with { NextLook = now + RetryAfter }, ProblemOf(answer)),
        };
    }

    private static string ProblemOf(Exchange answer) =>
        !answer.IsAnswered ? $"{answer.Outcome}: {answer.Evidence.ReplaceLineEndings(", ")}"
        : answer.Status == 200 ? "an empty file"
        : $"answered {answer.Status}";
}
