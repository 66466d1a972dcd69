using System.Collections.Concurrent;
using Krfoss.Redirector.Core.Catalog;
using Krfoss.Redirector.Core.Health;

namespace Krfoss.Redirector.Crawling.Following;

/// <summary>
/// Whether the origins answer us: the control of all checks, and what decides between "that mirror was never verified"
/// and "we are cut off". By host, since repositories of one origin share its fate. Two failures in a row are needed to
/// lose an origin that answered before, one for an origin that never did.
/// </summary>
internal sealed class OriginReach
{
    private const int LostAfter = 2;

    private readonly ConcurrentDictionary<string, Looks> _looks = new(StringComparer.OrdinalIgnoreCase);

    public OriginState StateOf(RepositoryDefinition repository) =>
        _looks.TryGetValue(repository.Origin.Authority, out var looks) ? looks.State : OriginState.Unknown;

    /// <summary>The last look at each origin.</summary>
    public IReadOnlyList<OriginLook> All =>
        [.. _looks.Select(looks => new OriginLook(looks.Key, looks.Value.At, looks.Value.Failures == 0))];

    /// <summary>The last look at the origin of a repository; empty where there was none.</summary>
    public IEnumerable<OriginLook> Of(RepositoryDefinition repository) =>
        All.Where(look => look.Repository == repository.Origin.Authority);

    /// <summary>Notes how a question to an origin ended.</summary>
    /// <returns>True where the state of that origin is another one now.</returns>
    public bool Note(Exchange exchange, DateTimeOffset now)
    {
        var answers = exchange is { IsAnswered: true, Status: < 500 };
        var before = _looks.GetValueOrDefault(exchange.Url.Authority);
        var failures = answers ? 0 : (before?.Failures ?? 0) + 1;
        var state = answers ? OriginState.Reachable
            : before is { State: OriginState.Reachable } && failures < LostAfter ? OriginState.Reachable
            : OriginState.Unreachable;
        _looks[exchange.Url.Authority] = new(now, failures, state);
        return state != (before?.State ?? OriginState.Unknown);
    }

    private sealed record Looks(DateTimeOffset At, int Failures, OriginState State);
}
