using Krfoss.Redirector.Core.Formats;
using Krfoss.Redirector.Core.Health;
using Krfoss.Redirector.Core.Paths;
using Krfoss.Redirector.Core.Publication;
using Krfoss.Redirector.Core.Snapshots;
using Krfoss.Redirector.Crawling.Probing;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>An index root as the catalog places it.</summary>
/// <param name="Path">Path inside the repository, without leading slash.</param>
/// <param name="Url">Where the origin has it.</param>
internal sealed record PlacedRoot(RepositoryRoute Route, string Path, Uri Url)
{
    public string Repository => Route.Id;
}

/// <summary>What a look at an index root came to.</summary>
/// <param name="State">What is known afterwards.</param>
/// <param name="Content">
/// The whole root where the origin sent it; empty where it did not change, or there was none.
/// </param>
/// <param name="Problem">What went wrong, in English; empty where nothing did.</param>
internal sealed record RootLook(IndexRootState State, ReadOnlyMemory<byte> Content, string Problem);

/// <summary>Reads one index root at the origin that the catalog declares for it, and nowhere else.</summary>
internal sealed class OriginIndexReader(
    OriginClient client, SnapshotStore snapshots, OriginReach reach, CrawlOptions options, TimeProvider time)
{
    /// <summary>A path that the origin does not have is not asked for again so soon.</summary>
    public static readonly TimeSpan MissingFor = TimeSpan.FromHours(1);

    /// <summary>After a failure that says nothing about the file.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    /// <summary>Where the catalog of now has this path; null = no index root of any repository.</summary>
    /// <param name="path">Path of this service.</param>
    public PlacedRoot? Place(string path)
    {
        if (!snapshots.Current.Routes.TryFind(path, out var route, out var prefixLength)) return null;
        var rest = SegmentPrefix.Rest(path, prefixLength).ToString();
        var isDeclared = route.Definition.Probe.Contains(rest, StringComparer.Ordinal);
        if (!isDeclared && !IndexRoots.IsRoot(route.Format, rest)) return null;
        return Uri.TryCreate($"{route.Origin}/{rest}", UriKind.Absolute, out var url) ? new(route, rest, url) : null;
    }

    /// <summary>Looks at the origin and says what is known of the root afterwards, and what went wrong.</summary>
    /// <param name="isConditional">False: the content is wanted even where it did not change.</param>
    public async Task<RootLook> LookAsync(
        PlacedRoot root, IndexRootState before, bool isConditional, CancellationToken cancellationToken)
    {
        var known = isConditional && before.History is { } history
            ? new Validators(before.ETag, history.Current.LastModified)
            : null;
        var answer = await client.AskAsync(new(root.Url) { Known = known }, cancellationToken);
        var now = time.GetUtcNow();
        reach.Note(answer, now);
        return answer switch
        {
            { IsAnswered: true, Status: 200, Body.IsEmpty: false } => new(
                before with
                {
                    History = IndexHistory.Next(
                        before.History, IndexGeneration.Of(answer.Body.Span, answer.LastModified, now)),
                    NextLook = now + options.IndexInterval,
                    ETag = answer.ETag,
                },
                answer.Body,
                ""),
            { IsAnswered: true, Status: 304 } => new(
                before with { NextLook = now + options.IndexInterval }, default, ""),
            { IsAnswered: true, Status: 404 or 410 } => new(
                before with { History = null, IsRecalled = false, ETag = null, NextLook = now + MissingFor },
                default,
                "not there"),
            _ => new(before with { NextLook = now + RetryAfter }, default, ProblemOf(answer)),
        };
    }

    private static string ProblemOf(Exchange answer) =>
        !answer.IsAnswered ? $"{answer.Outcome}: {answer.Evidence.ReplaceLineEndings(", ")}"
        : answer.Status == 200 ? "an empty file"
        : $"answered {answer.Status}";
}
